//! Manifests as YAML: two spaces, keys in the order of the types, strings quoted wherever a reader of YAML 1.1 or 1.2
//! would take them for something else. Texts of several lines are literal blocks; nothing is folded.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::ser::{Serialize, Serializer};
use serde_json::Value;
use serde_saphyr::DoubleQuoted;

use super::comment::Comment;
use super::string::is_invisible;
use crate::kubernetes::{ManifestFile, Object, ReadingOrder};

/// Prints many files: what has been printed is not printed again, since most objects are the same in all cells of a class.
#[derive(Debug, Default)]
pub struct ManifestPrinter {
    /// By the JSON of the object.
    printed: BTreeMap<String, String>,
}

/// How many texts are kept. Those of a cell of its own never come again, those of its class come back at once.
const MOST_KEPT: usize = 2_048;

impl ManifestPrinter {
    /// The text of one file.
    ///
    /// # Panics
    /// Never: an object holds only JSON.
    pub fn print(&mut self, file: &ManifestFile) -> String {
        let mut text = String::new();
        text.push_str(&comment(&file.header));
        if !file.header.is_empty() {
            text.push('\n');
        }
        for (index, object) in file.objects.iter().enumerate() {
            if index > 0 {
                text.push_str("---\n");
            }
            text.push_str(&comment(&object.comment));
            text.push_str(self.object(object));
        }
        text
    }

    fn object(&mut self, object: &Object) -> &str {
        if self.printed.len() >= MOST_KEPT && !self.printed.contains_key(object.json()) {
            self.printed.clear();
        }
        self.printed.entry(object.json().to_owned()).or_insert_with(|| print_object(object))
    }
}

fn comment(texts: &[String]) -> String {
    Comment::Hash.lines(texts.iter().map(String::as_str))
}

fn print_object(object: &Object) -> String {
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX };
    let body = serde_saphyr::to_string_with_options(&Readable(object.reading_order(), &object.body()), options);
    with_escapes(body.expect("invariant: an object holds only JSON"))
}

/// A value in which every text is written so that readers of YAML 1.1 can read it, and keys where people look for them.
struct Readable<'a>(ReadingOrder, &'a Value);

impl Serialize for Readable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(order, value) = *self;
        match value {
            Value::String(text) if starts_with_a_tab(text) || text.contains(is_left_alone) => {
                DoubleQuoted(marked(text)).serialize(serializer)
            }
            Value::Array(elements) => serializer.collect_seq(elements.iter().map(|element| Readable(order, element))),
            Value::Object(fields) => {
                let fields = order.fields(fields).into_iter();
                serializer.collect_map(fields.map(|(key, value)| (marked(key), Readable(order, value))))
            }
            other => other.serialize(serializer),
        }
    }
}

/// Stands before a character that the library would print as it is. The library itself writes this one as `\uFFFE`, and
/// puts double quotes around every text and every key that holds it.
const MARK: char = '\u{fffe}';

fn marked(text: &str) -> Cow<'_, str> {
    if !text.contains(is_left_alone) {
        return Cow::Borrowed(text);
    }
    let marked = |character: char| is_left_alone(character).then_some(MARK).into_iter().chain([character]);
    Cow::Owned(text.chars().flat_map(marked).collect())
}

/// Whether a character is invisible and the library does not escape it.
fn is_left_alone(character: char) -> bool {
    is_invisible(character)
        && !character.is_control()
        && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | MARK)
        && character != '\u{ffff}'
}

/// What was printed, with every marked character as an escape.
fn with_escapes(body: String) -> String {
    if !body.contains(is_left_alone) {
        return body;
    }
    let mut text = String::with_capacity(body.len());
    for character in body.chars() {
        if is_left_alone(character) {
            text.truncate(text.strip_suffix("\\uFFFE").unwrap_or(&text).len());
            let code = u32::from(character);
            _ = if code > 0xFFFF { write!(text, "\\U{code:08X}") } else { write!(text, "\\u{code:04X}") };
        } else {
            text.push(character);
        }
    }
    text
}

/// Whether a literal block would begin with a tab, which libyaml and go-yaml take for indentation and refuse.
fn starts_with_a_tab(text: &str) -> bool {
    text.contains('\n') && text.trim_start_matches('\n').starts_with('\t')
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_is_its_header_and_its_documents() {
        let object = |object: Value| Object::of_tool("Any", &object);
        let file = ManifestFile {
            path: "any.yaml".to_owned(),
            header: vec!["What.".to_owned(), "More.".to_owned()],
            objects: vec![object(json!({ "a": 1 })).because("Why."), object(json!({ "b": ["no", {}] }))],
        };
        assert_eq!(
            ManifestPrinter::default().print(&file),
            "# What.\n# More.\n\n# Why.\na: 1\n---\nb:\n- \"no\"\n- {}\n"
        );
    }

    #[test]
    fn every_line_of_a_comment_is_a_comment() {
        let file = ManifestFile {
            path: "any.yaml".to_owned(),
            header: vec!["from x\n---\n{kind: Injected}\u{85}a: 1\r# b".to_owned()],
            objects: vec![Object::of_tool("Any", &json!({ "a": 1 })).because("Why?\u{2028}b: 2\n\n\u{1b}[31mc")],
        };
        assert_eq!(
            ManifestPrinter::default().print(&file),
            "# from x\n# ---\n# {kind: Injected}\n# a: 1\n# # b\n\n# Why?\n# b: 2\n#\n#  [31mc\na: 1\n"
        );
    }

    #[test]
    fn texts_of_several_lines_are_literal_blocks_unless_they_begin_with_a_tab() {
        for (text, expected) in [
            ("a\nb", "a: |-\n  a\n  b\n"),
            ("a\n\tb\n", "a: |\n  a\n  \tb\n"),
            ("\ta\nb", "a: \"\\ta\\nb\"\n"),
            ("\n\ta", "a: \"\\n\\ta\"\n"),
        ] {
            let objects = vec![Object::of_tool("Any", &json!({ "a": text }))];
            let file = ManifestFile { path: "any.yaml".to_owned(), header: Vec::new(), objects };
            assert_eq!(ManifestPrinter::default().print(&file), expected);
        }
    }
    #[test]
    fn what_nobody_sees_is_escaped_in_values_and_keys() {
        for (text, expected) in [
            ("a\u{202e}b", "\"a\\u202Eb\""),
            ("a\nb\u{61c}", "\"a\\nb\\u061C\""),
            ("\u{e0041}", "\"\\U000E0041\""),
            ("\u{9b}31m\u{1b}[0m", "\"\\x9B31m\\e[0m\""),
            ("a\nb\u{85}\u{2028}c", "\"a\\nb\\N\\Lc\""),
            ("\\uFFFE\u{200b}\u{fffe}", "\"\\\\uFFFE\\u200B\\uFFFE\""),
            ("👩\u{200d}🚀", "👩\u{200d}🚀"),
        ] {
            let objects = vec![Object::of_tool("Any", &json!({ "a": { text: [text] } }))];
            let file = ManifestFile { path: "any.yaml".to_owned(), header: Vec::new(), objects };
            let printed = ManifestPrinter::default().print(&file);
            assert_eq!(printed, format!("a:\n  {expected}:\n  - {expected}\n"));
            let read: Value = serde_saphyr::from_str(&printed).unwrap();
            assert_eq!(read, json!({ "a": { text: [text] } }));
        }
    }
}
