//! Which namespaces an access entry reaches.

use std::fmt;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// A namespace, or a pattern such as `dev-*` in which `*` stands for any characters.
///
/// Source: Amazon EKS user guide, "Associate access policies": the access scope takes both. `*` alone is rejected,
/// because it hides that the whole cluster is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamespacePattern(String);

impl NamespacePattern {
    const LONGEST: usize = 63;

    /// The pattern as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it holds a `*`.
    pub fn is_wildcard(&self) -> bool {
        self.0.contains('*')
    }

    /// Whether a namespace of this name is reached.
    pub fn matches(&self, namespace: &str) -> bool {
        let Some((head, rest)) = self.0.split_once('*') else {
            return self.0 == namespace;
        };
        let (middle, tail) = rest.rsplit_once('*').unwrap_or(("", rest));
        let inner = namespace.strip_prefix(head).and_then(|after| after.strip_suffix(tail));
        inner.is_some_and(|inner| holds_in_order(inner, middle))
    }
}

/// Whether the parts between the stars occur one after the other.
fn holds_in_order(text: &str, parts: &str) -> bool {
    let mut parts = parts.split('*').filter(|part| !part.is_empty());
    parts.try_fold(text, |rest, part| rest.split_once(part).map(|(_, after)| after)).is_some()
}

impl FromStr for NamespacePattern {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'*');
        if input.is_empty() || !input.bytes().all(is_allowed) || input.starts_with('-') || input.ends_with('-') {
            let rule = "a namespace has lower-case letters, digits and inner hyphens, a pattern also `*`";
            return Err(ValueError::of(input, format_args!("is not a namespace: {rule}"))
                .help("write a namespace such as `fraud-detection`, or a pattern such as `dev-*`"));
        }
        if input.bytes().all(|byte| byte == b'*') {
            return Err(ValueError::of(input, "means every namespace: a pattern has at least one letter or digit")
                .help("leave `namespaces` out to grant access to the whole cluster"));
        }
        if input.len() > Self::LONGEST {
            return Err(ValueError::too_long(input, "a namespace", Self::LONGEST));
        }
        Ok(Self(input.to_owned()))
    }
}

impl fmt::Display for NamespacePattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

text_value!(
    NamespacePattern,
    "A namespace, or a pattern of namespaces with `*`.",
    pattern: "^[a-z0-9*]([a-z0-9*-]{0,61}[a-z0-9*])?$",
    examples: ["fraud-detection", "dev-*"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn patterns_are_namespaces_with_stars() {
        let rule =
            "is not a namespace: a namespace has lower-case letters, digits and inner hyphens, a pattern also `*`";
        let help = "write a namespace such as `fraud-detection`, or a pattern such as `dev-*`";
        let long = "x".repeat(64);
        check::<NamespacePattern>(&[
            ("fraud-detection", Ok("fraud-detection")),
            ("dev-*", Ok("dev-*")),
            ("*-blue", Ok("*-blue")),
            ("2fast", Ok("2fast")),
            ("Dev", Err(&format!("`Dev` {rule} | {help}"))),
            ("dev-", Err(&format!("`dev-` {rule} | {help}"))),
            ("", Err(&format!("an empty string {rule} | {help}"))),
            (
                "*",
                Err(
                    "`*` means every namespace: a pattern has at least one letter or digit | leave `namespaces` out to grant access to the whole cluster",
                ),
            ),
            (
                &long,
                Err(&format!(
                    "`{}…` has 64 characters, a namespace has at most 63 | shorten it by 1 character",
                    "x".repeat(60)
                )),
            ),
        ]);
        round_trips::<NamespacePattern>("[a-z][a-z0-9*-]{0,20}[a-z*]");
        survives_any_text::<NamespacePattern>("[a-z*-]{0,70}");
    }

    #[test]
    fn stars_stand_for_any_characters() {
        for (pattern, namespace, expected) in [
            ("dev", "dev", true),
            ("dev", "dev-1", false),
            ("dev-*", "dev-1", true),
            ("dev-*", "dev-", true),
            ("dev-*", "dev", false),
            ("*-blue", "team-blue", true),
            ("a*a", "a", false),
            ("a*a", "aa", true),
            ("a*b*c", "a-b-c", true),
            ("a*b*c", "a-c", false),
            ("a*b*b*c", "a-b-c", false),
            ("a**c", "ac", true),
        ] {
            let found: NamespacePattern = pattern.parse().unwrap();
            assert_eq!(found.matches(namespace), expected, "{pattern} {namespace}");
            assert_eq!(found.is_wildcard(), pattern.contains('*'));
        }
    }
}
