//! One list of owned files: those of one part of the output, with what they held when they were written.
//!
//! ```json
//! {
//!   "files": {
//!     "network.tf": "sha256:…"
//!   }
//! }
//! ```
//!
//! The list of `modules/prod-cell` is `manifest/modules/prod-cell.json`; its paths begin at that folder, so a list can name
//! nothing outside. That of the output folder itself, `manifest/output.json`, begins with `format` and `compiler`, which hold
//! for all of them. Keys that this version does not know are kept, after the known ones, in their order.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::digest::Digest;
use super::format::{COMPILER, FORMAT, FORMAT_OF_MARKER};
use super::header;
use super::manifest_fault::ManifestFault;
use super::path;
use super::path_map::join;

/// Files by path, with what they held.
pub(super) type Digests = BTreeMap<Box<str>, Digest>;

/// What a list says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct List {
    pub(super) files: Digests,
    pub(super) other: Map<String, Value>,
}

impl List {
    /// Reads the list of the part with this folder.
    pub(super) fn parse(text: &[u8], folder: &str) -> Result<Self, ManifestFault> {
        let mut object = header::object(text)?;
        if folder.is_empty() {
            header::take(&mut object)?;
        }
        let Some(files) = object.shift_remove("files") else { return Err(ManifestFault::Foreign) };
        Ok(Self { files: digests("files", files, folder)?, other: object })
    }
}

#[derive(Serialize)]
struct Shape<'a, F: Serialize> {
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    compiler: Option<&'static str>,
    files: F,
    #[serde(flatten)]
    other: Option<&'a Map<String, Value>>,
}

/// The text of the list of a part, which depends on nothing but its content. `files` serialises as a map.
pub(super) fn print(folder: &str, files: impl Serialize, other: Option<&Map<String, Value>>) -> String {
    let (format, compiler) = if folder.is_empty() { (Some(FORMAT), Some(COMPILER)) } else { (None, None) };
    pretty(&Shape { format, compiler, files, other })
}

/// The marker in the place where cellc 0.1 kept its list. It makes 0.1 refuse the output.
pub(super) fn marker() -> String {
    #[derive(Serialize)]
    struct Marker {
        format: u64,
        compiler: &'static str,
        note: &'static str,
    }
    let note =
        "the lists of generated files are in the folder `manifest`; this file keeps cellc 0.1 from building here";
    pretty(&Marker { format: FORMAT_OF_MARKER, compiler: COMPILER, note })
}

/// A list of what was and what will be: that of cellc 0.1 (see [`super::path::MARKER`]), and the journal of a build.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Claims {
    pub(super) files: Digests,
    pub(super) replacing: Digests,
}

impl Claims {
    /// Reads the file in the place of cellc 0.1's list, or a journal; [`None`] for the marker.
    pub(super) fn parse(text: &[u8]) -> Result<Option<Self>, ManifestFault> {
        let mut object = header::object(text)?;
        header::take(&mut object)?;
        let Some(files) = object.shift_remove("files") else {
            let is_marker = object.contains_key("note");
            return if is_marker { Ok(None) } else { Err(ManifestFault::Corrupt("`files` is absent".into())) };
        };
        let replacing = object.shift_remove("replacing").unwrap_or_else(|| Value::Object(Map::new()));
        Ok(Some(Self { files: digests("files", files, "")?, replacing: digests("replacing", replacing, "")? }))
    }
}

/// Writes a journal: both arguments serialise as maps. It may be too large for the memory.
pub(super) fn write_journal(file: impl Write, files: impl Serialize, replacing: impl Serialize) -> io::Result<()> {
    #[derive(Serialize)]
    struct Journal<F, R> {
        format: u64,
        compiler: &'static str,
        files: F,
        replacing: R,
    }
    let mut file = BufWriter::new(file);
    serde_json::to_writer_pretty(&mut file, &Journal { format: FORMAT, compiler: COMPILER, files, replacing })?;
    file.write_all(b"\n")?;
    file.flush()
}

/// # Panics
///
/// Never: strings and JSON values can always be printed.
fn pretty(shape: &impl Serialize) -> String {
    serde_json::to_string_pretty(shape).expect("invariant: a list is printable") + "\n"
}

fn digests(key: &str, value: Value, folder: &str) -> Result<Digests, ManifestFault> {
    let Value::Object(object) = value else {
        return Err(ManifestFault::Corrupt(format!("`{key}` is not an object")));
    };
    let entry = |(name, value): (String, Value)| {
        if let Some(fault) = path::unclean(&join(folder, &name)) {
            return Err(ManifestFault::Corrupt(format!("the path {fault}")));
        }
        match value.as_str().and_then(Digest::parse) {
            Some(digest) => Ok((name.into(), digest)),
            None => Err(ManifestFault::Corrupt(format!("the hash of `{name}` is not `sha256:` and 64 hex digits"))),
        }
    };
    object.into_iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn known_keys_come_first_and_unknown_ones_are_kept() {
        let text = format!(r#"{{"later": {{"z": [1.5], "a": null}}, "files": {{"a": "{EMPTY}"}}}}"#);
        let read = List::parse(text.as_bytes(), "modules/m").unwrap();
        let next = Digests::from([("b".into(), Digest::of(b""))]);
        let rest = format!(
            "  \"files\": {{\n    \"b\": \"{EMPTY}\"\n  }},\n  \"later\": {{\n    \"z\": [\n      1.5\n    ],\n    \
             \"a\": null\n  }}\n}}\n"
        );
        assert_eq!(print("modules/m", &next, Some(&read.other)), format!("{{\n{rest}"));
        let first = format!("{{\n  \"format\": 3,\n  \"compiler\": \"{COMPILER}\",\n");
        assert_eq!(print("", &next, Some(&read.other)), first.clone() + &rest);
        let again = List::parse((first + &rest).as_bytes(), "").unwrap();
        assert_eq!(again, List { files: next, other: read.other });
    }

    #[test]
    fn a_journal_and_the_list_of_an_older_cellc_are_read_alike_and_the_marker_lists_nothing() {
        let digest = |content: &str| Digest::of(content.as_bytes());
        let files = Digests::from([("a/b".into(), digest("new"))]);
        let replacing = Digests::from([("a/b".into(), digest("old"))]);
        let mut text = Vec::new();
        write_journal(&mut text, &files, &replacing).unwrap();
        assert_eq!(Claims::parse(&text), Ok(Some(Claims { files: files.clone(), replacing })));
        let old = format!(r#"{{"format": 1, "compiler": "cellc 0.1.0", "files": {{"a/b": "{}"}}}}"#, digest("new"));
        assert_eq!(Claims::parse(old.as_bytes()), Ok(Some(Claims { files, replacing: Digests::new() })));
        assert_eq!(Claims::parse(marker().as_bytes()), Ok(None));
        // What makes cellc 0.1 refuse it: the number.
        assert!(marker().contains("\"format\": 2,\n"));
    }

    #[test]
    fn what_is_not_a_list_is_refused() {
        fn corrupt<T>(reason: &str) -> Result<T, ManifestFault> {
            Err(ManifestFault::Corrupt(reason.to_owned()))
        }
        for (text, expected) in [
            ("{}".to_owned(), Err(ManifestFault::Foreign)),
            ("[]".to_owned(), Err(ManifestFault::Foreign)),
            (r#"{"files": []}"#.to_owned(), corrupt("`files` is not an object")),
            (r#"{"files": {"a": 1}}"#.to_owned(), corrupt("the hash of `a` is not `sha256:` and 64 hex digits")),
            (
                format!(r#"{{"files": {{"a": "{}"}}}}"#, EMPTY.to_uppercase()),
                corrupt("the hash of `a` is not `sha256:` and 64 hex digits"),
            ),
            (
                format!(r#"{{"files": {{"../a": "{EMPTY}"}}}}"#),
                corrupt("the path `modules/m/../a` has an empty part, `.` or `..`"),
            ),
            (
                format!(r#"{{"files": {{"a": "{EMPTY}0"}}}}"#),
                corrupt("the hash of `a` is not `sha256:` and 64 hex digits"),
            ),
        ] {
            assert_eq!(List::parse(text.as_bytes(), "modules/m"), expected, "{text}");
        }
        for (rest, expected) in [
            (r#""more": 1"#.to_owned(), corrupt("`files` is absent")),
            (r#""files": []"#.to_owned(), corrupt("`files` is not an object")),
            (format!(r#""files": {{}}, "replacing": {{"/a": "{EMPTY}"}}"#), corrupt("the path `/a` is absolute")),
        ] {
            let text = format!("{{\"format\": 1, \"compiler\": \"cellc 0.1.0\", {rest}}}");
            assert_eq!(Claims::parse(text.as_bytes()).map(drop), expected, "{text}");
        }
    }
}
