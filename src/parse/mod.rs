//! Stage `parse`: source text → [`Node`] tree.
//!
//! HCL and JSON give the same tree, so that decoding and its messages exist once. A specification is data: expressions
//! other than literals are reported here and become [`Value::Invalid`].

mod brackets;
mod crowded;
mod hcl;
mod hcl_syntax;
mod json;
mod node;

pub use node::{Entry, LabelText, Node, Value};

use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::source::{SourceMap, Span};

/// Parses every file and merges them into one root object. A file that is not well formed contributes nothing; the
/// diagnostics say why.
pub fn parse(sources: &SourceMap) -> (Node, Vec<Diagnostic>) {
    let mut entries = Vec::new();
    let mut diagnostics = Vec::new();
    for (id, file) in sources.iter() {
        let is_json = std::path::Path::new(&file.path)
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        let parsed =
            if is_json { json::parse(id, file, &mut diagnostics) } else { hcl::parse(id, file, &mut diagnostics) };
        entries.extend(parsed);
    }
    (Node { value: Value::Map(entries), span: Span::NONE }, diagnostics)
}

/// The finding for a key that stands again in one object.
fn set_twice(again: &Entry, first: Span) -> Diagnostic {
    let headline = format!("`{}` is set twice", shortened(&again.key));
    let error = Diagnostic::error(Code::DUPLICATE_KEY, again.key_span, headline).label("again here");
    error.also(first, "first here").help("keep one of the two")
}
