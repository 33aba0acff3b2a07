//! Quoted strings: where arbitrary text meets the syntax, as it does in comments (`comment`).

use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;

use crate::diagnostic::is_unprintable;

use super::printer::{Fit, Printer, Room, TooWide};

/// Strings with more bytes than this for every column of the line never fit: measuring them would cost too much.
const BYTES_PER_COLUMN: usize = 16;

/// What follows a literal inside its quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// The closing quote.
    Quote,
    /// `${`, before which a `$` would turn into an escape.
    Interpolation,
}

impl Printer {
    /// A quoted string.
    pub(super) fn quoted(&mut self, value: &str, room: Room) -> Fit {
        self.put("\"", room)?;
        self.literal(value, Next::Quote, room)?;
        self.put("\"", room)
    }

    /// Text between quotes.
    ///
    /// In keys, text in which characters combine is written with escapes: the alignment depends on the width of keys,
    /// and Unicode versions disagree about which characters combine.
    pub(super) fn literal(&mut self, value: &str, next: Next, room: Room) -> Fit {
        if value.len() / BYTES_PER_COLUMN > room.last_column {
            return Err(TooWide);
        }
        let ascii_only = self.is_in_key() && combines(value);
        self.push_literal(|text| escape(text, value, next, ascii_only));
        self.check(room)
    }
}

fn combines(value: &str) -> bool {
    !value.is_ascii() && value.graphemes(true).count() != value.chars().count()
}

fn escape(text: &mut String, value: &str, next: Next, ascii_only: bool) {
    // Nearly every string.
    if is_printable_ascii(value) && !value.contains(['"', '\\', '$', '%']) {
        text.push_str(value);
        return;
    }
    let mut plain = 0;
    let mut characters = value.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        let following = characters.peek().map(|(_, following)| *following);
        if (character.is_ascii() || !ascii_only) && is_plain(character, following, next) {
            continue;
        }
        text.push_str(value.get(plain..index).unwrap_or_default());
        plain = index + character.len_utf8();
        escape_character(text, character, following);
    }
    text.push_str(value.get(plain..).unwrap_or_default());
}

pub(super) fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn is_plain(character: char, following: Option<char>, next: Next) -> bool {
    match character {
        '"' | '\\' => false,
        '$' | '%' => match following {
            Some(following) => following != '{',
            None => next == Next::Quote,
        },
        _ => !is_invisible(character),
    }
}

fn escape_character(text: &mut String, character: char, following: Option<char>) {
    match character {
        '"' => text.push_str("\\\""),
        '\\' => text.push_str("\\\\"),
        '\n' => text.push_str("\\n"),
        '\r' => text.push_str("\\r"),
        '\t' => text.push_str("\\t"),
        '$' | '%' if following == Some('{') => text.extend([character, character]),
        _ => escape_code_point(text, u32::from(character)),
    }
}

fn escape_code_point(text: &mut String, code_point: u32) {
    let written =
        if code_point > 0xFFFF { write!(text, "\\U{code_point:08X}") } else { write!(text, "\\u{code_point:04X}") };
    written.expect("invariant: writing to a string does not fail");
}

/// Control characters, and the characters that make text look different from what it is: line and paragraph separators,
/// marks that reorder text, and characters without width. The joiners and the selectors of variants that words and emoji
/// need are not among them.
pub(super) fn is_invisible(character: char) -> bool {
    is_unprintable(character) && !matches!(character, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

/// Whether `name` can be written without quotes where the language wants an identifier.
///
/// The language knows more identifiers; those outside ASCII are quoted, as a careful author would.
pub(super) fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    let starts = characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_');
    starts && characters.all(|other| other.is_ascii_alphanumeric() || other == '_' || other == '-')
}

/// Whether a literal object key is written without quotes. The four words mean something else at the start of an object.
pub(super) fn is_bare_key(key: &str) -> bool {
    is_identifier(key) && !matches!(key, "for" | "null" | "true" | "false")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(value: &str, next: Next) -> String {
        let mut text = String::new();
        escape(&mut text, value, next, false);
        text
    }

    #[test]
    fn strings_are_escaped() {
        let cases = [
            ("plain, with 'quotes' and äöü 🦀", "plain, with 'quotes' and äöü 🦀"),
            ("a \"b\" \\ c", r#"a \"b\" \\ c"#),
            ("line\nbreak\r\ttab", r"line\nbreak\r\ttab"),
            ("${x} %{if} $ % $x {", r"$${x} %%{if} $ % $x {"),
            ("$${ %%{ $%{ %${", "$$${ %%%{ $%%{ %$${"),
            ("^a$", "^a$"),
            ("\u{0}\u{1b}\u{7f}\u{85}", r"\u0000\u001B\u007F\u0085"),
            ("a\u{202e}b\u{feff}\u{e0041}", r"a\u202Eb\uFEFF\U000E0041"),
            ("👩\u{200d}🚀", "👩\u{200d}🚀"),
        ];
        for (value, expected) in cases {
            assert_eq!(escaped(value, Next::Quote), expected, "{value:?}");
        }
    }

    #[test]
    fn a_marker_before_an_interpolation_is_not_doubled_but_spelled_by_number() {
        assert_eq!(escaped("costs $", Next::Interpolation), r"costs \u0024");
        assert_eq!(escaped("$$", Next::Interpolation), r"$\u0024");
        assert_eq!(escaped("100%", Next::Interpolation), r"100\u0025");
    }

    #[test]
    fn keys_are_bare_when_they_are_identifiers() {
        for key in ["a", "_a", "a-b", "A1", "in", "if"] {
            assert!(is_bare_key(key), "{key}");
        }
        for key in ["", "1a", "-a", "a b", "a.b", "a/b", "for", "null", "true", "false", "é", "a\n"] {
            assert!(!is_bare_key(key), "{key}");
        }
    }
}
