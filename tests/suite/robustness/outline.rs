//! The shape of a specification, HCL or JSON, without a grammar: it need only be right most of the time.

use std::ops::Range;

/// What stands where in a text.
pub(crate) struct Outline {
    /// Words, strings and single characters.
    pub(crate) tokens: Vec<Range<usize>>,
    /// `key = value` and `"key": value`.
    pub(crate) attributes: Vec<Attribute>,
    /// Everything with a body in braces that has a header.
    pub(crate) blocks: Vec<Block>,
}

pub(crate) struct Attribute {
    pub(crate) key: Range<usize>,
    pub(crate) value: Range<usize>,
}

pub(crate) struct Block {
    /// From the header to the closing brace.
    pub(crate) whole: Range<usize>,
    /// The word that says what keys it has; empty when there is none.
    pub(crate) kind: String,
    /// The last string of the header.
    pub(crate) label: Option<Range<usize>>,
    /// One past the opening brace.
    pub(crate) body: usize,
}

impl Attribute {
    pub(crate) fn whole(&self) -> Range<usize> {
        self.key.start..self.value.end
    }
}

/// A brace that is still open: the place of its token, and what its block will be.
struct Open {
    header: usize,
    kind: String,
    label: Option<Range<usize>>,
    body: usize,
}

impl Outline {
    pub(crate) fn of(text: &str) -> Self {
        let tokens = tokens(text);
        let blocks = blocks(text, &tokens);
        let attributes = attributes(text, &tokens);
        Self { tokens, attributes, blocks }
    }
}

fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = match next {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' => string_length(rest),
            _ if is_word(next) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => next.len_utf8(),
        };
        if next != '#' && !next.is_whitespace() {
            tokens.push(at..at + length);
        }
        at += length;
    }
    tokens
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || "_-.".contains(character)
}

fn string_length(rest: &str) -> usize {
    let mut is_escaped = false;
    for (index, character) in rest.char_indices().skip(1) {
        match character {
            '\n' => return index,
            '"' if !is_escaped => return index + 1,
            _ => is_escaped = character == '\\' && !is_escaped,
        }
    }
    rest.len()
}

fn blocks(text: &str, tokens: &[Range<usize>]) -> Vec<Block> {
    const KINDS: &[&str] = &[
        "fleet",
        "terraform",
        "backend",
        "environment",
        "class",
        "node_tier",
        "taint",
        "access",
        "add_on",
        "workload_identity",
        "cell",
    ];
    let mut open = Vec::<Open>::new();
    let mut blocks = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match &text[token.clone()] {
            "{" => {
                let header = header(text, tokens, index);
                let word = tokens.get(header).map_or("", |token| text[token.clone()].trim_matches('"'));
                let outer = open.last().map(|outer| outer.kind.clone()).unwrap_or_default();
                let kind = if KINDS.contains(&word) { word.to_owned() } else { outer };
                let is_text = |token: &&Range<usize>| text[(*token).clone()].starts_with('"');
                let label = tokens[header..index].iter().rfind(is_text).cloned();
                open.push(Open { header: tokens[header].start, kind, label, body: token.end });
            }
            "}" => {
                let closed = open.pop();
                blocks.extend(closed.map(|Open { header, kind, label, body }| Block {
                    whole: header..token.end,
                    kind,
                    label,
                    body,
                }));
            }
            _ => {}
        }
    }
    blocks
}

/// The token that the header of the body at `open` begins with.
fn header(text: &str, tokens: &[Range<usize>], open: usize) -> usize {
    let mut first = open;
    while let Some(before) = first.checked_sub(1) {
        let word = &text[tokens[before].clone()];
        let is_header = word.starts_with(|c: char| is_word(c) || c == '"') || word == "=" || word == ":";
        let is_same_line = !text[tokens[before].end..tokens[open].start].contains('\n');
        if !is_header || !is_same_line {
            break;
        }
        first = before;
    }
    first
}

fn attributes(text: &str, tokens: &[Range<usize>]) -> Vec<Attribute> {
    let is_between = |index: &usize| matches!(&text[tokens[*index].clone()], "=" | ":");
    let attribute = |index: usize| {
        let key = tokens.get(index.checked_sub(1)?)?.clone();
        let first = tokens.get(index + 1)?;
        Some(Attribute { key, value: first.start..tokens[end_of_value(text, tokens, index + 1)].end })
    };
    (0..tokens.len()).filter(is_between).filter_map(attribute).collect()
}

/// The last token of the value that begins with the token `first`.
fn end_of_value(text: &str, tokens: &[Range<usize>], first: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(first) {
        match &text[token.clone()] {
            "{" | "[" | "(" => depth += 1,
            "}" | "]" | ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    tokens.len() - 1
}
