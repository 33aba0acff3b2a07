//! How the type of a field says how it is written.

use schemars::Schema;

use super::unreadable::Outcome;
use super::{BlockReader, Decode, Decoder, Repeated, Walk};
use crate::parse::Entry;
use crate::source::{Span, Spanned};

/// A field of a block.
pub trait Field: Sized {
    /// Whether it is written as blocks with a label.
    const HAS_LABEL: bool = false;

    /// Takes the field out of the block; [`None`] when it is required and missing or wrong, which was reported.
    fn read(reader: &mut BlockReader<'_, '_>, key: &'static str) -> Option<Self>;

    /// Visits the places of everything that stands at the key.
    fn places(&mut self, walk: &mut Walk<'_>);

    /// Where the key is written: nowhere, at one place, or at that of each of its blocks.
    fn spans(&self) -> Vec<Span>;

    /// Finds what a list at the key names twice; `each` is what messages call an element, where that is a mistake.
    fn repeated(&self, each: Option<&'static str>, found: &mut Vec<Repeated>);

    /// The names that an object at the key may hold, as a JSON Schema, where its type does not say so itself.
    fn names() -> Option<serde_json::Value> {
        None
    }
}

/// Names the keys of an object, where only certain ones have a meaning.
pub(crate) fn with_names<T: Field>(schema: &mut Schema) {
    if let Some(names) = T::names() {
        schema.insert("propertyNames".to_owned(), names);
    }
}

/// A required key.
impl<T: Decode> Field for Spanned<T> {
    fn read(reader: &mut BlockReader<'_, '_>, key: &'static str) -> Option<Self> {
        if let Some(entry) = reader.single(key) {
            return value_of(entry, reader, false).value();
        }
        reader.missing(key);
        None
    }

    fn places(&mut self, walk: &mut Walk<'_>) {
        walk.place(&mut self.span);
        self.value.places(walk);
    }

    fn spans(&self) -> Vec<Span> {
        vec![self.span]
    }

    fn repeated(&self, each: Option<&'static str>, found: &mut Vec<Repeated>) {
        self.value.repeated(each, found);
    }

    fn names() -> Option<serde_json::Value> {
        T::names()
    }
}

/// An optional key. A wrong value counts as absent in a block that is lenient, unless everything depends on it; any other
/// block is lost with it.
impl<T: Decode> Field for Option<Spanned<T>> {
    fn read(reader: &mut BlockReader<'_, '_>, key: &'static str) -> Option<Self> {
        let Some(entry) = reader.single(key) else {
            if reader.needs(key) {
                reader.missing(key);
                return None;
            }
            return Some(None);
        };
        let is_optional = !reader.stands_on(key);
        match value_of(entry, reader, is_optional) {
            Outcome::Read(value) => Some(Some(value)),
            Outcome::Absent => Some(None),
            Outcome::Wrong => (reader.is_lenient && is_optional).then_some(None),
        }
    }

    fn places(&mut self, walk: &mut Walk<'_>) {
        if let Some(value) = self {
            value.places(walk);
        }
    }

    fn spans(&self) -> Vec<Span> {
        self.iter().map(|value| value.span).collect()
    }

    fn repeated(&self, each: Option<&'static str>, found: &mut Vec<Repeated>) {
        if let Some(value) = self {
            value.value.repeated(each, found);
        }
    }

    fn names() -> Option<serde_json::Value> {
        T::names()
    }
}

fn value_of<T: Decode>(entry: &Entry, reader: &mut BlockReader<'_, '_>, is_optional: bool) -> Outcome<Spanned<T>> {
    let read = |decoder: &mut Decoder| decoder.value::<T>(&entry.node, is_optional);
    let outcome = reader.decoder.within(&entry.key, entry.key_span, read);
    outcome.map(|value| Spanned::new(value, entry.node.span))
}
