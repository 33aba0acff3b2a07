//! The tree of keys that the values of a chart may have.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

/// What a chart reads at a place of its values.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Keys {
    /// A value, or a map that the chart hands on as a whole.
    Value(Type),
    /// A map of which the chart reads these keys and no others.
    Parts(BTreeMap<String, Keys>),
}

/// The type of a value, as its default has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// The default is null, or only a template names it.
    Any,
    /// True or false.
    Boolean,
    /// A list of anything.
    List,
    /// A map of anything.
    Map,
    /// A number.
    Number,
    /// Text.
    String,
}

/// Something in values that a chart does not read as it was meant.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault<'a> {
    /// The keys that lead to it, and its own.
    pub path: Vec<&'a str>,
    /// The number of the first value in it that has no parts, in the order of the document; [`None`] where it has none.
    pub leaf: Option<usize>,
    /// What is wrong.
    pub kind: FaultKind<'a>,
}

/// What is wrong with a value of a chart.
#[derive(Debug, PartialEq, Eq)]
pub enum FaultKind<'a> {
    /// The chart knows other keys in its place, these.
    UnknownAmong(Vec<&'a str>),
    /// It is text where the chart asks whether a value is true: every text but an empty one is.
    TextForBoolean,
}

impl Keys {
    /// Everything in values that the chart does not read as it was meant, in the order of the values.
    pub fn faults<'a>(&'a self, values: &'a Map<String, Value>) -> Vec<Fault<'a>> {
        let mut search = Search { path: Vec::new(), leaf: 0, faults: Vec::new() };
        if let Self::Parts(parts) = self {
            search.object(parts, values);
        }
        search.faults
    }

    /// Whether a path leads to something that the chart reads.
    pub fn knows(&self, path: &[&str]) -> bool {
        match (self, path.split_first()) {
            (Self::Parts(parts), Some((key, rest))) => parts.get(*key).is_some_and(|below| below.knows(rest)),
            (Self::Value(of), Some(_)) => matches!(of, Type::Any | Type::Map),
            (_, None) => true,
        }
    }
}

struct Search<'a> {
    path: Vec<&'a str>,
    /// How many values without parts came before.
    leaf: usize,
    faults: Vec<Fault<'a>>,
}

impl<'a> Search<'a> {
    fn object(&mut self, parts: &'a BTreeMap<String, Keys>, values: &'a Map<String, Value>) {
        for (key, value) in values {
            self.path.push(key);
            match (parts.get(key), value) {
                (None, _) => self.fault(value, FaultKind::UnknownAmong(parts.keys().map(String::as_str).collect())),
                (Some(Keys::Value(Type::Boolean)), Value::String(text)) if !text.is_empty() => {
                    self.fault(value, FaultKind::TextForBoolean);
                }
                (Some(Keys::Parts(below)), Value::Object(inner)) => self.object(below, inner),
                _ => self.leaf += leaves(value),
            }
            self.path.pop();
        }
    }

    fn fault(&mut self, value: &Value, kind: FaultKind<'a>) {
        let leaves = leaves(value);
        self.faults.push(Fault { path: self.path.clone(), leaf: (leaves > 0).then_some(self.leaf), kind });
        self.leaf += leaves;
    }
}

/// How many values without parts a value has.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Object(fields) => fields.values().map(leaves).sum(),
        Value::Array(elements) => elements.iter().map(leaves).sum(),
        _ => 1,
    }
}
