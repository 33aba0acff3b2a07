//! What an expression comes to, as far as it is known before anything is applied.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Deref;

use crate::terraform::{BinaryOperator, UnaryOperator};

/// The value of an expression. Whatever is not known yet is a symbol, so that equal expressions over equal symbols are
/// equal values.
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
    /// A text with symbols in it.
    Template(Vec<Value>),
    /// A list.
    List(Vec<Value>),
    /// A set, in the order of its values, each once.
    Set(Vec<Value>),
    /// An object.
    Object(BTreeMap<ObjectKey, Value>),
    /// The text of a JSON document.
    Json(Box<Value>),
    /// An argument whose value the caller of the evaluation fills in later.
    Input(Input),
    /// An attribute that only the provider knows, such as the id of a VPC.
    Attribute {
        /// The address of the resource instance within its root: `module.cell.aws_subnet.private["a"]`.
        of: String,
        /// The attribute: `id`.
        name: String,
    },
    /// One instance of a resource as a whole.
    Instance {
        /// The address of the resource within its root: `module.cell.aws_subnet.private`.
        resource: String,
        /// The key of the instance.
        key: Option<Key>,
    },
    /// All instances of a resource that has several.
    Instances(String),
    /// A call of a function whose arguments are not all known.
    Call {
        /// The function.
        function: String,
        /// Its arguments.
        arguments: Vec<Value>,
    },
    /// An operation whose operands are not all known.
    Operation {
        /// What is done with the operands.
        operator: Operator,
        /// As many as the operator takes.
        operands: Vec<Value>,
    },
    /// A name that stands for itself, such as `path.module` or a variable that each run sets.
    Symbol(String),
    /// What no evaluation of these files can tell, and why. Two that are written alike are the same [`Value`], but what they
    /// stand for may differ: whoever compares values has to ask for [`Value::first_unknown`] as well.
    Unknown {
        /// How it is written, or what it is.
        what: String,
        /// Why it is not known, as a clause.
        why: String,
    },
    /// What was known and will only be known again after the change, because it belongs to a resource that is replaced.
    Later,
    /// A whole object of a manifest, which is on one side only.
    Whole,
}

/// The key of an object. Two keys are the same when they read alike.
#[derive(Debug, Clone)]
pub struct ObjectKey {
    text: String,
    /// What the key is, when that is not known yet.
    symbolic: Option<Box<Value>>,
}

/// The key of a resource instance or module call.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Of `for_each`.
    Name(String),
    /// Of `count`.
    Index(usize),
}

/// What an operation does with its operands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// `!a`, `-a`
    Unary(UnaryOperator),
    /// `a + b`
    Binary(BinaryOperator),
    /// `condition ? yes : no`
    Conditional,
    /// `a.name`, `a["name"]`
    Member,
    /// `a[*].b`, with `a[*]` in which each element is the symbol `*` as the second operand.
    Splat,
    /// `a...`, as the last argument of a call or as the result of a `for` that groups.
    Expand,
    /// `[for names in collection : result if condition]`; the condition is `true` when there is none.
    ForList(String),
    /// `{ for names in collection : key => result if condition }`
    ForObject(String),
}

/// An argument of a module that is filled in later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// Where it is passed: `zones.a.private`.
    pub path: String,
    /// Which of two compared configurations it belongs to; the same on both sides when it does not change.
    pub side: Side,
}

/// One of the two configurations that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The value is the same on both sides.
    Both,
    /// What was.
    Old,
    /// What will be.
    New,
}

/// The arguments that are filled in, by path and side.
pub type Inputs = BTreeMap<(String, Side), Value>;

impl ObjectKey {
    /// A key that is not known yet, and how it reads.
    pub(super) fn symbolic(text: String, value: Value) -> Self {
        Self { text, symbolic: Some(Box::new(value)) }
    }

    /// The key itself: a text when it is known.
    pub(crate) fn value(&self) -> Value {
        self.symbolic.as_deref().cloned().unwrap_or_else(|| Value::text(&self.text))
    }
}

impl<T: Into<String>> From<T> for ObjectKey {
    fn from(text: T) -> Self {
        Self { text: text.into(), symbolic: None }
    }
}

impl Deref for ObjectKey {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl Borrow<str> for ObjectKey {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for ObjectKey {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for ObjectKey {}

impl PartialOrd for ObjectKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ObjectKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl Value {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(super) fn set(mut items: Vec<Self>) -> Self {
        items.sort();
        items.dedup();
        Self::Set(items)
    }

    /// An object with these entries.
    pub(crate) fn object<K: Into<ObjectKey>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    pub(super) fn unknown(what: impl Into<String>, why: &str) -> Self {
        Self::Unknown { what: what.into(), why: why.to_owned() }
    }

    pub(super) fn operation(operator: Operator, operands: impl Into<Vec<Self>>) -> Self {
        Self::Operation { operator, operands: operands.into() }
    }

    /// Whether all of it is known.
    pub(crate) fn is_known(&self) -> bool {
        match self {
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) => true,
            Self::List(items) | Self::Set(items) => items.iter().all(Self::is_known),
            Self::Object(entries) => entries.values().all(Self::is_known),
            Self::Json(document) => document.is_known(),
            _ => false,
        }
    }

    /// The parts of a template as one value: a text, when all of it is known.
    pub(crate) fn joined(parts: Vec<Self>) -> Self {
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

    /// The first part that no evaluation can tell: what it is, and why.
    pub fn first_unknown(&self) -> Option<(&str, &str)> {
        let mut found = None;
        self.visit(&mut |value| {
            if let (None, Self::Unknown { what, why }) = (found, value) {
                found = Some((what.as_str(), why.as_str()));
            }
        });
        found
    }

    /// Looks at the value and at everything in it.
    pub(crate) fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Self)) {
        see(self);
        match self {
            Self::Template(all)
            | Self::List(all)
            | Self::Set(all)
            | Self::Call { arguments: all, .. }
            | Self::Operation { operands: all, .. } => all.iter().for_each(|value| value.visit(see)),
            Self::Object(entries) => entries.values().for_each(|value| value.visit(see)),
            Self::Json(document) => document.visit(see),
            _ => {}
        }
    }

    /// The value with every leaf replaced by what `change` makes of it.
    pub(crate) fn map(&self, change: &dyn Fn(&Self) -> Self) -> Self {
        let all = |values: &[Self]| values.iter().map(|value| value.map(change)).collect::<Vec<_>>();
        match self {
            Self::Template(parts) => Self::joined(all(parts)),
            Self::List(items) => Self::List(all(items)),
            Self::Set(items) => Self::set(all(items)),
            Self::Object(entries) => {
                Self::Object(entries.iter().map(|(key, value)| (key.clone(), value.map(change))).collect())
            }
            Self::Json(document) => Self::Json(Box::new(document.map(change))),
            Self::Call { function, arguments } => Self::Call { function: function.clone(), arguments: all(arguments) },
            Self::Operation { operator, operands } => Self::operation(operator.clone(), all(operands)),
            leaf => change(leaf),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(path: &str) -> Value {
        Value::Input(Input { path: path.to_owned(), side: Side::Both })
    }

    #[test]
    fn templates_are_joined_as_far_as_they_are_known() {
        let text = Value::text;
        assert_eq!(Value::joined(vec![text("a-"), text("b"), Value::Number("1".into())]), text("a-b1"));
        assert_eq!(Value::joined(vec![]), text(""));
        let nested = Value::joined(vec![text("a"), Value::joined(vec![text("b"), input("cell")]), text("c")]);
        assert_eq!(nested, Value::Template(vec![text("ab"), input("cell"), text("c")]));
        assert_eq!(nested.to_string(), "\"ab${var.cell}c\"");
    }

    #[test]
    fn the_first_unknown_part_is_found_anywhere() {
        let unknown = Value::unknown("timestamp()", "it differs from run to run");
        let inside = Value::object([("a", Value::List(vec![Value::Null, unknown]))]);
        assert_eq!(inside.first_unknown(), Some(("timestamp()", "it differs from run to run")));
        assert_eq!(input("cell").first_unknown(), None);
    }
}
