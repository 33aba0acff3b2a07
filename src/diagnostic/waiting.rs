//! What could not be judged because of values that cannot be read.

use super::{Code, plural, shortened};
use crate::source::{SourceMap, Span};

/// The rules that wait until values can be read. It is no finding: the values themselves have theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The rules whose findings depend on the values, by code.
    pub rules: Vec<Code>,
    /// The values, in the order of the text.
    pub values: Vec<WaitedFor>,
    /// Whether there was too much to judge, so that nothing is known of the blocks that hold the values.
    pub hides_blocks: bool,
}

/// A value that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitedFor {
    /// The key that it belongs to.
    pub key: String,
    /// Where it stands.
    pub span: Span,
}

/// How many values are named.
const MOST_NAMED: usize = 3;

impl Waiting {
    /// In one line, such as "3 rules wait for `vcpus` (fleet.hcl:12)".
    pub fn line(&self, sources: &SourceMap) -> String {
        let named: Vec<String> = self.values.iter().take(MOST_NAMED).map(|value| value.named(sources)).collect();
        let more = match self.values.len() - named.len() {
            0 => String::new(),
            more => format!(" and {}", plural(more, "other value")),
        };
        let values = format!("{}{more}", named.join(", "));
        if self.hides_blocks {
            return format!("the blocks around {values} were not judged");
        }
        let verb = if self.rules.len() == 1 { "waits" } else { "wait" };
        format!("{} {verb} for {values}", plural(self.rules.len(), "rule"))
    }
}

impl WaitedFor {
    fn named(&self, sources: &SourceMap) -> String {
        let key = shortened(&self.key);
        match sources.file_of(self.span) {
            Some(file) => {
                let (line, _) = file.line_column(self.span.range().start);
                format!("`{key}` ({}:{line})", file.path)
            }
            None => format!("`{key}`"),
        }
    }
}
