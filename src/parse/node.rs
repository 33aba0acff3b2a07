//! The spanned tree that both front ends produce: data without meaning.

use serde::Serialize;

use crate::source::Span;

/// A value of the specification as it was written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it was written.
    pub span: Span,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// `null`: the same as leaving the key out.
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it was spelled, so that `1.30` does not become `1.3`.
    Number(String),
    /// A string.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// An object, or the body of a block.
    Map(Vec<Entry>),
    /// Something that was reported already; readers stay silent about it.
    Invalid,
}

/// One key of a map, or one block.
///
/// Blocks may repeat a key; attributes may not, the front ends report that.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Attribute name or block type.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// Whether it is a block of HCL: its labels are then before its body, never inside.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_block: bool,
    /// Block labels; always empty for attributes and for JSON, where labels are keys of a nested object.
    pub labels: Vec<LabelText>,
    /// The value, or the body of the block.
    pub node: Node,
}

/// A block label.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LabelText {
    /// Its text.
    pub text: String,
    /// Where it stands, quotes included.
    pub span: Span,
}

impl Entry {
    /// All of it, from the key to the end of the value.
    pub fn extent(&self) -> Span {
        let value = self.node.span;
        Span { start: self.key_span.start.min(value.start), end: value.end, ..self.key_span }
    }

    /// The key and the labels: `environment "prod"`.
    pub fn header_span(&self) -> Span {
        let end = self.labels.last().map_or(self.key_span.end, |label| label.span.end);
        Span { end, ..self.key_span }
    }
}

impl Node {
    /// The node as it is named in messages: `a string`, `a list`, …
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a bool",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "an object",
            Value::Invalid => "an invalid value",
        }
    }
}
