//! Stand-ins for one value, the likeliest first.

use super::harvest::{Harvest, harvest};
use super::samples::samples;
use crate::decode::{StandIn, Unreadable};
use crate::parse::{Entry, Node, Value};
use crate::source::Span;

/// How many candidates come from each source beside the type itself.
const MOST_OF_A_SOURCE: usize = 5;

/// How many numbers in a text are varied, and what they become: free networks, other accounts, other versions.
const VARIED: [u32; 4] = [1, 7, 99, 211];

/// At most so many different values of the type that is wanted; absence first, where that is possible.
pub(super) fn candidates(root: &Node, wanted: &Unreadable, most: usize) -> Vec<StandIn> {
    let Harvest { same_key, labels, others } = harvest(root, wanted);
    let same_key = spread(distinct(same_key), MOST_OF_A_SOURCE);
    let labels = spread(distinct(labels), MOST_OF_A_SOURCE);
    let typed = wanted.examples.iter().cloned().chain(samples(&wanted.schema()));
    let typed: Vec<Node> = typed.map(|value| node(&value, wanted.span)).collect();
    let models = same_key.iter().chain(&typed);
    let varied: Vec<Node> =
        models.take(MOST_OF_A_SOURCE).flat_map(variations).filter(|node| wanted.accepts(node)).collect();
    let typed = typed.into_iter().filter(|node| wanted.accepts(node));
    let others = spread(others, MOST_OF_A_SOURCE);
    let found =
        labels.into_iter().chain(same_key).chain(typed).chain(spread(varied, 2 * MOST_OF_A_SOURCE)).chain(others);
    let found = distinct(found.collect()).into_iter().map(StandIn::Node);
    let absent = wanted.is_optional.then_some(StandIn::Absent);
    spread(absent.into_iter().chain(found).collect(), most)
}

/// Each value once.
fn distinct(nodes: Vec<Node>) -> Vec<Node> {
    let mut distinct: Vec<Node> = Vec::new();
    for node in nodes {
        if distinct.len() < MOST_COMPARED && !distinct.iter().any(|known| says_the_same(known, &node)) {
            distinct.push(node);
        }
    }
    distinct
}

/// How many values are told apart.
const MOST_COMPARED: usize = 64;

fn says_the_same(one: &Node, other: &Node) -> bool {
    let nowhere = |node: &Node| super::harvest::at(node, Span::NONE);
    std::mem::discriminant(&one.value) == std::mem::discriminant(&other.value) && nowhere(one) == nowhere(other)
}

/// At most so many, from all parts of the list; the first among them.
fn spread<T>(items: Vec<T>, most: usize) -> Vec<T> {
    let step = items.len().div_ceil(most.max(1)).max(1);
    items.into_iter().step_by(step).collect()
}

/// The same text with one of its numbers or words changed.
fn variations(node: &Node) -> Vec<Node> {
    let Value::String(text) = &node.value else { return Vec::new() };
    let texts = other_numbers(text).chain(longer_words(text));
    texts.map(|text| Node { value: Value::String(text), span: node.span }).collect()
}

/// The text with a letter more, at the end of each of its words.
fn longer_words(text: &str) -> impl Iterator<Item = String> {
    let is_end = |at: &usize| {
        let (before, after) = text.split_at(*at);
        before.ends_with(char::is_alphabetic) && !after.starts_with(char::is_alphabetic)
    };
    let ends = text.char_indices().map(|(start, c)| start + c.len_utf8()).filter(is_end);
    ends.map(|at| {
        let (before, after) = text.split_at(at);
        format!("{before}x{after}")
    })
}

fn other_numbers(text: &str) -> impl Iterator<Item = String> {
    let is_start = |(start, c): &(usize, char)| {
        let before = text.split_at(*start).0;
        c.is_ascii_digit() && !before.ends_with(|c: char| c.is_ascii_digit())
    };
    text.char_indices().filter(is_start).flat_map(|(start, _)| {
        let (before, rest) = text.split_at(start);
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let width = rest.len() - after.len();
        VARIED.map(|number| {
            let digits = if width > 3 { format!("{number:0width$}") } else { number.to_string() };
            format!("{before}{digits}{after}")
        })
    })
}

/// A JSON value as it is written in a specification.
fn node(value: &serde_json::Value, span: Span) -> Node {
    let value = match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(*value),
        serde_json::Value::Number(number) => Value::Number(number.to_string()),
        serde_json::Value::String(text) => Value::String(text.clone()),
        serde_json::Value::Array(elements) => Value::List(elements.iter().map(|element| node(element, span)).collect()),
        serde_json::Value::Object(fields) => {
            Value::Map(fields.iter().map(|(key, value)| entry(key, value, span)).collect())
        }
    };
    Node { value, span }
}

fn entry(key: &str, value: &serde_json::Value, span: Span) -> Entry {
    Entry { key: key.to_owned(), key_span: span, is_block: false, labels: Vec::new(), node: node(value, span) }
}
