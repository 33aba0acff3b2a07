//! Reading lists, and objects with any keys.

use indexmap::IndexMap;
use schemars::SchemaGenerator;

use super::kind::{LIST, OBJECT};
use super::repeated::repeated;
use super::schema::words;
use super::unreadable::Outcome;
use super::{Decode, Decoder, Field as _, Repeated, Scalar, Walk};
use crate::diagnostic::Step;
use crate::parse::{Entry, Node, Value};
use crate::source::{Span, Spanned};

/// Every wrong element is reported; a list with one counts as unread.
impl<T: Decode + PartialEq + std::fmt::Display> Decode for Vec<Spanned<T>> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::List(elements) = &node.value else {
            decoder.wrong_kind_of::<Self>(node, LIST);
            return None;
        };
        let (mut values, mut is_whole) = (Self::new(), true);
        for element in elements {
            match decoder.element(|decoder| decoder.value::<T>(element, true)) {
                Outcome::Read(value) => values.push(Spanned::new(value, element.span)),
                Outcome::Absent => {}
                Outcome::Wrong => is_whole = false,
            }
        }
        is_whole.then_some(values)
    }

    fn places(&mut self, walk: &mut Walk<'_>) {
        for element in self {
            element.places(walk);
        }
    }

    fn repeated(&self, each: Option<&'static str>, found: &mut Vec<Repeated>) {
        found.extend(each.and_then(|what| repeated(what, self)));
    }
}

impl<K: Scalar + Decode + std::fmt::Display + Eq + std::hash::Hash, V: Decode> Decode for IndexMap<K, Spanned<V>> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            decoder.wrong_kind_of::<Self>(node, OBJECT);
            return None;
        };
        let (mut map, mut is_whole) = (Self::new(), true);
        for entry in entries {
            match pair(entry, decoder) {
                Outcome::Read((key, value)) => {
                    // Of key and value: findings are about the pair.
                    let span = Span { end: entry.node.span.end, ..entry.key_span };
                    is_whole &= map.insert(key, Spanned::new(value, span)).is_none();
                }
                Outcome::Absent => {}
                Outcome::Wrong => is_whole = false,
            }
        }
        is_whole.then_some(map)
    }

    fn schema() -> serde_json::Value {
        let (key, mut schema) = (K::schema(), SchemaGenerator::default().into_root_schema_for::<Self>().to_value());
        schema.as_object_mut().and_then(|schema| schema.insert("propertyNames".to_owned(), key));
        schema
    }

    fn names() -> Option<serde_json::Value> {
        words(&K::json_schema(&mut SchemaGenerator::default()).to_value())
            .map(|words| serde_json::json!({ "enum": words }))
    }

    fn places(&mut self, walk: &mut Walk<'_>) {
        for (key, value) in self {
            walk.at(Step::key(key.to_string()), |walk| value.places(walk));
        }
    }
}

fn pair<K: Scalar + Decode, V: Decode>(entry: &Entry, decoder: &mut Decoder) -> Outcome<(K, V)> {
    let key = decoder.map_key::<K>(&entry.key, entry.key_span);
    if matches!(key, Outcome::Absent) {
        return Outcome::Absent;
    }
    let read = |decoder: &mut Decoder| decoder.value::<V>(&entry.node, true);
    let value = decoder.within(&entry.key, entry.key_span, read);
    match (key, value) {
        (Outcome::Read(key), Outcome::Read(value)) => Outcome::Read((key, value)),
        (Outcome::Read(_), Outcome::Absent) => Outcome::Absent,
        _ => Outcome::Wrong,
    }
}
