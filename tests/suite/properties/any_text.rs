//! No text makes the compiler panic, and every place that it names exists.

use cellc::source::SourceMap;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::compiling::survive;
use super::examples;

/// What specifications are made of.
const TOKENS: &[&str] = &[
    "fleet",
    "environment",
    "cell",
    "class",
    "node_tier",
    "access",
    "taint",
    "add_on",
    "workload_identity",
    "terraform",
    "backend",
    "account",
    "region",
    "cidr",
    "zones",
    "policy",
    "principal",
    "capacity",
    "tags",
    "tenants",
    "owner",
    "cost_centre",
    "\"dev\"",
    "\"alpha\"",
    "\"demo\"",
    "\"s3\"",
    "\"system\"",
    "\"eu-west-1\"",
    "\"111111111111\"",
    "\"10.0.0.0/16\"",
    "\"cluster-admin\"",
    "\"spot\"",
    "1",
    "1.30",
    "-1",
    "1e400",
    "true",
    "null",
    "=",
    ":",
    ",",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\n",
    "\r\n",
    "\"",
    "'",
    "${",
    "%{",
    "<<EOT\n",
    "EOT\n",
    "#",
    "//",
    "/*",
    "*/",
    "\\",
    "ö",
    "\u{feff}",
    "\0",
    "if",
    "for",
    "in",
    "?",
    "...",
    ".",
    "*",
    "==",
    "var.x",
    "f(1)",
];

fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(TOKENS), 0..60).prop_map(|tokens| tokens.join(" "))
}

/// Blocks that are closed, with any keys and values in them.
fn blocks() -> impl Strategy<Value = String> {
    let line = (select(TOKENS), select(TOKENS)).prop_map(|(key, value)| format!("  {key} = {value}\n"));
    let body = proptest::collection::vec(line, 0..6).prop_map(|lines| lines.concat());
    let block =
        (select(TOKENS), select(TOKENS), body).prop_map(|(kind, label, body)| format!("{kind} {label} {{\n{body}}}\n"));
    proptest::collection::vec(block, 0..5).prop_map(|blocks| blocks.concat())
}

/// One change of a text: a part is removed, doubled, moved, or replaced by a token.
#[derive(Debug, Clone)]
struct Mutation {
    start: Index,
    length: usize,
    target: Index,
    token: Option<&'static str>,
    keep: bool,
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let token = proptest::option::of(select(TOKENS));
    (any::<Index>(), 0_usize..40, any::<Index>(), token, any::<bool>())
        .prop_map(|(start, length, target, token, keep)| Mutation { start, length, target, token, keep })
}

fn mutated(text: &str, mutation: &Mutation) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    if characters.is_empty() {
        return mutation.token.unwrap_or_default().to_owned();
    }
    let start = mutation.start.index(characters.len());
    let end = (start + mutation.length).min(characters.len());
    let part: Vec<char> = match mutation.token {
        Some(token) => token.chars().collect(),
        None => characters[start..end].to_vec(),
    };
    if !mutation.keep {
        characters.drain(start..end);
    }
    let target = if mutation.keep && !characters.is_empty() { mutation.target.index(characters.len()) } else { start };
    let target = target.min(characters.len());
    characters.splice(target..target, part);
    characters.into_iter().collect()
}

/// A line of a text exchanged for a line of another, which mostly gives specifications that parse.
fn exchanged(text: &str, from: Index, to: Index) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let (from, to) = (from.index(lines.len()), to.index(lines.len()));
    lines.swap(from, to);
    lines.join("\n")
}

fn single(path: &str, text: &str) -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add(path, path, text);
    sources
}

proptest! {
    #[test]
    fn random_text(text in any::<String>()) {
        survive(&single("fleet.hcl", &text));
        survive(&single("fleet.json", &text));
    }

    #[test]
    fn token_soup(text in soup()) {
        survive(&single("fleet.hcl", &text));
        survive(&single("fleet.json", &text));
    }

    #[test]
    fn closed_blocks(text in blocks()) {
        survive(&single("fleet.hcl", &text));
    }

    #[test]
    fn mutated_examples(example in any::<Index>(), file in any::<Index>(), mutations in proptest::collection::vec(mutation(), 1..4)) {
        let all = examples::all();
        let (_, mut files) = example.get(&all).clone();
        let file = file.index(files.len());
        for mutation in &mutations {
            files[file].1 = mutated(&files[file].1, mutation);
        }
        survive(&examples::sources(&files));
    }

    #[test]
    fn exchanged_lines(swaps in proptest::collection::vec((any::<Index>(), any::<Index>()), 1..3)) {
        let mut text = examples::EVERYTHING.to_owned();
        for (from, to) in &swaps {
            text = exchanged(&text, *from, *to);
        }
        survive(&single("fleet.hcl", &text));
    }

    #[test]
    fn exchanged_values(from in any::<Index>(), to in any::<Index>()) {
        let text = examples::EVERYTHING;
        let values: Vec<&str> = text.lines().filter_map(|line| line.split_once(" = ")).map(|(_, value)| value).collect();
        let (old, new) = (from.get(&values), to.get(&values));
        survive(&single("fleet.hcl", &text.replacen(&format!(" = {old}\n"), &format!(" = {new}\n"), 1)));
    }
}
