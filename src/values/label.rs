//! Kubernetes labels.

use std::fmt;
use std::str::FromStr;

use super::ValueError;
use super::text_value::text_value;

/// Most characters in a label's value and in its name (Kubernetes, "Labels and selectors").
const LONGEST: usize = 63;

/// The key of a Kubernetes label or taint: a name of at most 63 characters, with an optional DNS name of at most
/// 253 characters and a slash before it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelKey(String);

impl LabelKey {
    const LONGEST_PREFIX: usize = 253;

    /// The whole key.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The DNS name before the slash.
    pub fn prefix(&self) -> Option<&str> {
        self.0.split_once('/').map(|(prefix, _)| prefix)
    }

    /// What stands after the slash, or the whole key.
    pub fn name(&self) -> &str {
        self.0.split_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// Whether the prefix is `domain` or lies under it: `node.kubernetes.io/x` is in `kubernetes.io`.
    pub fn is_in(&self, domain: &str) -> bool {
        let above = self.prefix().and_then(|prefix| prefix.strip_suffix(domain));
        above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
    }
}

impl FromStr for LabelKey {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        let (prefix, name) = match input.split_once('/') {
            Some((prefix, name)) => (Some(prefix), name),
            None => (None, input),
        };
        if name.len() > LONGEST && is_label_text(name) {
            let length = name.len();
            return Err(ValueError::of(
                input,
                format_args!("has a name of {length} characters, a label key allows {LONGEST}"),
            )
            .help(format!("shorten what stands after the slash to {LONGEST} characters")));
        }
        if !is_label_text(name) {
            let rule = "its name has letters, digits and inner `-`, `_` and `.`";
            return Err(ValueError::of(input, format_args!("is not a label key: {rule}"))
                .help("write a key such as `workload-type` or `example.com/workload-type`"));
        }
        match prefix {
            Some(prefix) if !is_dns_name(prefix) => {
                let longest = Self::LONGEST_PREFIX;
                let rule = format!("before the slash stands a lower-case DNS name of at most {longest} characters");
                Err(ValueError::of(input, format_args!("is not a label key: {rule}"))
                    .help("write a key such as `example.com/workload-type`"))
            }
            _ => Ok(Self(input.to_owned())),
        }
    }
}

/// The value of a Kubernetes label or taint: at most 63 characters, or empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelValue(String);

impl LabelValue {
    /// The value.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for LabelValue {
    type Err = ValueError;

    fn from_str(input: &str) -> Result<Self, ValueError> {
        if !input.is_empty() && !is_label_text(input) {
            let rule = "a value has letters, digits and inner `-`, `_` and `.`";
            return Err(ValueError::of(input, format_args!("is not a label value: {rule}"))
                .help("write a value such as `latency-sensitive`"));
        }
        if input.len() > LONGEST {
            return Err(ValueError::too_long(input, "a label value", LONGEST));
        }
        Ok(Self(input.to_owned()))
    }
}

/// Letters, digits, `-`, `_` and `.`, with a letter or digit at both ends.
fn is_label_text(text: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_end = |character: char| character.is_ascii_alphanumeric();
    text.bytes().all(is_inner) && text.starts_with(is_end) && text.ends_with(is_end)
}

fn is_dns_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=LONGEST).contains(&label.len())
            && label.bytes().all(is_allowed)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= LabelKey::LONGEST_PREFIX && text.split('.').all(is_label)
}

impl fmt::Display for LabelKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Display for LabelValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

text_value!(
    LabelKey,
    "The key of a Kubernetes label or taint.",
    pattern: r"^([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$",
    examples: ["workload-type", "example.com/workload-type"]
);
text_value!(
    LabelValue,
    "The value of a Kubernetes label or taint; it may be empty.",
    pattern: r"^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$",
    examples: ["latency-sensitive"]
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::{check, round_trips, survives_any_text};

    #[test]
    fn keys_have_a_name_and_maybe_a_prefix() {
        let name = "is not a label key: its name has letters, digits and inner `-`, `_` and `.` | write a key such as `workload-type` or `example.com/workload-type`";
        let prefix = "is not a label key: before the slash stands a lower-case DNS name of at most 253 characters | write a key such as `example.com/workload-type`";
        let long_name = format!("example.com/{}", "x".repeat(64));
        let long_prefix = format!("{}a/x", "a.".repeat(127));
        check::<LabelKey>(&[
            ("workload-type", Ok("workload-type")),
            ("example.com/Workload_Type.2", Ok("example.com/Workload_Type.2")),
            ("", Err(&format!("an empty string {name}"))),
            ("-a", Err(&format!("`-a` {name}"))),
            ("a/b/c", Err(&format!("`a/b/c` {name}"))),
            ("example.com/", Err(&format!("`example.com/` {name}"))),
            ("/x", Err(&format!("`/x` {prefix}"))),
            ("Example.com/x", Err(&format!("`Example.com/x` {prefix}"))),
            ("a..b/x", Err(&format!("`a..b/x` {prefix}"))),
            (&long_prefix, Err(&format!("`{}…` {prefix}", "a.".repeat(30)))),
            (
                &long_name,
                Err(&format!(
                    "`example.com/{}…` has a name of 64 characters, a label key allows 63 | shorten what stands after the slash to 63 characters",
                    "x".repeat(48)
                )),
            ),
        ]);
        round_trips::<LabelKey>(
            "([a-z][a-z0-9]{0,9}(\\.[a-z]{1,9}){0,3}/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?",
        );
        survives_any_text::<LabelKey>("[a-zA-Z./_-]{0,70}");
    }

    #[test]
    fn keys_know_their_domain() {
        for (key, domain, expected) in [
            ("kubernetes.io/arch", "kubernetes.io", true),
            ("node.kubernetes.io/x", "kubernetes.io", true),
            ("notkubernetes.io/x", "kubernetes.io", false),
            ("arch", "kubernetes.io", false),
        ] {
            assert_eq!(key.parse::<LabelKey>().unwrap().is_in(domain), expected, "{key}");
        }
        let key: LabelKey = "example.com/x".parse().unwrap();
        assert_eq!((key.prefix(), key.name()), (Some("example.com"), "x"));
    }

    #[test]
    fn values_may_be_empty() {
        let rule = "is not a label value: a value has letters, digits and inner `-`, `_` and `.` | write a value such as `latency-sensitive`";
        let long = "x".repeat(64);
        check::<LabelValue>(&[
            ("", Ok("")),
            ("latency-sensitive", Ok("latency-sensitive")),
            ("A.b_c", Ok("A.b_c")),
            ("a b", Err(&format!("`a b` {rule}"))),
            (".", Err(&format!("`.` {rule}"))),
            (
                &long,
                Err(&format!(
                    "`{}…` has 64 characters, a label value has at most 63 | shorten it by 1 character",
                    "x".repeat(60)
                )),
            ),
        ]);
        round_trips::<LabelValue>("([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");
        survives_any_text::<LabelValue>("[a-zA-Z._-]{0,70}");
    }
}
