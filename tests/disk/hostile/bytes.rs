//! Files that are no text, or text that nobody wrote by hand.

use super::{CELL, Folder, HEAD};

fn good() -> String {
    format!("{HEAD}{CELL}")
}

fn utf_16(text: &str, is_little: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

#[test]
fn marks_and_line_ends_of_editors_are_fine() {
    for text in [format!("\u{feff}{}", good()), good().replace('\n', "\r\n"), format!("# ö 🦀 \u{200d}\n{}", good())]
    {
        Folder::with("fleet.hcl", text).check("fleet.hcl").is_fine();
    }
    let json = r#"{"fleet": {"demo": {"owner": "platform", "cost_centre": "CC-1"}}, "environment": {"dev": {"account": "111111111111", "region": "eu-west-1", "access": {"platform": {"principal": "arn:aws:iam::111111111111:role/platform-engineer", "policy": "cluster-admin"}}}}, "cell": {"alpha": {"environment": "dev", "cidr": "10.0.0.0/16"}}}"#;
    for text in [format!("\u{feff}{json}"), json.replace(", ", ",\r\n")] {
        Folder::with("fleet.json", text).check("fleet.json").is_fine();
    }
}

#[test]
fn what_is_no_utf_8_is_told_with_its_line() {
    for path in ["fleet.hcl", "fleet.json"] {
        let refused = |bytes: &[u8], words: &[&str]| Folder::with(path, bytes).check(path).says(words);
        refused(
            b"a\nb = \"\xff\"\n",
            &["CELL0101", path, "is not UTF-8: the first wrong byte is in line 2", "save the file as UTF-8"],
        );
        refused(b"\xed\xa0\x80", &["is not UTF-8", "line 1"]);
        refused(b"a = \"\xe2\x82", &["is not UTF-8", "line 1"]);
        refused(&utf_16(&good(), true), &["CELL0101", path, "is UTF-16", "save the file as UTF-8"]);
        refused(&utf_16(&good(), false), &["CELL0101", path, "is UTF-16", "save the file as UTF-8"]);
    }
}

#[test]
fn nul_bytes_are_told_with_their_place() {
    for (path, text) in [
        ("fleet.hcl", format!("{HEAD}\0{CELL}")),
        ("fleet.hcl", "\0".repeat(1_000_000)),
        ("fleet.json", "{\0}".to_owned()),
    ] {
        Folder::with(path, text).check(path).says(&["CELL0102", path]);
    }
    Folder::with("fleet.hcl", good().replace("CC-1", "CC\0")).check("fleet.hcl").says(&["CELL0204", r"\u{0}"]);
}

#[test]
fn nothing_is_no_specification() {
    for text in ["", "\n\n", "# only\n/* comments */\n", "\u{feff}", " \t\r\n"] {
        Folder::with("fleet.hcl", text).check("fleet.hcl").says(&["CELL", "fleet"]);
    }
    for text in ["", " ", "{}", "[]", "null", "1", "\"a\""] {
        Folder::with("fleet.json", text).check("fleet.json").says(&["CELL"]);
    }
}

#[test]
fn keys_and_blocks_that_stand_twice_are_told_with_both_places() {
    let twice = good().replace("  cidr", "  cidr = \"10.1.0.0/16\"\n  cidr");
    Folder::with("fleet.hcl", twice).check("fleet.hcl").says(&["CELL0103", "`cidr` is set twice", "first here"]);
    Folder::with("fleet.hcl", good() + CELL).check("fleet.hcl").says(&["CELL0205", "declared twice", "first here"]);
    let json = r#"{"cell": {"a": {"cidr": 1, "cidr": 2}}, "cell": {}}"#;
    Folder::with("fleet.json", json).check("fleet.json").says(&[
        "CELL0103",
        "`cidr` is set twice",
        "`cell` is set twice",
    ]);
}

#[test]
fn nesting_has_a_limit() {
    for (open, close) in [
        ("[", "]"),
        ("{ a = ", " }"),
        ("(", ")"),
        ("\"${", "}\""),
        ("!", ""),
        ("-", ""),
        ("f(", ")"),
        ("[for a in ", ": a]"),
        ("a ? ", " : b"),
    ] {
        for depth in [60, 64, 65, 1_000, 100_000] {
            let value = format!("x = {}1{}\n", open.repeat(depth), close.repeat(depth));
            Folder::with("fleet.hcl", format!("{HEAD}{value}")).check("fleet.hcl").says(&["error[CELL"]);
        }
    }
    for depth in [60, 64, 65, 1_000, 100_000] {
        let text = format!("{HEAD}{}{}", "a {\n".repeat(depth), "}\n".repeat(depth));
        Folder::with("fleet.hcl", text).check("fleet.hcl").says(&["error[CELL"]);
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            Folder::with("fleet.json", text).check("fleet.json").says(&["error[CELL"]);
        }
    }
}
