//! How secrets look: the keys that they stand under, and the prefixes that issuers give their tokens.
//!
//! The table is data rather than a rule set of a scanner, because what runs on every headline has to be fast and must
//! not refuse harmless values: a prefix, an alphabet and a length decide without a regular expression and without
//! guessing from entropy.

use std::sync::LazyLock;

use serde::Deserialize;

/// A token that its prefix gives away.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Token {
    /// Who issues it, or what it is.
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    pub of: String,
    /// What it starts with.
    pub prefix: String,
    /// The characters behind the prefix.
    pub alphabet: Alphabet,
    /// How many characters stand behind the prefix at least.
    pub least: usize,
    /// Something that stands in it behind the prefix.
    #[serde(default)]
    pub contains: Option<String>,
    /// Whether one of the characters behind the prefix is a digit: otherwise it is prose.
    #[serde(default)]
    pub needs_digit: bool,
}

/// The characters of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Alphabet {
    /// Letters and digits.
    Alphanumeric,
    /// Letters, digits, `+`, `/` and `=`.
    Base64,
    /// Letters, digits and `-`, `_`, `.`, `=`, `/`, `+`, `~`.
    Base64Url,
    /// What hashes of passwords consist of.
    Crypt,
    /// Hexadecimal digits.
    Hex,
    /// Capital letters and digits.
    Upper,
    /// Letters, digits, `-` and `_`.
    Word,
}

impl Alphabet {
    /// Whether a token may hold this byte.
    pub(super) const fn holds(self, byte: u8) -> bool {
        match self {
            Self::Alphanumeric => byte.is_ascii_alphanumeric(),
            Self::Base64 => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='),
            Self::Base64Url => {
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=' | b'/' | b'+' | b'~')
            }
            Self::Crypt => byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/' | b'$' | b'=' | b',' | b'+'),
            Self::Hex => byte.is_ascii_hexdigit(),
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Word => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
        }
    }
}

/// Tokens whose prefix starts with this byte.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub(super) fn tokens(first: u8) -> impl Iterator<Item = &'static Token> {
    CATALOG.tokens.iter().filter(move |token| token.prefix.as_bytes().first() == Some(&first))
}

/// Whether a token starts with this byte.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub(super) fn starts_a_token(first: u8) -> bool {
    FIRST_BYTES.get(usize::from(first)).is_some_and(|starts| *starts)
}

/// Whether texts under this key are secrets. Keys are folded: letters and digits only, in small letters.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub(super) fn is_key(folded: &str) -> bool {
    if CATALOG.not_keys.iter().any(|key| folded.ends_with(key.as_str())) {
        return false;
    }
    let singular = folded.strip_suffix('s').filter(|_| !folded.ends_with("ss")).unwrap_or(folded);
    CATALOG.keys.iter().any(|key| folded.ends_with(key.as_str()) || singular.ends_with(key.as_str()))
}

/// Whether texts under this folded key are secrets or only names of them, which their look decides.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub(super) fn is_doubtful_key(folded: &str) -> bool {
    CATALOG.doubtful_keys.iter().any(|key| folded.ends_with(key.as_str()))
}

/// Whether a parameter of a URL with this folded name is a secret, beside those that are secrets everywhere.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub(super) fn is_query_key(folded: &str) -> bool {
    CATALOG.query_keys.iter().any(|key| folded == key)
}

/// Whether a text names the place of a secret.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub(super) fn is_reference(text: &str) -> bool {
    let is_path = |start: &String| text.strip_prefix(start.as_str()).is_some_and(|path| path.contains(['/', '#']));
    CATALOG.references.iter().any(|start| text.starts_with(start.as_str())) || CATALOG.paths.iter().any(is_path)
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/secret_shapes.json is read by a unit test"));

static FIRST_BYTES: LazyLock<[bool; 256]> = LazyLock::new(|| {
    let is_first = |byte: usize| {
        CATALOG.tokens.iter().any(|token| token.prefix.as_bytes().first().copied().map(usize::from) == Some(byte))
    };
    std::array::from_fn(is_first)
});

const TEXT: &str = include_str!("../../catalog/secret_shapes.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for readers of the file; a test compares it with the other tables")
    )]
    as_of: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    keys: Vec<String>,
    not_keys: Vec<String>,
    doubtful_keys: Vec<String>,
    query_keys: Vec<String>,
    references: Vec<String>,
    /// What starts a reference only where a path follows.
    paths: Vec<String>,
    tokens: Vec<Token>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::kubernetes;

    #[test]
    fn the_table_is_dated_sorted_and_folded() {
        assert_eq!(CATALOG.as_of, kubernetes::as_of().to_string());
        assert!(!CATALOG.source.is_empty());
        assert!(CATALOG.keys.is_sorted());
        assert!(CATALOG.not_keys.is_sorted());
        let keys = CATALOG.keys.iter().chain(&CATALOG.not_keys);
        let keys = keys.chain(&CATALOG.doubtful_keys).chain(&CATALOG.query_keys);
        for key in keys {
            assert!(key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()), "{key}");
        }
        for token in &CATALOG.tokens {
            assert!(!token.of.is_empty() && token.prefix.len() >= 2 && token.least >= 10, "{}", token.prefix);
            assert!(starts_a_token(token.prefix.as_bytes()[0]), "{}", token.prefix);
        }
    }

    #[test]
    fn keys_are_known_by_their_end_in_either_number() {
        for (key, expected) in [
            ("dbpassword", true),
            ("credentials", true),
            ("gitcredential", true),
            ("apitokens", true),
            ("tokenexpiration", false),
            ("tokenttl", false),
            ("tokenspersecond", false),
            ("metadataoptionshttptokens", false),
            ("maxtokens", false),
            ("llmmaxoutputtokens", false),
            ("githubtokens", true),
            ("passwordsecretref", false),
            ("existingsecret", false),
            ("secretname", false),
        ] {
            assert_eq!(is_key(key), expected, "{key}");
        }
    }
}
