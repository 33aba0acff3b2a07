//! Blocks with one label: `cell "alpha" { … }`, or in JSON `"cell": { "alpha": { … } }`.

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use super::kind::LABELLED;
use super::reader::Header;
use super::schema::names_of;
use super::{ALLOW, Block, BlockReader, Field, Repeated, Scalar, Walk};
use crate::diagnostic::{Code, Diagnostic, listing, shortened};
use crate::parse::{Entry, LabelText, Node, Value};
use crate::source::{Span, Spanned};

/// Blocks by name, in the order of the specification.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Labelled<K: std::hash::Hash + Eq, T> {
    entries: IndexMap<K, LabelledEntry<T>>,
    /// Names and places of blocks that could not be read.
    #[serde(skip)]
    poisoned: IndexMap<String, Span>,
    /// Whether the name of some block is not known: it has none, or one that is no name.
    #[serde(skip)]
    has_nameless: bool,
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
        Self { entries: IndexMap::new(), poisoned: IndexMap::new(), has_nameless: false }
    }
}

impl<K: std::hash::Hash + Eq, T> Labelled<K, T> {
    /// All blocks in the order of the specification.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &LabelledEntry<T>)> + Clone {
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

    /// Whether a block of that name stands in the specification, or may do so, but could not be read: its absence is no
    /// news.
    pub fn is_poisoned(&self, name: &str) -> bool {
        self.has_nameless || self.poisoned.contains_key(name)
    }

    /// Whether any block could not be read.
    pub fn has_poison(&self) -> bool {
        self.has_nameless || !self.poisoned.is_empty()
    }

    /// Names and places of the blocks that could not be read.
    pub fn poisoned(&self) -> impl Iterator<Item = (&str, Span)> {
        self.poisoned.iter().map(|(name, span)| (name.as_str(), *span))
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

/// In the schema: an object with these names.
impl<K: std::hash::Hash + Eq + schemars::JsonSchema, T: schemars::JsonSchema> schemars::JsonSchema for Labelled<K, T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("LabelledBy{}{}", K::schema_name(), T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let block = generator.subschema_for::<T>();
        schemars::json_schema!({ "type": "object", "propertyNames": names_of::<K>(), "additionalProperties": block })
    }
}

impl<K: Scalar + std::fmt::Display + Eq + std::hash::Hash, T: Block> Field for Labelled<K, T> {
    const HAS_LABEL: bool = true;

    fn read(reader: &mut BlockReader<'_, '_>, key: &'static str) -> Option<Self> {
        let mut labelled = Self { has_nameless: reader.is_misspelled(key), ..Self::default() };
        // `null` is the same as leaving the key out.
        let entries = reader.all(key).into_iter().filter(|entry| entry.is_block || entry.node.value != Value::Null);
        for entry in entries {
            match entry.labels.as_slice() {
                [label] => labelled.add(reader, key, label, &entry.node),
                [] if entry.is_block => labelled.without_label(reader, entry),
                [] => labelled.add_object(reader, entry),
                [first, extra, ..] => labelled.too_many_labels(reader, entry, first, extra),
            }
        }
        Some(labelled)
    }

    fn places(&mut self, walk: &mut Walk<'_>) {
        for (label, entry) in &mut self.entries {
            walk.block(label.to_string(), |walk| {
                walk.place(&mut entry.header.span);
                entry.block.places(walk);
            });
        }
    }

    fn spans(&self) -> Vec<Span> {
        self.entries.values().map(LabelledEntry::span).collect()
    }

    fn repeated(&self, _: Option<&'static str>, found: &mut Vec<Repeated>) {
        self.entries.values().for_each(|entry| entry.block.repeated(found));
    }
}

impl<K: Scalar + Eq + std::hash::Hash, T: Block> Labelled<K, T> {
    /// The JSON form, or an HCL object: labels are keys. A block in place of its label is reported.
    fn add_object(&mut self, reader: &mut BlockReader<'_, '_>, entry: &Entry) {
        let key = entry.key.as_str();
        let Value::Map(inner) = &entry.node.value else {
            reader.decoder.within(key, entry.key_span, |decoder| decoder.wrong_kind(&entry.node, LABELLED));
            self.has_nameless = true;
            return;
        };
        let is_label = |inner: &Entry| matches!(inner.node.value, Value::Map(_) | Value::Invalid);
        if inner.iter().any(|inner| !is_label(inner) && T::has_key(&inner.key)) {
            self.without_label(reader, entry);
            return;
        }
        for named in inner {
            let label = LabelText { text: named.key.clone(), span: named.key_span };
            self.add(reader, key, &label, &named.node);
        }
    }

    /// Names are for life: which of the labels it is, is for the author to say.
    fn too_many_labels(
        &mut self,
        reader: &mut BlockReader<'_, '_>,
        entry: &Entry,
        first: &LabelText,
        extra: &LabelText,
    ) {
        let key = &entry.key;
        let error = Diagnostic::error(Code::LABELS, extra.span, format!("`{key}` takes one label"));
        let error = error.also(first.span, "which of them is the name?").label("one label too many");
        let names = entry.labels.iter().filter(|label| label.text.parse::<K>().is_ok());
        let forms: IndexSet<String> = names.map(|label| format!("{key} \"{}\" {{", shortened(&label.text))).collect();
        let forms = listing(forms.iter().map(String::as_str), "or");
        let words = (!forms.is_empty()).then(|| format!("write {forms}"));
        reader.decoder.report(error.help_if_some(words));
        self.has_nameless = true;
    }

    fn without_label(&mut self, reader: &mut BlockReader<'_, '_>, entry: &Entry) {
        let key = &entry.key;
        let error = Diagnostic::error(Code::LABELS, entry.key_span, format!("`{key}` needs a label"));
        let help = match name_inside::<K, T>(&entry.node) {
            Some((inner, name)) => format!("write `{key} \"{}\" {{ … }}`: its label is the {inner}", shortened(name)),
            None if key == ALLOW => format!("write `{key} \"CELL0411\" {{ … }}`"),
            None => format!("write `{key} \"name\" {{ … }}`"),
        };
        reader.decoder.report(error.label("which one?").help(help));
        self.has_nameless = true;
    }

    fn add(&mut self, reader: &mut BlockReader<'_, '_>, key: &str, label: &LabelText, node: &Node) {
        let text = &label.text;
        let title = format!("{} `{}`", key.replace('_', " "), shortened(text));
        let header = Header { span: label.span, title: &title, label: text };
        let block = reader.decoder.within_block(key, label, |decoder| decoder.block::<T>(node, header));
        let name = match text.parse::<K>() {
            Ok(name) => name,
            Err(error) => {
                reader.decoder.report(super::scalar::invalid(label.span, error));
                self.has_nameless = true;
                return;
            }
        };
        let first = self.entries.get(&name).map(LabelledEntry::span).or_else(|| self.poisoned.get(text).copied());
        if let Some(first) = first {
            let error = Diagnostic::error(Code::DUPLICATE_BLOCK, label.span, format!("{title} is declared twice"));
            let error = error.label("again here").also(first, "first here");
            let help = if key == ALLOW { "merge the two" } else { "give one of the two another name, or merge them" };
            reader.decoder.report(error.help(help));
            // Which of the two is meant is not known.
            self.poisoned.insert(text.clone(), first);
            return;
        }
        match block {
            Some(block) => _ = self.entries.insert(name, LabelledEntry { block, header: Spanned::new((), label.span) }),
            None => _ = self.poisoned.insert(text.clone(), label.span),
        }
    }
}

/// What a block without a label calls itself inside, as a `key` or a `name`.
fn name_inside<K: Scalar, T: Block>(node: &Node) -> Option<(&'static str, &str)> {
    let Value::Map(entries) = &node.value else { return None };
    let named = ["key", "name"].into_iter().filter(|key| !T::has_key(key)).find_map(|key| {
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some((key, entry))
    });
    match named {
        Some((key, Entry { node: Node { value: Value::String(name), .. }, .. })) => {
            name.parse::<K>().is_ok().then_some((key, name.as_str()))
        }
        _ => None,
    }
}
