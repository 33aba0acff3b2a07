//! Good English for messages: plurals, lists, and what can be shown.

use std::borrow::Cow;
use std::ops::RangeInclusive;

/// `1 zone`, `2 zones`, `2 pieces of advice`.
pub fn plural(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    match noun.split_once(" of ") {
        Some((counted, rest)) => format!("{count} {counted}{ending} of {rest}"),
        None => format!("{count} {noun}{ending}"),
    }
}

/// `a` or `an`, followed by the noun.
pub fn article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// `` `a`, `b` or `c` `` (with `or` as the conjunction).
pub fn listing<'a>(names: impl IntoIterator<Item = &'a str>, conjunction: &str) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}

/// Text of the specification for a headline: cut after 60 characters, control characters escaped.
pub fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let start: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    let rest = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("{start}{rest}")
}

/// Text for a terminal: control characters and those that nobody sees are spelled out.
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_odd = |character: char| (character.is_control() && character != '\n') || is_hidden(character);
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let shown = |character: char| {
        let spelled = is_odd(character).then(|| character.escape_default().to_string());
        spelled.unwrap_or_else(|| character.to_string())
    };
    Cow::Owned(text.chars().map(shown).collect())
}

/// Whether no reader sees it: soft hyphens, joiners, marks of direction, separators, byte-order marks, tags.
pub fn is_hidden(character: char) -> bool {
    const HIDDEN: [RangeInclusive<char>; 7] = [
        '\u{ad}'..='\u{ad}',
        '\u{61c}'..='\u{61c}',
        '\u{200b}'..='\u{200f}',
        '\u{2028}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{feff}'..='\u{feff}',
        '\u{e0000}'..='\u{e007f}',
    ];
    HIDDEN.iter().any(|range| range.contains(&character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_english() {
        assert_eq!(listing(["a"], "or"), "`a`");
        assert_eq!(listing(["a", "b", "c"], "and"), "`a`, `b` and `c`");
    }

    #[test]
    fn what_terminals_obey_is_spelled_out() {
        for (text, expected) in [
            ("größe … 🦀\nb", "größe … 🦀\nb"),
            ("a\u{202e}b\u{200b}\u{feff}", "a\\u{202e}b\\u{200b}\\u{feff}"),
            ("\u{1b}[31m\0\t", "\\u{1b}[31m\\u{0}\\t"),
        ] {
            assert_eq!(visible(text), expected);
        }
    }
}
