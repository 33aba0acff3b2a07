//! Values that could not be read, and what may be read in their place.

use std::collections::BTreeMap;

use super::scalar::{Scalar, invalid};
use super::{Decode, Decoder};
use crate::parse::{Node, Value};
use crate::source::Span;

/// A value that could not be read. Its finding is among the diagnostics; this is what later stages need in order to judge
/// everything that does not depend on it.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// Where it stands: an attribute's value, an element of a list, or a key or a value of a map.
    pub span: Span,
    /// The key that it belongs to.
    pub key: String,
    /// Whether it is an element of the list that the key holds.
    pub is_element: bool,
    /// Whether the specification can do without it.
    pub is_optional: bool,
    /// Examples of its block for this key; empty where any example of the type will do.
    pub examples: Vec<serde_json::Value>,
    /// The Rust type that is wanted: values of one key and type have the same stand-ins.
    pub type_name: &'static str,
    schema: fn() -> serde_json::Value,
    accepts: fn(&str, &Node) -> bool,
}

impl Unreadable {
    /// A value at `span` that should have been of type `T`.
    fn of<T: Decode>(span: Span, is_optional: bool) -> Self {
        Self {
            span,
            key: String::new(),
            is_element: false,
            is_optional,
            examples: Vec::new(),
            type_name: std::any::type_name::<T>(),
            schema: T::schema,
            accepts: is_read::<T>,
        }
    }

    /// The JSON Schema of the type that is wanted.
    pub fn schema(&self) -> serde_json::Value {
        (self.schema)()
    }

    /// Whether a value is of the type that is wanted.
    pub fn accepts(&self, node: &Node) -> bool {
        (self.accepts)(&self.key, node)
    }
}

/// What is read in place of a value that cannot be read.
#[derive(Debug, Clone, PartialEq)]
pub enum StandIn {
    /// Nothing: the value is left out, with its key or from its list.
    Absent,
    /// Another value.
    Node(Node),
}

/// One way to read a specification: what stands in for each value that cannot be read, by the place of that value.
pub type Reading = BTreeMap<Span, StandIn>;

/// What came of reading a value.
pub(super) enum Outcome<T> {
    /// The value, or that of its stand-in.
    Read(T),
    /// It counts as left out.
    Absent,
    /// It was reported.
    Wrong,
}

impl<T> Outcome<T> {
    /// Another value in place of the one that was read.
    pub(super) fn map<U>(self, convert: impl FnOnce(T) -> U) -> Outcome<U> {
        match self {
            Self::Read(value) => Outcome::Read(convert(value)),
            Self::Absent => Outcome::Absent,
            Self::Wrong => Outcome::Wrong,
        }
    }

    /// The value, if there is one.
    pub(super) fn value(self) -> Option<T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Absent | Self::Wrong => None,
        }
    }
}

impl Decoder {
    /// Reads a value or what stands in for it, and remembers one that cannot be read.
    pub(super) fn value<T: Decode>(&mut self, node: &Node, is_optional: bool) -> Outcome<T> {
        match self.take_stand_in(node.span) {
            None => self.written::<T>(node, is_optional),
            Some(StandIn::Absent) => {
                self.put_stand_in(node.span, StandIn::Absent);
                Outcome::Absent
            }
            Some(StandIn::Node(stand_in)) => {
                // Its parts have the same place, and are not to be replaced in their turn.
                let outcome = self.written::<T>(&stand_in, is_optional);
                self.put_stand_in(node.span, StandIn::Node(stand_in));
                outcome
            }
        }
    }

    fn written<T: Decode>(&mut self, node: &Node, is_optional: bool) -> Outcome<T> {
        let known = self.unreadable_count();
        if let Some(value) = T::decode(node, self) {
            return Outcome::Read(value);
        }
        // The smallest part that is wrong is enough.
        if self.unreadable_count() == known {
            self.remember(Unreadable::of::<T>(node.span, is_optional));
        }
        Outcome::Wrong
    }

    /// Reads the key of a map or what stands in for it. The pair can always be left out.
    pub(super) fn map_key<K: Scalar + Decode>(&mut self, text: &str, span: Span) -> Outcome<K> {
        let parsed = match self.stand_in(span) {
            Some(StandIn::Absent) => return Outcome::Absent,
            Some(StandIn::Node(Node { value: Value::String(text), .. })) => text.parse(),
            _ => text.parse(),
        };
        match parsed {
            Ok(key) => Outcome::Read(key),
            Err(error) => {
                self.report(invalid(span, error));
                self.within(text, span, |decoder| decoder.remember(Unreadable::of::<K>(span, true)));
                Outcome::Wrong
            }
        }
    }
}

fn is_read<T: Decode>(key: &str, node: &Node) -> bool {
    let mut trial = Decoder::trial(key);
    T::decode(node, &mut trial).is_some() && trial.has_found_nothing()
}
