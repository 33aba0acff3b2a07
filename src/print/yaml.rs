//! Manifests as YAML: two spaces, keys in the order of the types, strings quoted wherever a reader of YAML 1.1 or 1.2
//! would take them for something else. Texts of several lines are literal blocks; nothing is folded.

use crate::kubernetes::{Document, ManifestFile};

/// The text of one file.
///
/// # Panics
/// Never: a document holds only JSON.
pub fn print_manifest(file: &ManifestFile) -> String {
    let mut text = String::new();
    comment(&mut text, &file.header);
    for (index, document) in file.documents.iter().enumerate() {
        match index {
            0 if document.comment.is_empty() => {}
            0 => text.push('\n'),
            _ => text.push_str("---\n"),
        }
        print_document(&mut text, document);
    }
    text
}

fn print_document(text: &mut String, document: &Document) {
    comment(text, &document.comment);
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX };
    let body = serde_saphyr::to_string_with_options(&document.object, options);
    text.push_str(&body.expect("invariant: a document holds only JSON"));
}

fn comment(text: &mut String, lines: &[String]) {
    for line in lines {
        text.push_str("# ");
        text.push_str(line);
        text.push('\n');
    }
}
