//! Blocks with one label: `cell "alpha" { … }`, or in JSON `"cell": { "alpha": { … } }`.

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use super::{Block, BlockReader, Field, Scalar};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{Entry, LabelText, Node, Value};
use crate::source::{Span, Spanned};

/// Blocks by name, in the order of the specification.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Labelled<K: std::hash::Hash + Eq, T> {
    entries: IndexMap<K, LabelledEntry<T>>,
    #[serde(skip)]
    poisoned: IndexSet<String>,
}

/// One block of a [`Labelled`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct LabelledEntry<T> {
    /// The block.
    pub block: T,
    /// Its name and where that stands.
    #[serde(skip)]
    pub header: Spanned<()>,
}

impl<T> LabelledEntry<T> {
    /// Where the name of the block stands.
    pub const fn span(&self) -> Span {
        self.header.span
    }
}

impl<K: std::hash::Hash + Eq, T> Default for Labelled<K, T> {
    fn default() -> Self {
        Self { entries: IndexMap::new(), poisoned: IndexSet::new() }
    }
}

impl<K: std::hash::Hash + Eq, T> Labelled<K, T> {
    /// All blocks in the order of the specification.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &LabelledEntry<T>)> {
        self.entries.iter()
    }

    /// The block of that name.
    pub fn get(&self, name: &K) -> Option<&LabelledEntry<T>> {
        self.entries.get(name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a block of that name stands in the specification but could not be read: its absence is no news.
    pub fn is_poisoned(&self, name: &str) -> bool {
        self.poisoned.contains(name)
    }

    /// Whether any block could not be read.
    pub fn has_poison(&self) -> bool {
        !self.poisoned.is_empty()
    }

    /// Adds a block that was built in Rust, replacing one of the same name.
    pub fn insert(&mut self, name: K, block: T) {
        self.entries.insert(name, LabelledEntry { block, header: Spanned::from(()) });
    }
}

impl<K: std::hash::Hash + Eq, T> FromIterator<(K, T)> for Labelled<K, T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(blocks: I) -> Self {
        let mut labelled = Self::default();
        blocks.into_iter().for_each(|(name, block)| labelled.insert(name, block));
        labelled
    }
}

/// In the schema: an object with any names.
impl<K: std::hash::Hash + Eq, T: schemars::JsonSchema> schemars::JsonSchema for Labelled<K, T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Labelled{}", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let block = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "object", "additionalProperties": block })
    }
}

impl<K: Scalar + Eq + std::hash::Hash, T: Block> Field for Labelled<K, T> {
    fn read(reader: &mut BlockReader<'_, '_>, key: &'static str) -> Option<Self> {
        let mut labelled = Self::default();
        for entry in reader.all(key) {
            match entry.labels.as_slice() {
                [label] => labelled.add(reader, key, label, &entry.node),
                [] => labelled.add_object(reader, entry),
                [_, extra, ..] => {
                    let error = Diagnostic::error(Code::LABELS, extra.span, format!("`{key}` takes one label"));
                    reader.decoder.report(error.label("one label too many"));
                }
            }
        }
        Some(labelled)
    }
}

impl<K: Scalar + Eq + std::hash::Hash, T: Block> Labelled<K, T> {
    /// The JSON form, or an HCL object: labels are keys. A block without a label is reported.
    fn add_object(&mut self, reader: &mut BlockReader<'_, '_>, entry: &Entry) {
        let key = entry.key.as_str();
        let Value::Map(inner) = &entry.node.value else {
            reader
                .decoder
                .within(key, entry.key_span, |decoder| decoder.wrong_kind(&entry.node, "a block with a label"));
            return;
        };
        if let Some(scalar) = inner.iter().find(|inner| !matches!(inner.node.value, Value::Map(_) | Value::Invalid)) {
            let error = Diagnostic::error(Code::LABELS, entry.key_span, format!("`{key}` needs a label"));
            let help = format!("write `{key} \"name\" {{ {} = … }}`", scalar.key.escape_debug());
            reader.decoder.report(error.label("which one?").help(help));
            return;
        }
        for named in inner {
            let label = LabelText { text: named.key.clone(), span: named.key_span };
            self.add(reader, key, &label, &named.node);
        }
    }

    fn add(&mut self, reader: &mut BlockReader<'_, '_>, key: &str, label: &LabelText, node: &Node) {
        let text = &label.text;
        let title = format!("{key} `{}`", text.escape_debug());
        let block = reader.decoder.within(key, label.span, |decoder| decoder.block::<T>(node, label.span, &title));
        let name = match text.parse::<K>() {
            Ok(name) => name,
            Err(error) => {
                reader.decoder.report(super::scalar::invalid(label.span, error));
                self.poisoned.insert(text.clone());
                return;
            }
        };
        let Some(block) = block else {
            self.poisoned.insert(text.clone());
            return;
        };
        if let Some(first) = self.entries.get(&name) {
            let error = Diagnostic::error(Code::DUPLICATE_BLOCK, label.span, format!("there are two of {title}"));
            let error = error.label("again here").also(first.span(), "first here");
            reader.decoder.report(error.help("give one of the two another name"));
            return;
        }
        self.entries.insert(name, LabelledEntry { block, header: Spanned::new((), label.span) });
    }
}
