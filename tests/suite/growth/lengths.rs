//! How long texts of the spec may be: every name in AWS, Kubernetes and Git has a limit, and cellc refuses what is longer where it
//! is read. The sources are beside the types in `src/values/`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use cellc::decode;
use cellc::spec::Spec;
use serde_json::Value;

use super::places::{Place, all};
use super::sources;

/// Longer than every limit.
const TOO_LONG: usize = 10_000;

/// What a text is made longer with, beside its own letters: parts of names with dots and of paths.
const PARTS: [&str; 3] = [".a", "/a", "a"];

#[test]
fn every_text_has_a_limit() {
    let schema = cellc::spec::json_schema().to_value();
    let mut lengths: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    for place in all(&schema) {
        let text = place.text();
        let Some(kind) = text["pattern"].as_str() else { continue };
        match lengths.get_mut(kind) {
            Some((_, places)) => places.push(place.to_string()),
            None => _ = lengths.insert(kind.to_owned(), (longest(&place, &text), vec![place.to_string()])),
        }
    }
    let mut table = String::new();
    for (longest, places) in lengths.values() {
        _ = writeln!(table, "{longest:>5}  {}", places.join(", "));
    }
    assert!(lengths.values().all(|(longest, _)| *longest < TOO_LONG), "{table}");
    insta::assert_snapshot!(table);
}

/// The length of the longest text that is read at a place.
fn longest(place: &Place<'_>, text: &Value) -> usize {
    let mut longest = 0;
    for example in examples(text).iter().filter(|example| is_read(place, example)) {
        longest = longest.max(example.len());
        for (position, letter) in example.char_indices() {
            for part in PARTS.map(str::to_owned).into_iter().chain([letter.to_string()]) {
                let of_length = |length: usize| lengthened(example, position, &part, length);
                if is_read(place, &of_length(longest + 1)) {
                    longest = last(longest + 1, TOO_LONG, |length| is_read(place, &of_length(length)));
                }
            }
        }
    }
    longest
}

/// Examples of a text; names of labels have none.
fn examples(text: &Value) -> Vec<String> {
    let of_example = |example: &Value| example.as_str().map_or_else(|| example.to_string(), str::to_owned);
    let examples: Vec<String> = text["examples"].as_array().into_iter().flatten().map(of_example).collect();
    if examples.is_empty() { ["name", "CELL0101"].map(str::to_owned).to_vec() } else { examples }
}

/// The example, with parts at a position until it is so long.
fn lengthened(example: &str, position: usize, part: &str, length: usize) -> String {
    let more = part.chars().cycle().take(length.saturating_sub(example.len()));
    let (start, end) = example.split_at(position);
    start.chars().chain(more).chain(end.chars()).collect()
}

/// The last length from `least` to `most` for which something holds, as it does for `least` and not behind a limit.
fn last(mut least: usize, mut most: usize, holds: impl Fn(usize) -> bool) -> usize {
    while least < most {
        let middle = (least + most).div_ceil(2);
        if holds(middle) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    least
}

fn is_read(place: &Place<'_>, text: &str) -> bool {
    let (node, found) = cellc::parse::parse(&sources(&place.spec_with_text(text)));
    found.is_empty() && decode::decode::<Spec>(&node).diagnostics.is_empty()
}
