//! Whatever a comment holds, it stays a comment: of files, blocks, attributes, items and documents, in Terraform and in YAML.
//!
//! Names of spec files and texts of the spec get into comments, so a text that could end one could add to the output.

use cellc::kubernetes::{ManifestFile, Object};
use cellc::print::{ManifestPrinter, print};
use cellc::terraform::{Body, Expression, File, block};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::print::canonical::{canonical_body, read_body};

/// What any reader of YAML 1.1 or 1.2, or of Terraform, takes for the end of a line.
const LINE_BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Parts of a text that tries to leave its comment.
const PARTS: [&str; 26] = [
    "\n",
    "\r",
    "\r\n",
    "\u{b}",
    "\u{c}",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\n\n",
    "---",
    "...",
    "--- ",
    "{kind: Injected}",
    "kind: Injected",
    "- a",
    "resource \"a\" \"b\" {}",
    "a = 1",
    "*/",
    "/*",
    "//",
    "#",
    "%YAML 1.2",
    "\u{0}",
    "\u{feff}",
    "\u{1b}[2J",
    "\u{202e}",
];

fn hostile_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![3 => prop::sample::select(&PARTS[..]).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat())
}

fn hostile_texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(hostile_text(), 0..4)
}

/// The objects that a reader finds, and whether every line above the first object is a comment or empty in YAML 1.1 too.
fn read_manifests(text: &str) -> Result<Vec<Value>, String> {
    let is_comment = |line: &&str| line.is_empty() || line.starts_with('#');
    let first = text.split(LINE_BREAKS).find(|line| !is_comment(line)).unwrap_or_default();
    if !first.starts_with("number:") {
        return Err(format!("`{first}` stands before the first object"));
    }
    serde_saphyr::from_multiple(text).map_err(|error| error.to_string())
}

proptest! {
    #[test]
    fn a_file_has_the_documents_that_were_printed(header in hostile_texts(), comments in prop::collection::vec(hostile_texts(), 1..4)) {
        let objects: Vec<Value> = (0..comments.len()).map(|number| json!({ "number": number })).collect();
        let explained = objects.iter().zip(comments);
        let explained = explained.map(|(object, lines)| lines.into_iter().fold(Object::of_tool("Any", object), Object::because));
        let file = ManifestFile { path: "any.yaml".to_owned(), header, objects: explained.collect() };
        let text = ManifestPrinter::default().print(&file);
        prop_assert_eq!(read_manifests(&text), Ok(objects), "{}", text);
    }

    #[test]
    fn a_file_has_the_blocks_that_were_printed(
        header in hostile_texts(), above in hostile_text(), inside in hostile_text(), item in hostile_text(),
    ) {
        let mut body = Body::from(vec![
            block("locals").comment(&above).because(&inside).set("a", cellc::terraform::object([("b", 1), ("c", 2)])),
        ]);
        comment_items(&mut body, &item);
        let expected = canonical_body(&body);
        let file = File { name: "main.tf".to_owned(), lowered_by: file!(), header, body };
        let text = print(&file);
        prop_assert_eq!(read_body(&text), Ok(expected), "{}", text);
        let is_plain = |character: char| character == '\n' || !LINE_BREAKS.contains(&character);
        prop_assert!(text.chars().all(is_plain), "{}", text);
    }
}

/// Puts a comment above every item of the first object.
fn comment_items(body: &mut Body, comment: &str) {
    let Some(cellc::terraform::Item::Block(block)) = body.items.first_mut() else { return };
    let Some(cellc::terraform::Item::Attribute(attribute)) = block.body.items.first_mut() else { return };
    let Expression::Object(items) = &mut attribute.value else { return };
    for item in items {
        comment.clone_into(&mut item.comment);
    }
}

#[test]
fn the_judges_see_a_text_that_leaves_its_comment() {
    let leaving = "# from x\n---\n{kind: Injected}\n---\n#.hcl\n\nnumber: 0\n";
    assert!(read_manifests(leaving).is_err());
    assert!(read_manifests("# from x\u{2028}kind: Injected\nnumber: 0\n").is_err());
    assert_eq!(read_manifests("# from x\n\nnumber: 0\n"), Ok(vec![json!({ "number": 0 })]));
    assert_ne!(read_body("# from x\nresource \"a\" \"b\" {}\nlocals {}\n"), read_body("locals {}\n"));
}
