//! Changes that leave a text one that parses, most of the time: only they reach the readers and the rules.

use std::ops::Range;

use super::dictionary::{BLOCKS, Dictionary, NAMES};
use super::outline::Outline;
use super::random::Random;

/// The most bytes that a text grows to.
const LONGEST: usize = 32 * 1024;

/// One change of `text`; `other` is a text to take blocks of.
pub(crate) fn mutate(text: &str, other: &str, is_json: bool, dictionary: &Dictionary, random: &mut Random) -> String {
    let mutation = Mutation { text, outline: Outline::of(text), is_json };
    let changed = match random.below(24) {
        0..8 => mutation.value(dictionary, random),
        8..12 => mutation.new_attribute(dictionary, random),
        12 => mutation.value_of_another(random),
        13 => mutation.without(mutation.any_attribute(random), random),
        14 => mutation.doubled(mutation.any_attribute(random)),
        15 => mutation.without(mutation.any_block(random), random),
        16 => mutation.doubled(mutation.any_block(random)),
        17 | 18 => mutation.label(random),
        19 | 20 => mutation.doubled_with_new_name(random),
        21 => mutation.new_block(other, random),
        22 => mutation.exchanged_tokens(random),
        _ => Some(exchanged_lines(text, random)),
    };
    changed.filter(|changed| changed.len() <= LONGEST).unwrap_or_else(|| text.to_owned())
}

struct Mutation<'a> {
    text: &'a str,
    outline: Outline,
    is_json: bool,
}

impl Mutation<'_> {
    fn replaced(&self, range: Range<usize>, with: &str) -> String {
        format!("{}{with}{}", &self.text[..range.start], &self.text[range.end..])
    }

    fn any_attribute(&self, random: &mut Random) -> Option<Range<usize>> {
        let attributes = &self.outline.attributes;
        attributes.get(random.below(attributes.len())).map(super::outline::Attribute::whole)
    }

    fn any_block(&self, random: &mut Random) -> Option<Range<usize>> {
        let blocks = &self.outline.blocks;
        blocks.get(random.below(blocks.len())).map(|block| block.whole.clone())
    }

    fn value(&self, dictionary: &Dictionary, random: &mut Random) -> Option<String> {
        let attribute = self.outline.attributes.get(random.below(self.outline.attributes.len()))?;
        let key = self.text[attribute.key.clone()].trim_matches('"');
        Some(self.replaced(attribute.value.clone(), dictionary.value(key, random)))
    }

    fn value_of_another(&self, random: &mut Random) -> Option<String> {
        let attributes = &self.outline.attributes;
        let (to, from) =
            (attributes.get(random.below(attributes.len()))?, attributes.get(random.below(attributes.len()))?);
        Some(self.replaced(to.value.clone(), &self.text[from.value.clone()]))
    }

    fn new_attribute(&self, dictionary: &Dictionary, random: &mut Random) -> Option<String> {
        let block = self.outline.blocks.get(random.below(self.outline.blocks.len()))?;
        let (key, value) = dictionary.attribute(&block.kind, random);
        // Mostly a value that is fine, and not the same key twice.
        let value = if random.happens(1, 2) { dictionary.value(key, random) } else { value };
        let is_there = |key: &str| {
            let own = self.outline.attributes.iter().filter(|attribute| block.whole.contains(&attribute.key.start));
            own.into_iter().find(|attribute| self.text[attribute.key.clone()].trim_matches('"') == key)
        };
        if let Some(attribute) = is_there(key).filter(|_| random.happens(9, 10)) {
            return Some(self.replaced(attribute.value.clone(), value));
        }
        let is_empty = self.text[block.body..].trim_start().starts_with('}');
        let written = match (self.is_json, is_empty) {
            (true, true) => format!(" \"{key}\": {value} "),
            (true, false) => format!(" \"{key}\": {value}, "),
            (false, _) => format!("\n{key} = {value}\n"),
        };
        Some(self.replaced(block.body..block.body, &written))
    }

    /// With the comma that would be left over.
    fn without(&self, range: Option<Range<usize>>, random: &mut Random) -> Option<String> {
        let mut range = range?;
        let next = self.outline.tokens.iter().find(|token| token.start >= range.end);
        let before = self.outline.tokens.iter().rfind(|token| token.end <= range.start);
        let is_comma = |token: &&Range<usize>| &self.text[(*token).clone()] == ",";
        if let Some(comma) = next.filter(is_comma) {
            range.end = comma.end;
        } else if let Some(comma) = before.filter(is_comma).filter(|_| random.happens(9, 10)) {
            range.start = comma.start;
        }
        Some(self.replaced(range, ""))
    }

    fn doubled(&self, range: Option<Range<usize>>) -> Option<String> {
        let range = range?;
        let between = if self.is_json { ", " } else { "\n" };
        Some(self.replaced(range.start..range.start, &format!("{}{between}", &self.text[range.clone()])))
    }

    fn label(&self, random: &mut Random) -> Option<String> {
        let labels: Vec<_> = self.outline.blocks.iter().filter_map(|block| block.label.clone()).collect();
        let label = labels.get(random.below(labels.len()))?.clone();
        let name = if random.happens(1, 3) {
            self.text[random.pick(&labels).clone()].to_owned()
        } else {
            format!("\"{}\"", random.pick(NAMES))
        };
        Some(self.replaced(label, &name))
    }

    fn doubled_with_new_name(&self, random: &mut Random) -> Option<String> {
        let labelled: Vec<_> = self.outline.blocks.iter().filter(|block| block.label.is_some()).collect();
        let block = labelled.get(random.below(labelled.len()))?;
        let label = block.label.clone()?;
        let (start, end) = (&self.text[block.whole.start..label.start], &self.text[label.end..block.whole.end]);
        let between = if self.is_json { ", " } else { "\n" };
        // Cells of one network are most of what can be wrong: another one keeps the copy apart.
        let end = end.replace("0.0/16", &format!("{}.0/20", random.below(256)));
        let copy = format!("{start}\"copy-{}\"{end}{between}", random.below(9));
        Some(self.replaced(block.whole.start..block.whole.start, &copy))
    }

    fn new_block(&self, other: &str, random: &mut Random) -> Option<String> {
        let theirs = Outline::of(other).blocks;
        let block = match theirs.get(random.below(theirs.len())).filter(|_| random.happens(1, 3)) {
            Some(block) => &other[block.whole.clone()],
            None => random.pick(BLOCKS),
        };
        let bodies: Vec<usize> = self.outline.blocks.iter().map(|block| block.body).collect();
        let at = if random.happens(1, 4) { self.text.len() } else { *bodies.get(random.below(bodies.len()))? };
        Some(self.replaced(at..at, &format!("\n{block}\n")))
    }

    fn exchanged_tokens(&self, random: &mut Random) -> Option<String> {
        let tokens = &self.outline.tokens;
        let (one, two) = (random.below(tokens.len()), random.below(tokens.len()));
        let (first, second) = (tokens.get(one.min(two))?.clone(), tokens.get(one.max(two))?.clone());
        if first == second {
            return None;
        }
        let text = self.text;
        let middle = &text[first.end..second.start];
        Some(format!(
            "{}{}{middle}{}{}",
            &text[..first.start],
            &text[second.clone()],
            &text[first],
            &text[second.end..]
        ))
    }
}

fn exchanged_lines(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if !lines.is_empty() {
        let (from, to) = (random.below(lines.len()), random.below(lines.len()));
        lines.swap(from, to);
    }
    lines.join("\n") + "\n"
}
