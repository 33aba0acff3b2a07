//! Stage `parse`: source text → [`Node`] tree.
//!
//! HCL and JSON give the same tree, so that decoding and its messages exist once. A specification is data: expressions
//! other than literals are reported here and become [`Value::Invalid`].

mod brackets;
mod crowded;
mod hcl;
mod hcl_syntax;
mod hidden;
mod json;
mod node;

pub(crate) use crowded::crowded;
pub use hcl::TERRAFORM_BLOCKS;
pub use json::SCHEMA_KEY;
pub use node::{Entry, LabelText, Node, Value};

use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::source::{SourceMap, Span};

/// Parses every file and merges them into one root object. A file that is not well formed contributes nothing; the
/// diagnostics say why.
pub fn parse(sources: &SourceMap) -> (Node, Vec<Diagnostic>) {
    let mut entries = Vec::new();
    let mut diagnostics = Vec::new();
    for (id, file) in sources.iter() {
        if let Some(error) = hidden::misleading(id, &file.text) {
            diagnostics.push(error);
            continue;
        }
        let parse = if is_json(&file.path) { json::parse } else { hcl::parse };
        let parsed = parse(id, file, &mut diagnostics);
        entries.extend(parsed);
    }
    (Node { value: Value::Map(entries), span: Span::NONE }, diagnostics)
}

/// Whether the file at a path is read as JSON; every other one is HCL.
pub fn is_json(path: &str) -> bool {
    let extension = std::path::Path::new(path).extension();
    extension.is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// The finding for a key that stands again in one object.
fn set_twice(again: &Entry, first: &Entry) -> Diagnostic {
    let headline = format!("`{}` is set twice", shortened(&again.key));
    let error = Diagnostic::error(Code::DUPLICATE_KEY, again.key_span, headline).label("again here");
    let error = error.also(first.key_span, "first here");
    if !is_scalar(&again.node) || again.node.value != first.node.value {
        return error.help("keep one of the two");
    }
    error.help_removing("remove one of the two: both say the same", again.extent())
}

/// Values without parts, and so without places of parts.
const fn is_scalar(node: &Node) -> bool {
    matches!(node.value, Value::Bool(_) | Value::Number(_) | Value::String(_))
}
