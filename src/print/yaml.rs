//! Manifests as YAML: two spaces, keys in the order of the types, strings quoted wherever a reader of YAML 1.1 or 1.2
//! would take them for something else. Texts of several lines are literal blocks; nothing is folded.

use std::collections::BTreeMap;

use serde::ser::{Serialize, Serializer};
use serde_json::Value;
use serde_saphyr::DoubleQuoted;

use super::string::comment_lines;
use crate::kubernetes::{Document, ManifestFile};

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
    /// Never: a document holds only JSON.
    pub fn print(&mut self, file: &ManifestFile) -> String {
        let mut text = String::new();
        comment(&mut text, &file.header);
        if !file.header.is_empty() {
            text.push('\n');
        }
        for (index, document) in file.documents.iter().enumerate() {
            if index > 0 {
                text.push_str("---\n");
            }
            comment(&mut text, &document.comment);
            text.push_str(self.object(document));
        }
        text
    }

    fn object(&mut self, document: &Document) -> &str {
        if self.printed.len() >= MOST_KEPT && !self.printed.contains_key(document.json()) {
            self.printed.clear();
        }
        self.printed.entry(document.json().to_owned()).or_insert_with(|| print_object(document))
    }
}

fn print_object(document: &Document) -> String {
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX };
    let body = serde_saphyr::to_string_with_options(&Readable(&document.object()), options);
    body.expect("invariant: a document holds only JSON")
}

/// A value in which every text is written so that readers of YAML 1.1 can read it.
struct Readable<'a>(&'a Value);

impl Serialize for Readable<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::String(text) if starts_with_a_tab(text) => DoubleQuoted(text).serialize(serializer),
            Value::Array(elements) => serializer.collect_seq(elements.iter().map(Readable)),
            Value::Object(fields) => serializer.collect_map(fields.iter().map(|(key, value)| (key, Readable(value)))),
            other => other.serialize(serializer),
        }
    }
}

/// Whether a literal block would begin with a tab, which libyaml and go-yaml take for indentation and refuse.
fn starts_with_a_tab(text: &str) -> bool {
    text.contains('\n') && text.trim_start_matches('\n').starts_with('\t')
}

/// Every line of every text has its own `#`, so that no text can leave the comment.
fn comment(text: &mut String, texts: &[String]) {
    for line in texts.iter().flat_map(|text| comment_lines(text)) {
        text.push('#');
        if !line.is_empty() {
            text.push(' ');
            text.push_str(&line);
        }
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_is_its_header_and_its_documents() {
        let document = |object: Value| Document::new(&object);
        let file = ManifestFile {
            path: "any.yaml".to_owned(),
            header: vec!["What.".to_owned(), "More.".to_owned()],
            documents: vec![document(json!({ "a": 1 })).because("Why."), document(json!({ "b": ["no", {}] }))],
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
            documents: vec![Document::new(&json!({ "a": 1 })).because("Why?\u{2028}b: 2\n\n\u{1b}[31mc")],
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
            let documents = vec![Document::new(&json!({ "a": text }))];
            let file = ManifestFile { path: "any.yaml".to_owned(), header: Vec::new(), documents };
            assert_eq!(ManifestPrinter::default().print(&file), expected);
        }
    }
}
