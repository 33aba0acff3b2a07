//! Reading blocks: which keys there are, which are missing, which nobody knows.

use std::collections::BTreeMap;

use super::example::example_of;
use super::foreign::{Meant, elsewhere, meant};
use super::key::{Instead, Keys};
use super::{ALLOW, Decoder};
use crate::diagnostic::{Code, Diagnostic, Step, listing, shortened};
use crate::parse::{Entry, LabelText, Node, Value};
use crate::source::Span;

/// What a block is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header<'a> {
    /// Where its name stands.
    pub(super) span: Span,
    /// How messages call it.
    pub(super) title: &'a str,
    /// Its label; empty where it has none.
    pub(super) label: &'a str,
}

/// The root, fleets and environments are lenient: they hold so much that losing one would hide most other mistakes.
/// Everything smaller is lost with its first wrong value, so that no rule judges half of it.
const DEEPEST_LENIENT: usize = 1;

/// Hands out the entries of one block and remembers which were asked for.
pub struct BlockReader<'n, 'd> {
    entries: &'n [Entry],
    /// Entries with a key that nobody knows, and the key that was probably meant.
    unknown: Vec<(&'n Entry, Option<Meant>)>,
    header: Span,
    title: String,
    known: Vec<&'static str>,
    keys: Keys,
    missing: Vec<&'static str>,
    /// Whether a wrong optional value leaves the block readable.
    pub(super) is_lenient: bool,
    /// Where findings go.
    pub(super) decoder: &'d mut Decoder,
}

impl<'n, 'd> BlockReader<'n, 'd> {
    /// A reader of these entries, which may have these keys.
    pub(super) fn new(entries: &'n [Entry], header: &Header<'_>, keys: Keys, decoder: &'d mut Decoder) -> Self {
        let is_lenient = decoder.depth() <= DEEPEST_LENIENT;
        let known = keys.taken();
        let unknown = entries.iter().filter(|entry| entry.key != ALLOW && !keys.has(&entry.key));
        let unknown = unknown.map(|entry| (entry, meant(&entry.key, &known))).collect();
        let (title, missing) = (header.title.to_owned(), Vec::new());
        Self { entries, unknown, header: header.span, title, known, keys, missing, is_lenient, decoder }
    }

    /// Whether the block is nothing without the optional `key`.
    pub(super) fn needs(&self, key: &str) -> bool {
        self.keys.instead.is_some_and(|Instead { of, required }| required.contains(&key) && !self.is_written(of))
    }

    /// Whether the block cannot be understood when what `key` holds is wrong.
    pub(super) fn stands_on(&self, key: &str) -> bool {
        self.needs(key) || self.keys.instead.is_some_and(|instead| instead.of == key)
    }

    fn needs_label(&self, key: &str) -> bool {
        key == ALLOW || self.keys.takes_label(key)
    }

    fn is_written(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key && entry.node.value != Value::Null)
    }

    /// Every entry with this key, in order.
    pub(super) fn all(&self, key: &str) -> Vec<&'n Entry> {
        self.entries.iter().filter(|entry| entry.key == key).collect()
    }

    /// Whether an entry with an unknown key was probably meant to be `key`.
    pub(super) fn is_misspelled(&self, key: &str) -> bool {
        self.unknown.iter().any(|(_, meant)| name_of(meant.as_ref()) == Some(key))
    }

    /// Whether an entry with an unknown key was probably meant to be one of the known.
    pub(super) fn has_misspelled(&self) -> bool {
        self.unknown.iter().any(|(_, meant)| meant.is_some())
    }

    /// The entry with this key. `null` counts as absent; a second entry is reported.
    pub(super) fn single(&mut self, key: &'static str) -> Option<&'n Entry> {
        let entries = self.all(key);
        let first = entries.first().copied()?;
        for again in entries.iter().skip(1) {
            let headline = format!("`{key}` may be given once in {}", self.title);
            let error = Diagnostic::error(Code::DUPLICATE_BLOCK, again.header_span(), headline).label("again here");
            self.decoder.report(error.also(first.header_span(), "first here").help("merge the two"));
        }
        if let Some(label) = first.labels.first() {
            let error = Diagnostic::error(Code::LABELS, label.span, format!("`{key}` takes no label"));
            let written = first.header_span();
            let labels = Span { start: first.key_span.end, ..written };
            let help = format!("write `{key} {{ … }}`");
            self.decoder.report(error.label("not expected").help_editing(help, [(labels, String::new())]));
        }
        (first.node.value != Value::Null).then_some(first)
    }

    /// The one entry with this key that has one label: `backend "s3" { … }`, or in JSON `"backend": { "s3": { … } }`.
    pub(crate) fn labelled_single(&mut self, key: &'static str) -> Option<(LabelText, &'n Node)> {
        let mut entries = self.all(key);
        entries.retain(|entry| entry.is_block || entry.node.value != Value::Null);
        let entry = *entries.first()?;
        for again in entries.iter().skip(1) {
            let headline = format!("`{key}` may be given once in {}", self.title);
            let error = Diagnostic::error(Code::DUPLICATE_BLOCK, again.header_span(), headline).label("again here");
            self.decoder.report(error.also(entry.header_span(), "first here").help("keep one of the two"));
        }
        match (entry.labels.as_slice(), &entry.node.value) {
            ([label], _) => return Some((label.clone(), &entry.node)),
            ([], Value::Map(inner)) => {
                if let [only] = inner.as_slice() {
                    return Some((LabelText { text: only.key.clone(), span: only.key_span }, &only.node));
                }
            }
            _ => {}
        }
        let error = Diagnostic::error(Code::LABELS, entry.header_span(), format!("`{key}` takes one label"));
        self.decoder.report(error.label("which one?").help(format!("write `{key} \"s3\" {{ … }}`")));
        None
    }

    /// Reads the block with this label, with messages that name `key`.
    pub(crate) fn labelled<T>(&mut self, key: &str, label: &LabelText, read: impl FnOnce(&mut Decoder) -> T) -> T {
        self.decoder.within_block(key, label, read)
    }

    /// The keys that lead to the block.
    pub(super) fn way(&self) -> &[Step] {
        self.decoder.way()
    }

    /// Adds a finding.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.decoder.report(diagnostic);
    }

    /// Remembers that a required key is absent, unless the one that stands for it was probably misspelled.
    pub(super) fn missing(&mut self, key: &'static str) {
        if !self.keys.instead.is_some_and(|instead| instead.required.contains(&key) && self.is_misspelled(instead.of)) {
            self.missing.push(key);
        }
    }

    /// Reports the keys that nobody knows, and those that are missing: a misspelled key is both, and reported once.
    pub(super) fn finish(mut self) {
        let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
        let set = self.entries.iter().map(|entry| entry.key.as_str());
        for key in set.chain(self.unknown.iter().filter_map(|(_, meant)| name_of(meant.as_ref()))) {
            *taken.entry(key).or_default() += 1;
        }
        for (entry, meant) in &self.unknown {
            self.missing.retain(|missing| Some(*missing) != name_of(meant.as_ref()));
            // Two blocks with labels may share their key; nothing else is set twice.
            let is_free = |name: &str| !entry.labels.is_empty() || taken.get(name).is_none_or(|count| *count == 1);
            let headline = format!("unknown key `{}` in {}", shortened(&entry.key), self.title);
            let error = Diagnostic::error(Code::UNKNOWN_KEY, entry.key_span, headline).label("nothing reads this");
            let error = match meant {
                Some(Meant { words: Some(words), .. }) => error.help(*words),
                Some(Meant { near, .. })
                    if self.needs_label(near.name()) && !matches!(entry.node.value, Value::Map(_)) =>
                {
                    error.help(format!("did you mean `{near} \"name\" {{ … }}`?"))
                }
                Some(Meant { near, .. }) => {
                    let certain = near.certain().filter(|name| is_free(name));
                    error.help_editing(near.question(), certain.map(|near| renaming(entry, near)))
                }
                None => error.help(elsewhere(&entry.key).unwrap_or_else(|| {
                    format!("keys of {} are {}", self.title, listing(self.known.iter().copied(), "and"))
                })),
            };
            self.decoder.report(error);
        }
        for key in &self.missing {
            let headline = format!("`{key}` is missing in {}", self.title);
            let error = Diagnostic::error(Code::MISSING_KEY, self.header, headline).label(format!("needs `{key}`"));
            self.decoder.report(error.help_if_some(example_of(key).map(|example| format!("add `{example}`"))));
        }
    }
}

fn name_of(meant: Option<&Meant>) -> Option<&'static str> {
    meant.map(|meant| meant.near.name())
}

/// The edit that gives an entry another key, in quotes when it has some.
fn renaming(entry: &Entry, key: &str) -> (Span, String) {
    let is_quoted = entry.key_span.range().len() > entry.key.len();
    (entry.key_span, if is_quoted { format!("\"{key}\"") } else { key.to_owned() })
}
