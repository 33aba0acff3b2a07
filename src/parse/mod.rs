//! Stage `parse`: source text → [`Node`] tree.
//!
//! HCL and JSON give the same tree, so that decoding and its messages exist once. A specification is data: expressions
//! other than literals are reported here and become [`Value::Invalid`].

mod hcl;
mod json;
mod node;

pub use node::{Entry, LabelText, Node, Value};

use crate::diagnostic::Diagnostic;
use crate::source::{SourceMap, Span};

/// Parses every file and merges them into one root object. A file that is not well formed contributes nothing; the
/// diagnostics say why.
pub fn parse(sources: &SourceMap) -> (Node, Vec<Diagnostic>) {
    let mut entries = Vec::new();
    let mut diagnostics = Vec::new();
    for (id, file) in sources.iter() {
        let is_json = std::path::Path::new(&file.path).extension().is_some_and(|extension| extension == "json");
        let parsed =
            if is_json { json::parse(id, file, &mut diagnostics) } else { hcl::parse(id, file, &mut diagnostics) };
        entries.extend(parsed);
    }
    (Node { value: Value::Map(entries), span: Span::NONE }, diagnostics)
}
