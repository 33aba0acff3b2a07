//! Characters that make a reader see another text than the compiler, in comments as well as in values.

use crate::diagnostic::{Code, Diagnostic, plural};
use crate::source::{FileId, Span};

/// The finding for the first of them in a file.
pub(super) fn misleading(id: FileId, text: &str) -> Option<Diagnostic> {
    if text.is_ascii() {
        return None;
    }
    let mut found = text.char_indices().filter(|(_, character)| is_misleading(*character));
    let (at, character) = found.next()?;
    let others = found.count();
    let code = u32::from(character);
    let headline = format!("a character that nobody sees (U+{code:04X}) changes how this file reads");
    let label = if others == 0 { "here".to_owned() } else { format!("here, and {} more", plural(others, "time")) };
    let error = Diagnostic::error(Code::SYNTAX, Span::new(id, at..at + character.len_utf8()), headline).label(label);
    let error =
        error.note("editors and reviews reorder or break the line at it, so they show what cellc does not read");
    Some(error.help("remove it"))
}

/// Marks and controls of direction (`Bidi_Control`), separators of lines and paragraphs, and byte-order marks, which are
/// taken away where a file starts (Unicode 17.0; CVE-2021-42574). Joiners, which words and emoji need, are not among them.
const fn is_misleading(character: char) -> bool {
    matches!(
        character,
        '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use crate::parse::{Value, parse};
    use crate::source::SourceMap;

    #[test]
    fn comments_and_strings_hide_nothing() {
        for path in ["a.hcl", "a.json"] {
            for character in ['\u{202e}', '\u{2066}', '\u{200f}', '\u{2028}', '\u{feff}', '\u{61c}'] {
                let text = if path == "a.hcl" {
                    format!("a = 1 # viewer{character}\n")
                } else {
                    format!("{{\"a\": \"viewer{character}\"}}")
                };
                let mut sources = SourceMap::default();
                sources.add(path, path, text);
                let (node, diagnostics) = parse(&sources);
                assert!(matches!(node.value, Value::Map(entries) if entries.is_empty()));
                let headline = format!("(U+{:04X})", u32::from(character));
                assert!(diagnostics.len() == 1 && diagnostics[0].headline.contains(&headline), "{diagnostics:?}");
            }
        }
    }

    #[test]
    fn other_languages_and_emoji_stay() {
        let mut sources = SourceMap::default();
        sources.add("a.hcl", "a.hcl", "a = \"größe עברית 👨\u{200d}👩\u{200d}👧 \u{2764}\u{fe0f}\" # ö\n".to_owned());
        let (_, diagnostics) = parse(&sources);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    }
}
