//! Text that a terminal, a log or a browser would obey or hide, spelled out.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::RangeInclusive;

/// Text of several lines for people: control characters and those that nobody sees are spelled out, but for line breaks.
pub fn visible(text: &str) -> Cow<'_, str> {
    spelled_out(text, |character| character != '\n' && is_unprintable(character))
}

/// The same for text of one line, such as a headline or the name of a file: line breaks are spelled out, too.
pub fn visible_line(text: &str) -> Cow<'_, str> {
    spelled_out(text, is_unprintable)
}

/// The same for source text and generated files, which have tabs.
pub fn visible_source(text: &str) -> Cow<'_, str> {
    spelled_out(text, |character| !matches!(character, '\n' | '\t') && is_unprintable(character))
}

/// Whether a character is not printed as it is: terminals obey it, or nobody sees it.
pub fn is_unprintable(character: char) -> bool {
    character.is_control() || is_hidden(character)
}

/// Whether no reader sees it: soft hyphens, joiners, marks of direction, selectors of variants, fillers, separators,
/// byte-order marks, tags (Unicode 17.0, `Default_Ignorable_Code_Point`, `Bidi_Control`, `Zl`, `Zp`, annotation marks,
/// and the empty Braille pattern).
pub fn is_hidden(character: char) -> bool {
    const HIDDEN: [RangeInclusive<char>; 19] = [
        '\u{ad}'..='\u{ad}',
        '\u{34f}'..='\u{34f}',
        '\u{61c}'..='\u{61c}',
        '\u{115f}'..='\u{1160}',
        '\u{17b4}'..='\u{17b5}',
        '\u{180b}'..='\u{180f}',
        '\u{200b}'..='\u{200f}',
        '\u{2028}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{2800}'..='\u{2800}',
        '\u{3164}'..='\u{3164}',
        '\u{fe00}'..='\u{fe0f}',
        '\u{feff}'..='\u{feff}',
        '\u{ffa0}'..='\u{ffa0}',
        '\u{fff0}'..='\u{fffb}',
        '\u{fffe}'..='\u{ffff}',
        '\u{1bca0}'..='\u{1bca3}',
        '\u{1d173}'..='\u{1d17a}',
        '\u{e0000}'..='\u{e0fff}',
    ];
    !character.is_ascii() && HIDDEN.iter().any(|range| range.contains(&character))
}

/// JSON with everything unprintable in its strings as `\u…`: readers get the same text, terminals and logs print it.
pub fn escaped_json(json: &str) -> Cow<'_, str> {
    // Between strings there are line breaks and spaces only, and JSON itself escapes the other controls of ASCII.
    let is_odd = |character: char| character != '\n' && is_unprintable(character);
    if !json.contains(is_odd) && !has_command(json) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len());
    for (index, character) in json.char_indices() {
        if is_odd(character) || is_command(json, index) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

fn spelled_out(text: &str, is_odd: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_odd) && !has_command(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        if is_odd(character) {
            shown.extend(character.escape_default());
        } else if is_command(text, index) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Whether the runner of a pipeline would find a command in a text.
fn has_command(text: &str) -> bool {
    ["##[", "##vso["].iter().any(|command| text.contains(command))
}

/// Whether the second `#` of a command is at `index`: runners of GitHub and Azure look for `##[…]` and `##vso[…]` anywhere
/// in a line of a log.
fn is_command(text: &str, index: usize) -> bool {
    let is_second = |rest: &str| rest.starts_with("#[") || rest.starts_with("#vso[");
    text.get(index..).is_some_and(is_second) && text.get(..index).is_some_and(|before| before.ends_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_terminals_obey_is_spelled_out() {
        for (text, expected) in [
            ("größe … 🦀\nb", "größe … 🦀\nb"),
            ("a\u{202e}b\u{200b}\u{feff}", "a\\u{202e}b\\u{200b}\\u{feff}"),
            ("\u{1b}[31m\0\t", "\\u{1b}[31m\\u{0}\\t"),
            ("\u{9b}31m\u{85}", "\\u{9b}31m\\u{85}"),
            ("##[add-mask]e ##vso[x] ## [x]", "#\\u{23}[add-mask]e #\\u{23}vso[x] ## [x]"),
        ] {
            assert_eq!(visible(text), expected);
        }
        assert_eq!(visible_line("a\nb"), "a\\nb");
        assert_eq!(visible_source("a\tb\u{1b}\n"), "a\tb\\u{1b}\n");
    }

    #[test]
    fn json_stays_the_same_value() {
        for text in ["a\u{202e}\u{85}\u{e0041}\0\n\u{2028}", "##[group]", "größe"] {
            let json = serde_json::to_string(text).unwrap();
            let escaped = escaped_json(&json);
            assert!(!escaped.contains(is_unprintable) && !escaped.contains("##["), "{escaped}");
            assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
        }
    }
}
