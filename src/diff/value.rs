//! What an argument comes to, as far as it is known before anything is applied.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::secrets;

/// The value of an argument. What only AWS knows stays a reference; what differs from cell to cell of a class stays a
/// place to fill in, so that a change of a class is found once and not once a cell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// No value.
    Null,
    /// A truth value.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A text with places to fill in or references in it.
    Template(Vec<Value>),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(BTreeMap<String, Value>),
    /// A JSON document.
    Json(Box<Value>),
    /// What a cell declares, such as `vpc_cidr` or `zones.a.private`.
    Input(Input),
    /// What only AWS knows, such as the id of a VPC.
    Attribute {
        /// The resource within the module of the cell: `aws_subnet.private["a"]`.
        of: String,
        /// The attribute: `id`.
        name: String,
    },
    /// One instance of a resource as a whole.
    Instance {
        /// `aws_subnet.private`.
        resource: String,
        /// The key of the instance.
        key: Option<String>,
    },
    /// All instances of a resource that has several.
    Instances(String),
    /// A call of a function that is not worked out.
    Call {
        /// The function.
        function: String,
        /// What it is called with.
        arguments: Vec<Value>,
    },
    /// What is not worked out at all, as it is written.
    Opaque(String),
    /// What was known and will only be known again after the change, because it belongs to a resource that is replaced.
    Later,
    /// A whole object of a manifest, which is on one side only.
    Whole,
}

/// A place that each cell fills in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Where the cell declares it: `zones.a.private`.
    pub path: String,
    /// Which of the two sides it belongs to; the same on both when it does not change.
    pub side: Side,
}

/// One of the two things that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The value is the same on both sides.
    Both,
    /// What was.
    Old,
    /// What will be.
    New,
}

/// What one cell declares, by path, before and after.
pub type Inputs = BTreeMap<(String, Side), Value>;

impl Value {
    /// The value with everything filled in that a cell declares.
    #[must_use]
    pub fn filled(&self, inputs: &Inputs) -> Self {
        let all = |values: &[Self]| values.iter().map(|value| value.filled(inputs)).collect::<Vec<_>>();
        match self {
            Self::Input(input) => {
                inputs.get(&(input.path.clone(), input.side)).cloned().unwrap_or_else(|| self.clone())
            }
            Self::Template(parts) => Self::joined(all(parts)),
            Self::List(items) => Self::List(all(items)),
            Self::Object(entries) => {
                Self::Object(entries.iter().map(|(key, value)| (key.clone(), value.filled(inputs))).collect())
            }
            Self::Json(document) => Self::Json(Box::new(document.filled(inputs))),
            Self::Call { function, arguments } => Self::Call { function: function.clone(), arguments: all(arguments) },
            known => known.clone(),
        }
    }

    /// The value with every secret masked that its own text gives away, or the path that it stands under.
    #[must_use]
    pub(super) fn without_secrets(self, path: &str) -> Self {
        match self {
            Self::Text(text) if secrets::is_secret(path, &text) => {
                let masked = secrets::masked_source(&text);
                Self::Text(if masked == text { secrets::MASK.to_owned() } else { masked.into_owned() })
            }
            Self::List(items) => Self::List(items.into_iter().map(|item| item.without_secrets(path)).collect()),
            Self::Object(entries) => {
                let masked = entries.into_iter().map(|(key, value)| {
                    let value = value.without_secrets(&key);
                    (key, value)
                });
                Self::Object(masked.collect())
            }
            Self::Json(document) => Self::Json(Box::new(document.without_secrets(path))),
            other => other,
        }
    }

    /// Whether a text in it holds a word.
    pub(super) fn mentions(&self, word: &str) -> bool {
        let mut found = false;
        self.visit(&mut |value| found |= matches!(value, Self::Text(text) if text.contains(word)));
        found
    }

    /// Whether a text in it is a network, such as `10.0.0.0/16`, of which each cell has its own.
    pub(super) fn has_network(&self) -> bool {
        let is_network =
            |text: &str| text.split_once('/').is_some_and(|(address, _)| address.parse::<std::net::IpAddr>().is_ok());
        let mut found = false;
        self.visit(&mut |value| found |= matches!(value, Self::Text(text) if is_network(text)));
        found
    }

    /// Whether it differs from cell to cell.
    pub fn has_inputs(&self) -> bool {
        let mut found = false;
        self.visit(&mut |value| found |= matches!(value, Self::Input(_)));
        found
    }

    /// The places that each cell fills in.
    pub(super) fn inputs(&self) -> Vec<(String, Side)> {
        let mut found = Vec::new();
        self.visit(&mut |value| {
            if let Self::Input(Input { path, side }) = value {
                found.push((path.clone(), *side));
            }
        });
        found
    }

    /// The parts of a template as one value: a text, when all of it is known.
    pub(super) fn joined(parts: Vec<Self>) -> Self {
        let mut joined: Vec<Self> = Vec::new();
        let flat = parts.into_iter().flat_map(|part| if let Self::Template(inner) = part { inner } else { vec![part] });
        for part in flat {
            let text = match &part {
                Self::Text(text) | Self::Number(text) => Some(text.clone()),
                Self::Bool(value) => Some(value.to_string()),
                _ => None,
            };
            match (joined.last_mut(), text) {
                (Some(Self::Text(before)), Some(text)) => before.push_str(&text),
                (_, Some(text)) => joined.push(Self::Text(text)),
                (_, None) => joined.push(part),
            }
        }
        match joined.len() {
            0 => Self::Text(String::new()),
            1 => joined.remove(0),
            _ => Self::Template(joined),
        }
    }

    /// Every attribute of a resource that it refers to: the resource and the name.
    pub(super) fn attributes(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        self.visit(&mut |value| match value {
            Self::Attribute { of, name } => found.push((of.clone(), name.clone())),
            Self::Instance { resource, key } => found.push((address(resource, key.as_deref()), String::new())),
            _ => {}
        });
        found
    }

    fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Self)) {
        see(self);
        match self {
            Self::Template(all) | Self::List(all) | Self::Call { arguments: all, .. } => {
                for value in all {
                    value.visit(see);
                }
            }
            Self::Object(entries) => {
                for value in entries.values() {
                    value.visit(see);
                }
            }
            Self::Json(document) => document.visit(see),
            _ => {}
        }
    }
}

/// The address of a resource instance within its module.
pub(super) fn address(resource: &str, key: Option<&str>) -> String {
    key.map_or_else(|| resource.to_owned(), |key| format!("{resource}[\"{key}\"]"))
}

impl std::fmt::Display for Value {
    /// As it would be written in Terraform.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let separated = |values: &[Self]| values.iter().map(Self::to_string).collect::<Vec<_>>().join(", ");
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Number(text) | Self::Opaque(text) => formatter.write_str(text),
            Self::Text(text) => write!(formatter, "{text:?}"),
            Self::Template(parts) => {
                formatter.write_str("\"")?;
                for part in parts {
                    match part {
                        Self::Text(text) => write!(formatter, "{}", text.escape_debug())?,
                        part => write!(formatter, "${{{part}}}")?,
                    }
                }
                formatter.write_str("\"")
            }
            Self::List(items) => write!(formatter, "[{}]", separated(items)),
            Self::Object(entries) if entries.is_empty() => formatter.write_str("{}"),
            Self::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{} = {value}", object_key(key)));
                write!(formatter, "{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
            Self::Json(document) => write!(formatter, "jsonencode({document})"),
            Self::Input(Input { path, side }) => formatter.write_str(&place(path, *side)),
            Self::Attribute { of, name } => write!(formatter, "{of}.{name}"),
            Self::Instance { resource, key } => formatter.write_str(&address(resource, key.as_deref())),
            Self::Instances(resource) => formatter.write_str(resource),
            Self::Call { function, arguments } => write!(formatter, "{function}({})", separated(arguments)),
            Self::Later => formatter.write_str("(known after apply)"),
            Self::Whole => formatter.write_str("(whole object)"),
        }
    }
}

/// How a place reads that nobody has filled in. The sides read differently, because keys are compared as they read.
fn place(path: &str, side: Side) -> String {
    let root = match side {
        Side::Both => "var",
        Side::Old => "old.var",
        Side::New => "new.var",
    };
    format!("{root}.{path}")
}

/// A text, such as the key of an object, with the places filled in that it reads.
pub(super) fn filled_text(text: &str, inputs: &Inputs) -> String {
    let mut filled = text.to_owned();
    if !text.contains("var.") {
        return filled;
    }
    for ((path, side), value) in inputs {
        if let Value::Text(value) = value {
            filled = filled.replace(&format!("${{{}}}", place(path, *side)), value);
        }
    }
    filled
}

fn object_key(key: &str) -> String {
    if is_identifier(key) { key.to_owned() } else { format!("{key:?}") }
}

/// Whether a key needs no quotes.
pub(super) fn is_identifier(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter))
}

impl Serialize for Value {
    /// Plain values as JSON, everything else as the text that Terraform would be given.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => match text.parse::<i64>() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => serializer.serialize_str(text),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(entries) => serializer.collect_map(entries),
            other => serializer.serialize_str(&other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Input, Inputs, Side, Value};

    fn input(path: &str) -> Value {
        Value::Input(Input { path: path.to_owned(), side: Side::Both })
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn templates_are_joined_as_far_as_they_are_known() {
        assert_eq!(Value::joined(vec![text("a-"), text("b"), Value::Number("1".into())]), text("a-b1"));
        assert_eq!(Value::joined(vec![]), text(""));
        let inputs = Inputs::from([(("cell".to_owned(), Side::New), text("beta"))]);
        assert_eq!(super::filled_text("a/${new.var.cell}[\"${var.cell}\"]", &inputs), "a/beta[\"${var.cell}\"]");
        let nested = Value::joined(vec![text("a"), Value::joined(vec![text("b"), input("cell")]), text("c")]);
        assert_eq!(nested, Value::Template(vec![text("ab"), input("cell"), text("c")]));
        assert_eq!(nested.to_string(), "\"ab${var.cell}c\"");
    }

    #[test]
    fn cells_fill_in_what_they_declare() {
        let value = Value::Template(vec![text("p-"), input("cell")]);
        let inputs = Inputs::from([(("cell".to_owned(), Side::Both), text("alpha"))]);
        assert!(value.has_inputs());
        assert_eq!(value.filled(&inputs), text("p-alpha"));
        assert_eq!(value.filled(&Inputs::new()), value);
    }
}
