//! Values that a specification holds already: references, networks and ARNs fit each other within one.

use std::collections::BTreeSet;

use crate::decode::Unreadable;
use crate::parse::{Entry, Node, Value};
use crate::source::Span;

/// How much of a specification is looked at for each kind of value. Thousands of cells repeat themselves.
const MOST_LOOKED_AT: usize = 20_000;

/// What a specification holds, as candidates for one value.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    /// Values of the same key, elsewhere.
    pub(super) same_key: Vec<Node>,
    /// Labels of blocks whose name is the key: environments for `environment`.
    pub(super) labels: Vec<Node>,
    /// Everything else that is text: labels, values, and the parts of ARNs.
    pub(super) others: Vec<Node>,
}

/// Looks for candidates in all of a specification. Each text is there once.
pub(super) fn harvest(root: &Node, wanted: &Unreadable) -> Harvest {
    let mut search = Search { wanted, left: MOST_LOOKED_AT, seen: BTreeSet::new(), found: Harvest::default() };
    search.visit(root);
    search.found
}

/// A copy of a node whose parts all stand at one place.
pub(super) fn at(node: &Node, span: Span) -> Node {
    let entry = |entry: &Entry| Entry {
        key_span: span,
        labels: entry.labels.iter().map(|label| crate::parse::LabelText { span, ..label.clone() }).collect(),
        node: at(&entry.node, span),
        ..entry.clone()
    };
    let value = match &node.value {
        Value::List(elements) => Value::List(elements.iter().map(|element| at(element, span)).collect()),
        Value::Map(entries) => Value::Map(entries.iter().map(entry).collect()),
        other => other.clone(),
    };
    Node { value, span }
}

struct Search<'a> {
    wanted: &'a Unreadable,
    left: usize,
    seen: BTreeSet<String>,
    found: Harvest,
}

impl Search<'_> {
    fn visit(&mut self, node: &Node) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        match &node.value {
            Value::List(elements) => elements.iter().for_each(|element| self.visit(element)),
            Value::Map(entries) => entries.iter().for_each(|entry| self.entry(entry)),
            Value::String(text) => self.text(text, node.span),
            _ => {}
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let is_same = entry.key == self.wanted.key;
        for label in &entry.labels {
            self.label(&label.text, label.span, is_same);
        }
        if is_same && entry.labels.is_empty() {
            self.same_key(&entry.node);
        }
        self.visit(&entry.node);
    }

    fn same_key(&mut self, node: &Node) {
        match &node.value {
            // In JSON, labels are keys.
            Value::Map(entries) if !self.wanted.accepts(node) => {
                for entry in entries {
                    self.label(&entry.key, entry.key_span, true);
                }
            }
            Value::List(elements) if self.wanted.is_element => {
                let elements = elements.iter().filter(|element| self.wanted.accepts(element)).cloned();
                self.found.same_key.extend(elements);
            }
            _ if self.wanted.accepts(node) => self.found.same_key.push(node.clone()),
            _ => {}
        }
    }

    fn label(&mut self, text: &str, span: Span, is_same: bool) {
        let node = string(text, span);
        if is_same && self.wanted.accepts(&node) {
            self.found.labels.push(node);
        } else {
            self.text(text, span);
        }
    }

    fn text(&mut self, text: &str, span: Span) {
        let parts = text.split([':', '/']).filter(|part| !part.is_empty() && part.len() < text.len());
        for text in std::iter::once(text).chain(parts) {
            if self.seen.contains(text) {
                continue;
            }
            self.seen.insert(text.to_owned());
            let node = string(text, span);
            if self.wanted.accepts(&node) {
                self.found.others.push(node);
            }
        }
    }
}

fn string(text: &str, span: Span) -> Node {
    Node { value: Value::String(text.to_owned()), span }
}
