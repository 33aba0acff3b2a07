//! No text makes the reader panic or run out of stack, and what it reads of a broken text is a tree that prints.

use cellc::print::print_body;
use cellc::read::read_file;
use cellc_test_support::campaign;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::print::canonical::{canonical_body, read_body};

/// What Terraform files are made of, and what they are not.
const TOKENS: [&str; 44] = [
    "a",
    "resource",
    "for",
    "in",
    "if",
    "null",
    "true",
    "1",
    "-1",
    "1e400",
    "0.1",
    "=",
    "==",
    "=>",
    ":",
    "::",
    ",",
    ".",
    "...",
    ".*",
    "[*]",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "\\",
    "\\u",
    "${",
    "${~",
    "~}",
    "%{ if a }",
    "%{ else }",
    "%{ endif }",
    "%{ for a in b }",
    "%{ endfor }",
    "<<EOT\n",
    "<<-EOT\n",
    "\nEOT\n",
    "#",
    "/*",
    "\n",
];

const TEXTS: [&str; 3] = [
    include_str!("../../../out/modules/prod-cell/network.tf"),
    include_str!("../../../out/modules/prod-cell/encryption.tf"),
    include_str!("../../../out/environments/prod/cells/beta/providers.tf"),
];

#[derive(Debug, Clone)]
enum Edit {
    Insert(Index, &'static str),
    Remove(Index, usize),
    Repeat(Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (any::<Index>(), select(&TOKENS[..])).prop_map(|(at, token)| Edit::Insert(at, token)),
        1 => (any::<Index>(), 0..40_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        1 => (any::<Index>(), 0..40_usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
    ]
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for edit in edits {
        let (Edit::Insert(at, _) | Edit::Remove(at, _) | Edit::Repeat(at, _)) = edit;
        let at = at.index(characters.len() + 1);
        let part = |length: usize| at..(at + length).min(characters.len());
        match edit {
            Edit::Insert(_, token) => drop(characters.splice(at..at, token.chars())),
            Edit::Remove(_, length) => drop(characters.drain(part(*length))),
            Edit::Repeat(_, length) => {
                let copy = characters.get(part(*length)).unwrap_or_default().to_vec();
                drop(characters.splice(at..at, copy));
            }
        }
    }
    characters.into_iter().collect()
}

/// A tree that was read is printed as a text that is read as the same tree.
fn survives(text: &str) -> Result<bool, TestCaseError> {
    let Ok(read) = read_file("main.tf", text) else { return Ok(false) };
    let printed = print_body(&read.file.body);
    prop_assert_eq!(read_body(&printed), Ok(canonical_body(&read.file.body)), "{}", printed);
    Ok(true)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: campaign::cases(600), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edited_files_are_read_or_refused(text in select(&TEXTS[..]), edits in prop::collection::vec(edit(), 1..4)) {
        survives(&edited(text, &edits))?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: campaign::cases(3000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn heaps_of_tokens_are_read_or_refused(tokens in prop::collection::vec(select(&TOKENS[..]), 0..12)) {
        survives(&format!("a = {}\n", tokens.concat()))?;
        survives(&format!("a = {}\n", tokens.join(" ")))?;
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        survives(&text)?;
    }
}

#[test]
fn nesting_is_bounded() {
    for open in [
        "[",
        "(",
        "{ a = ",
        "-",
        "!",
        "f(",
        "a[",
        "a ? b : ",
        "a + ",
        "\"${",
        "%{ if a }",
        "\"%{ if a }",
        "[for a in ",
        "\"%{ for a in b }",
        "-(",
        "a ? ",
    ] {
        let text = format!("a = {}1\n", open.repeat(50_000));
        assert!(read_file("main.tf", &text).is_err(), "{open}");
    }
    assert!(read_file("main.tf", &"a {\n".repeat(50_000)).is_err());
}

#[test]
fn long_texts_that_do_not_nest_are_read() {
    let body: Vec<String> = (0..20_000).map(|number| format!("a{number} = [1, \"${{b}}\"]\n")).collect();
    assert!(read_file("main.tf", &body.concat()).is_ok());
    let steps = format!("a = b{}\n", ".c[0]".repeat(20_000));
    assert!(read_file("main.tf", &steps).is_ok());
}

#[test]
fn objects_with_too_many_keys_are_refused() {
    let items: Vec<String> = (0..10_001).map(|number| format!("  k{number} = 1\n")).collect();
    let text = format!("b = 1\na = {{\n{}}}\n", items.concat());
    let error = read_file("main.tf", &text).expect_err("too many keys");
    assert_eq!((error.line, error.reason.as_str()), (2, "an object has 10001 keys, which is too many"));
}
