//! The manifest: which files of the output folder are cellc's, and what they held when they were written.
//!
//! ```json
//! {
//!   "format": 2,
//!   "compiler": "cellc 0.2.0",
//!   "files": {
//!     "modules/prod-cell/network.tf": "sha256:…"
//!   }
//! }
//! ```
//!
//! While a build replaces files, the manifest is a journal: `files` is what will be, and one more key `replacing`
//! says what was. So the run after a killed one knows both the old and the new content as cellc's. Keys that this
//! version does not know are kept, after the known ones, in their order.

use std::collections::BTreeMap;
use std::fmt;

use semver::Version;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::format::{COMPILER, FORMAT};
use super::manifest_fault::ManifestFault;
use super::path;

/// What the manifest says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Manifest {
    files: BTreeMap<String, Digest>,
    replacing: BTreeMap<String, Digest>,
    other: Map<String, Value>,
}

impl Manifest {
    /// Reads the text of a manifest.
    pub(super) fn parse(text: &[u8]) -> Result<Self, ManifestFault> {
        let value = serde_json::from_slice(text).map_err(|error| ManifestFault::unparsable(text, &error))?;
        let Value::Object(mut object) = value else { return Err(ManifestFault::Foreign) };
        let compiler = match object.shift_remove("compiler") {
            Some(Value::String(compiler)) if compiler.starts_with("cellc ") => compiler,
            _ => return Err(ManifestFault::Foreign),
        };
        match object.shift_remove("format").and_then(|format| format.as_u64()) {
            Some(format @ 1..) if format > FORMAT || is_newer(&compiler)? => {
                return Err(ManifestFault::Newer { format, compiler });
            }
            Some(1..) => {}
            _ => return Err(ManifestFault::Corrupt("`format` is not a version number".to_owned())),
        }
        let files = object.shift_remove("files").ok_or_else(|| ManifestFault::Corrupt("`files` is absent".into()))?;
        let replacing = object.shift_remove("replacing").unwrap_or_else(|| Value::Object(Map::new()));
        Ok(Self { files: digests("files", files)?, replacing: digests("replacing", replacing)?, other: object })
    }

    /// The manifest after this one: other files, the same unknown keys.
    pub(super) fn succeed(&self, files: BTreeMap<String, Digest>) -> Self {
        Self { files, replacing: BTreeMap::new(), other: self.other.clone() }
    }

    /// The journal form: `replacing` holds what the files that are about to change hold now.
    pub(super) fn journal(&self, replacing: BTreeMap<String, Digest>) -> Self {
        Self { replacing, ..self.clone() }
    }

    /// All paths that cellc wrote, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        let replaced = self.replacing.keys().filter(|path| !self.files.contains_key(*path));
        self.files.keys().chain(replaced).map(String::as_str)
    }

    /// Whether cellc wrote a file of this path.
    pub(super) fn lists(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.replacing.contains_key(path)
    }

    /// What a file held when cellc wrote it.
    pub(super) fn digest(&self, path: &str) -> Option<Digest> {
        self.files.get(path).or_else(|| self.replacing.get(path)).copied()
    }

    /// Whether this content of a path is cellc's.
    pub(super) fn wrote(&self, path: &str, content: &[u8]) -> bool {
        self.lists(path) && {
            let digest = Some(Digest::of(content));
            self.files.get(path).copied() == digest || self.replacing.get(path).copied() == digest
        }
    }

    /// The text of the manifest, which depends on nothing but its content.
    ///
    /// # Panics
    ///
    /// Never: strings and JSON values can always be printed.
    pub(super) fn print(&self) -> String {
        let text = serde_json::to_string_pretty(&Shape {
            format: FORMAT,
            compiler: COMPILER,
            files: &self.files,
            replacing: &self.replacing,
            other: &self.other,
        });
        text.expect("invariant: a manifest is printable") + "\n"
    }
}

/// Whether a compiler, by its name and version, is newer than this one.
fn is_newer(compiler: &str) -> Result<bool, ManifestFault> {
    let version = |compiler: &str| Version::parse(compiler.strip_prefix("cellc ").unwrap_or_default()).ok();
    let corrupt = || ManifestFault::Corrupt("`compiler` does not end in a version such as `0.2.0`".to_owned());
    let (theirs, ours) = (version(compiler).ok_or_else(corrupt)?, version(COMPILER).ok_or_else(corrupt)?);
    Ok(theirs.cmp_precedence(&ours).is_gt())
}

#[derive(Serialize)]
struct Shape<'a> {
    format: u64,
    compiler: &'a str,
    files: &'a BTreeMap<String, Digest>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    replacing: &'a BTreeMap<String, Digest>,
    #[serde(flatten)]
    other: &'a Map<String, Value>,
}

fn digests(key: &str, value: Value) -> Result<BTreeMap<String, Digest>, ManifestFault> {
    let Value::Object(object) = value else {
        return Err(ManifestFault::Corrupt(format!("`{key}` is not an object")));
    };
    let entry = |(path, value): (String, Value)| {
        if let Some(fault) = path::fault(&path) {
            return Err(ManifestFault::Corrupt(format!("the path {fault}")));
        }
        match value.as_str().and_then(Digest::parse) {
            Some(digest) => Ok((path, digest)),
            None => Err(ManifestFault::Corrupt(format!("the hash of `{path}` is not `sha256:` and 64 hex digits"))),
        }
    };
    object.into_iter().map(entry).collect()
}

/// The SHA-256 of a file's content, printed as `sha256:` and 64 lower-case hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    /// The digest of `content`.
    pub(super) fn of(content: &[u8]) -> Self {
        Self(Sha256::digest(content).into())
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("sha256:")?.as_bytes();
        let nibble = |digit: u8| match digit {
            b'0'..=b'9' => Some(digit - b'0'),
            b'a'..=b'f' => Some(digit - b'a' + 10),
            _ => None,
        };
        let byte = |pair: &[u8]| match pair {
            [high, low] => Some(nibble(*high)? << 4 | nibble(*low)?),
            _ => None,
        };
        let bytes: Vec<u8> = digits.chunks(2).map(byte).collect::<Option<_>>()?;
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nibbles = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let digits: String = nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16)).collect();
        write!(formatter, "sha256:{digits}")
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn text(rest: &str) -> String {
        format!("{{\"format\": 1, \"compiler\": \"cellc 0.1.0\", {rest}}}")
    }

    #[test]
    fn known_keys_come_first_and_unknown_ones_are_kept() {
        let read = Manifest::parse(
            text(&format!(r#""later": {{"z": [1.5], "a": null}}, "files": {{"a": "{EMPTY}"}}"#)).as_bytes(),
        );
        let next = read.unwrap().succeed(BTreeMap::from([("b".to_owned(), Digest::of(b""))]));
        let expected = format!(
            "{{\n  \"format\": 2,\n  \"compiler\": \"{COMPILER}\",\n  \"files\": {{\n    \"b\": \"{EMPTY}\"\n  }},\n  \
             \"later\": {{\n    \"z\": [\n      1.5\n    ],\n    \"a\": null\n  }}\n}}\n"
        );
        assert_eq!(next.print(), expected);
        assert_eq!(Manifest::parse(expected.as_bytes()).unwrap(), next);
    }

    #[test]
    fn a_journal_knows_old_and_new_content() {
        let digest = |content: &str| Digest::of(content.as_bytes());
        let new = Manifest::default().succeed(BTreeMap::from([("kept".to_owned(), digest("new"))]));
        let old = [("kept".to_owned(), digest("old")), ("removed".to_owned(), digest("gone"))];
        let journal = Manifest::parse(new.journal(old.into()).print().as_bytes()).unwrap();
        assert_eq!(journal.paths().collect::<Vec<_>>(), ["kept", "removed"]);
        for (path, content, ours) in [
            ("kept", "new", true),
            ("kept", "old", true),
            ("kept", "gone", false),
            ("removed", "gone", true),
            ("removed", "new", false),
            ("other", "new", false),
        ] {
            assert_eq!(journal.wrote(path, content.as_bytes()), ours, "{path} {content}");
        }
        assert_eq!(journal.succeed(journal.files.clone()), new);
    }

    #[test]
    fn versions_are_compared_by_their_numbers() {
        let own = Version::parse(env!("CARGO_PKG_VERSION")).unwrap();
        let Version { major, minor, patch, .. } = own;
        for (version, expected) in [
            ("0.1.0".to_owned(), false),
            (format!("{major}.{minor}.{patch}"), false),
            (format!("{major}.{minor}.{patch}+build.7"), false),
            (format!("{major}.{minor}.{patch}-rc.1"), false),
            (format!("{major}.{minor}.{}", patch + 1), true),
            (format!("{major}.{}.0", minor + 8), true),
            (format!("{major}.{}.0-rc.1", minor + 98), true),
            (format!("{}.0.0", major + 10), true),
        ] {
            assert_eq!(is_newer(&format!("cellc {version}")), Ok(expected), "{version}");
        }
    }

    #[test]
    fn what_is_not_a_manifest_is_refused() {
        let corrupt = |reason: &str| ManifestFault::Corrupt(reason.to_owned());
        let newer = ManifestFault::Newer { format: 3, compiler: "cellc 9.0.0".to_owned() };
        for (text, expected) in [
            (String::new(), corrupt("EOF while parsing a value at line 1 column 0")),
            ("{\n<<<<<<< HEAD\n".to_owned(), ManifestFault::Merge),
            ("[]".to_owned(), ManifestFault::Foreign),
            (r#"{"format": 1, "files": {}}"#.to_owned(), ManifestFault::Foreign),
            (r#"{"format": 1, "compiler": "npm 3", "files": {}}"#.to_owned(), ManifestFault::Foreign),
            (r#"{"format": 3, "compiler": "cellc 9.0.0"}"#.to_owned(), newer),
            (r#"{"format": 0, "compiler": "cellc 0.1.0"}"#.to_owned(), corrupt("`format` is not a version number")),
            (
                r#"{"format": 2, "compiler": "cellc next"}"#.to_owned(),
                corrupt("`compiler` does not end in a version such as `0.2.0`"),
            ),
            (r#"{"format": "1", "compiler": "cellc 0.1.0"}"#.to_owned(), corrupt("`format` is not a version number")),
            (text(r#""more": 1"#), corrupt("`files` is absent")),
            (text(r#""files": []"#), corrupt("`files` is not an object")),
            (text(r#""files": {"a": 1}"#), corrupt("the hash of `a` is not `sha256:` and 64 hex digits")),
            (
                text(&format!(r#""files": {{"a": "{}"}}"#, EMPTY.to_uppercase())),
                corrupt("the hash of `a` is not `sha256:` and 64 hex digits"),
            ),
            (
                text(&format!(r#""files": {{"../a": "{EMPTY}"}}"#)),
                corrupt("the path `../a` has an empty part, `.` or `..`"),
            ),
            (
                text(&format!(r#""files": {{}}, "replacing": {{"/a": "{EMPTY}"}}"#)),
                corrupt("the path `/a` is absolute"),
            ),
        ] {
            assert_eq!(Manifest::parse(text.as_bytes()), Err(expected), "{text}");
        }
    }
}
