//! Values as they would be written in Terraform, and as JSON.

use std::fmt::{Display, Formatter, Result};

use serde::{Serialize, Serializer};

use super::value::{Input, Key, ObjectKey, Operator, Side, Value};
use crate::terraform::{Expression, Step, UnaryOperator};

/// The address of a resource instance, from the address of the resource and a key.
pub fn address(resource: &str, key: Option<&Key>) -> String {
    key.map_or_else(|| resource.to_owned(), |key| format!("{resource}{key}"))
}

/// The address that a block such as `moved` writes.
pub(super) fn written_address(path: &Expression) -> Option<String> {
    let Expression::Traversal(traversal) = path else { return None };
    let Expression::Variable(root) = &traversal.base else { return None };
    let mut address = root.clone();
    for step in &traversal.steps {
        match step {
            Step::Attribute(name) => address.extend([".", name]),
            Step::Index(Expression::String(name)) => address.push_str(&Key::Name(name.clone()).to_string()),
            Step::Index(Expression::Number(index)) => address.extend(["[", &index.to_string(), "]"]),
            Step::Index(_) | Step::Splat => return None,
        }
    }
    Some(address)
}

/// Whether a key needs no quotes.
pub(crate) fn is_identifier(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-".contains(letter))
}

/// The place of an input within a text. The sides read differently, because keys are compared as they read.
pub(crate) fn place(path: &str, side: Side) -> String {
    let root = match side {
        Side::Both => "var",
        Side::Old => "old.var",
        Side::New => "new.var",
    };
    format!("{root}.{path}")
}

impl Display for Key {
    /// As it follows an address: `["a"]`, `[0]`.
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Name(name) => write!(formatter, "[\"{name}\"]"),
            Self::Index(index) => write!(formatter, "[{index}]"),
        }
    }
}

impl Display for ObjectKey {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        formatter.write_str(self)
    }
}

impl Display for Value {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Number(text) | Self::Symbol(text) | Self::Unknown { what: text, .. } => formatter.write_str(text),
            Self::Text(text) => write!(formatter, "{text:?}"),
            Self::Template(parts) => template(parts, formatter),
            Self::List(items) | Self::Set(items) => write!(formatter, "[{}]", separated(items)),
            Self::Object(entries) if entries.is_empty() => formatter.write_str("{}"),
            Self::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{} = {value}", object_key(key)));
                write!(formatter, "{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
            Self::Json(document) => write!(formatter, "jsonencode({document})"),
            Self::Input(Input { path, side }) => formatter.write_str(&place(path, *side)),
            Self::Attribute { of, name } => write!(formatter, "{of}.{name}"),
            Self::Instance { resource, key } => formatter.write_str(&address(resource, key.as_ref())),
            Self::Instances(resource) => formatter.write_str(resource),
            Self::Call { function, arguments } => write!(formatter, "{function}({})", separated(arguments)),
            Self::Operation { operator, operands } => operation(operator, operands, formatter),
            Self::Later => formatter.write_str("(known after apply)"),
            Self::Whole => formatter.write_str("(whole object)"),
        }
    }
}

fn separated(values: &[Value]) -> String {
    values.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")
}

fn template(parts: &[Value], formatter: &mut Formatter<'_>) -> Result {
    formatter.write_str("\"")?;
    for part in parts {
        match part {
            Value::Text(text) => write!(formatter, "{}", text.escape_debug())?,
            part => write!(formatter, "${{{part}}}")?,
        }
    }
    formatter.write_str("\"")
}

fn operation(operator: &Operator, operands: &[Value], formatter: &mut Formatter<'_>) -> Result {
    match (operator, operands) {
        (Operator::Unary(UnaryOperator::Not), [operand]) => write!(formatter, "!{}", grouped(operand)),
        (Operator::Unary(UnaryOperator::Negate), [operand]) => write!(formatter, "-{}", grouped(operand)),
        (Operator::Expand, [operand]) => write!(formatter, "{}...", grouped(operand)),
        (Operator::Binary(binary), [left, right]) => {
            write!(formatter, "{} {} {}", grouped(left), binary.text(), grouped(right))
        }
        (Operator::Conditional, [condition, yes, no]) => {
            write!(formatter, "{} ? {} : {}", grouped(condition), grouped(yes), grouped(no))
        }
        (Operator::Member, [of, Value::Text(name)]) if is_identifier(name) => {
            write!(formatter, "{}.{name}", grouped(of))
        }
        (Operator::Member, [of, key]) => write!(formatter, "{}[{key}]", grouped(of)),
        (Operator::Splat, [of, each]) => {
            let rest = each.to_string();
            write!(formatter, "{}[*]{}", grouped(of), rest.strip_prefix('*').unwrap_or(&rest))
        }
        (Operator::ForList(names), [collection, result, condition]) => {
            write!(formatter, "[for {names} in {collection} : {result}{}]", filter(condition))
        }
        (Operator::ForObject(names), [collection, key, result, condition]) => {
            write!(formatter, "{{ for {names} in {collection} : {key} => {result}{} }}", filter(condition))
        }
        (operator, operands) => write!(formatter, "{operator:?}({})", separated(operands)),
    }
}

/// With parentheses around what is an operation itself.
fn grouped(value: &Value) -> String {
    match value {
        Value::Operation { operator: Operator::Unary(_) | Operator::Binary(_) | Operator::Conditional, .. } => {
            format!("({value})")
        }
        value => value.to_string(),
    }
}

fn filter(condition: &Value) -> String {
    if *condition == Value::Bool(true) { String::new() } else { format!(" if {condition}") }
}

fn object_key(key: &str) -> String {
    if is_identifier(key) { key.to_owned() } else { format!("{key:?}") }
}

impl Serialize for ObjectKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Serialize for Value {
    /// Plain values as JSON, everything else as the text that Terraform would be given.
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => match text.parse::<i64>() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => serializer.serialize_str(text),
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) | Self::Set(items) => serializer.collect_seq(items),
            Self::Object(entries) => serializer.collect_map(entries),
            other => serializer.serialize_str(&other.to_string()),
        }
    }
}
