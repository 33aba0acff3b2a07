//! Reading lists, and objects with any keys.

use indexmap::IndexMap;

use super::kind::{LIST, OBJECT};
use super::scalar::invalid;
use super::{Decode, Decoder, Field as _, Scalar, Walk};
use crate::diagnostic::Step;
use crate::parse::{Node, Value};
use crate::source::{Span, Spanned};

/// Every wrong element is reported; a list with one counts as unread.
impl<T: Decode> Decode for Vec<Spanned<T>> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::List(elements) = &node.value else {
            decoder.wrong_kind_of::<Self>(node, LIST);
            return None;
        };
        let element = |element: &Node| {
            let value = decoder.element(|decoder| T::decode(element, decoder));
            value.map(|value| Spanned::new(value, element.span))
        };
        let values: Self = elements.iter().filter_map(element).collect();
        (values.len() == elements.len()).then_some(values)
    }

    fn places(&mut self, walk: &mut Walk<'_>) {
        for element in self {
            element.places(walk);
        }
    }
}

impl<K: Scalar + std::fmt::Display + Eq + std::hash::Hash, V: Decode> Decode for IndexMap<K, Spanned<V>> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            decoder.wrong_kind_of::<Self>(node, OBJECT);
            return None;
        };
        let mut map = Self::new();
        for entry in entries {
            let value = decoder.within(&entry.key, entry.key_span, |decoder| V::decode(&entry.node, decoder));
            match (entry.key.parse::<K>(), value) {
                (Ok(key), Some(value)) => {
                    // Of key and value: findings are about the pair.
                    map.insert(key, Spanned::new(value, Span { end: entry.node.span.end, ..entry.key_span }));
                }
                (Ok(_), None) => {}
                (Err(error), _) => {
                    decoder.report(invalid(entry.key_span, error));
                }
            }
        }
        (map.len() == entries.len()).then_some(map)
    }

    fn places(&mut self, walk: &mut Walk<'_>) {
        for (key, value) in self {
            walk.at(Step::key(key.to_string()), |walk| value.places(walk));
        }
    }
}
