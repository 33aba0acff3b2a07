//! Recognises secrets in text and in values, so that rules can report them and nothing prints them.
//!
//! Renderers mask every text that they are given, whoever wrote it; rules report what stands in the specification. Both
//! ask the same recogniser, so that a secret that was found is not printed. It errs on the side of masking: a word that is
//! masked without need costs a reader a look into the file, a password in the log of a pipeline costs more.

mod assignment;
mod key;
mod nested;
mod shapes;
mod token;
mod url;
mod values;

use std::borrow::Cow;
use std::ops::Range;

pub use values::{Leak, in_values};

/// What stands in place of a secret.
pub const MASK: &str = "***";

/// What kind of text is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A sentence: a colon after a word is punctuation.
    Message,
    /// HCL, JSON, YAML, a configuration file: a colon can stand between a key and its value.
    Source,
}

/// Text with every secret in it masked.
pub fn masked(text: &str) -> Cow<'_, str> {
    without(text, &found(text, Kind::Message))
}

/// Generated or configuration text with every secret in it masked.
pub fn masked_source(text: &str) -> Cow<'_, str> {
    without(text, &found(text, Kind::Source))
}

/// The lines of generated text with every secret in them masked: as many as the text has, each with its line break.
pub fn masked_lines(text: &str) -> Vec<String> {
    let secrets = found(text, Kind::Source);
    let mut secrets = secrets.iter().peekable();
    let mut start = 0;
    let line_of = |line: &str| {
        let content = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        let mut inside = Vec::new();
        while let Some(secret) = secrets.peek().filter(|secret| secret.start < content.end) {
            let part = secret.start.max(content.start)..secret.end.min(content.end);
            inside.push(part.start - content.start..part.end.max(part.start) - content.start);
            if secret.end > content.end {
                break;
            }
            secrets.next();
        }
        inside.retain(|range| !range.is_empty());
        without(line, &inside).into_owned()
    };
    text.split_inclusive('\n').map(line_of).collect()
}

/// Whether a text holds a secret, whatever key it stands under.
pub fn is_in(text: &str) -> bool {
    !found(text, Kind::Message).is_empty()
}

/// Whether a text is a secret, by the key that it stands under or by what it holds.
pub fn is_secret(key: &str, text: &str) -> bool {
    key::is_secret(key, text) || !found(text, Kind::Source).is_empty()
}

/// Whether a text under a key is a secret unless it points to one.
pub fn is_key(key: &str) -> bool {
    key::names_a_secret(key)
}

/// The bytes of all secrets in a source text, in order and without overlaps. Takes time in proportion to the text.
pub(crate) fn in_source(text: &str) -> Vec<Range<usize>> {
    found(text, Kind::Source)
}

fn found(text: &str, kind: Kind) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    url::find(text, &mut ranges);
    token::find(text, &mut ranges);
    assignment::find(text, kind, &mut ranges);
    nested::find(text, kind, &mut ranges);
    joined(ranges)
}

/// The same bytes as ranges in order, of which none touches the next.
pub(crate) fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

fn without<'a>(text: &'a str, secrets: &[Range<usize>]) -> Cow<'a, str> {
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for secret in secrets {
        masked.push_str(text.get(end..secret.start).unwrap_or_default());
        masked.push_str(MASK);
        end = secret.end;
    }
    masked.push_str(text.get(end..).unwrap_or_default());
    Cow::Owned(masked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_masked_in_its_place() {
        let text = "a: 1\npasswords:\n  - hunter2\n\n  - hunter3\ntoken: |\n  x\n  y\nb: 2";
        let masked = masked_lines(text);
        assert_eq!(masked.concat(), "a: 1\npasswords:\n  - ***\n\n  - ***\ntoken: |\n***\n***\nb: 2");
        assert_eq!(masked.len(), text.split_inclusive('\n').count());
    }

    #[test]
    fn what_is_masked_is_not_masked_again() {
        for text in ["https://user:hunter2@host/x?token=abc", "--password=hunter2", "postgres://u:p4ss@db/x"] {
            let once = masked(text).into_owned();
            assert!(once.contains(MASK), "{once}");
            assert_eq!(masked(&once), once);
        }
    }
}
