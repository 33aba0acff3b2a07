//! The state of one decoding run.

use super::{Block, BlockReader};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{Node, Value};
use crate::source::Span;

/// Collects what is wrong while values are read.
#[derive(Debug)]
pub struct Decoder {
    diagnostics: Vec<Diagnostic>,
    /// The key whose value is being read: messages name it.
    key: String,
    key_span: Span,
}

impl Default for Decoder {
    fn default() -> Self {
        Self { diagnostics: Vec::new(), key: String::new(), key_span: Span::NONE }
    }
}

impl Decoder {
    /// Everything that was reported.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Adds a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The key whose value is being read.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Runs `read` with messages that name `key`.
    pub(super) fn within<T>(&mut self, key: &str, key_span: Span, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.key, key.to_owned());
        let outer_span = std::mem::replace(&mut self.key_span, key_span);
        let result = read(self);
        self.key = outer;
        self.key_span = outer_span;
        result
    }

    /// Reads the block or object that the current key holds.
    pub(crate) fn singleton<T: Block>(&mut self, node: &Node) -> Option<T> {
        let title = format!("`{}`", self.key);
        self.block(node, self.key_span, &title)
    }

    /// Reads a block or an object of type `T`; `header` is where its name stands, `title` how messages call it.
    pub(super) fn block<T: Block>(&mut self, node: &Node, header: Span, title: &str) -> Option<T> {
        let Value::Map(entries) = &node.value else {
            self.wrong_kind(node, "an object");
            return None;
        };
        let mut reader = BlockReader::new(entries, header, title, self);
        let block = T::read(&mut reader);
        reader.finish();
        block
    }

    /// Reports that a value is not of the kind that its key wants. Silent about values that were reported before.
    pub(super) fn wrong_kind(&mut self, node: &Node, wanted: &str) {
        if node.value == Value::Invalid {
            return;
        }
        let headline = format!("`{}` must be {wanted}, not {}", self.key, node.kind());
        let error = Diagnostic::error(Code::WRONG_KIND, node.span, headline).label(format!("{wanted} is wanted here"));
        self.report(error.help_if_some(remedy(&self.key, node, wanted)));
    }
}

/// Values that are nearly right can be shown as they should be.
fn remedy(key: &str, node: &Node, wanted: &str) -> Option<String> {
    let is_wanted = |kind: &str| wanted.split(' ').any(|word| word == kind);
    match &node.value {
        Value::Number(text) if is_wanted("string") => Some(format!("quote it: {key} = \"{text}\"")),
        Value::Bool(value) if is_wanted("string") => Some(format!("quote it: {key} = \"{value}\"")),
        Value::String(text) if is_wanted("list") => Some(format!("write a list: {key} = [\"{text}\"]")),
        Value::Number(text) if is_wanted("list") => Some(format!("write a list: {key} = [{text}]")),
        Value::String(text) if is_wanted("number") && text.parse::<f64>().is_ok() => {
            Some(format!("write it without quotes: {key} = {text}"))
        }
        Value::String(text) if is_wanted("bool") && matches!(text.as_str(), "true" | "false") => {
            Some(format!("write it without quotes: {key} = {text}"))
        }
        Value::List(elements) if elements.len() == 1 && !is_wanted("list") => {
            Some("write the one element without the brackets".to_owned())
        }
        _ => None,
    }
}
