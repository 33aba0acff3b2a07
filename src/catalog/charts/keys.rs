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
pub enum Fault<'a> {
    /// A key that the chart does not know.
    Unknown {
        /// The keys that lead to it, and it.
        path: Vec<&'a str>,
        /// The keys that are known beside it.
        known: Vec<&'a str>,
    },
    /// Text where the chart asks whether a value is true: every text but an empty one is.
    Text {
        /// The keys that lead to it.
        path: Vec<&'a str>,
    },
}

impl<'a> Fault<'a> {
    /// The keys that lead to it.
    pub fn path(&self) -> &[&'a str] {
        match self {
            Self::Unknown { path, .. } | Self::Text { path } => path,
        }
    }
}

impl Keys {
    /// Everything in values that the chart does not read as it was meant, in the order of the values.
    pub fn faults<'a>(&'a self, values: &'a Map<String, Value>) -> Vec<Fault<'a>> {
        let mut faults = Vec::new();
        self.look(values, &mut Vec::new(), &mut faults);
        faults
    }

    /// Whether a path leads to something that the chart reads.
    pub fn knows(&self, path: &[&str]) -> bool {
        match (self, path.split_first()) {
            (Self::Parts(parts), Some((key, rest))) => parts.get(*key).is_some_and(|below| below.knows(rest)),
            (Self::Value(of), Some(_)) => matches!(of, Type::Any | Type::Map),
            (_, None) => true,
        }
    }

    fn look<'a>(&'a self, values: &'a Map<String, Value>, path: &mut Vec<&'a str>, faults: &mut Vec<Fault<'a>>) {
        let Self::Parts(parts) = self else { return };
        for (key, value) in values {
            path.push(key);
            match (parts.get(key), value) {
                (None, _) => {
                    let known = parts.keys().map(String::as_str).collect();
                    faults.push(Fault::Unknown { path: path.clone(), known });
                }
                (Some(Self::Value(Type::Boolean)), Value::String(text)) if !text.is_empty() => {
                    faults.push(Fault::Text { path: path.clone() });
                }
                (Some(below), Value::Object(inner)) => below.look(inner, path, faults),
                _ => {}
            }
            path.pop();
        }
    }
}
