//! What the names of objects may hold, by kind: `catalog/object_names.json`.

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// What a name is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Form {
    /// Labels with dots between them.
    #[serde(rename = "DNS subdomain")]
    Subdomain,
    /// RFC 1123.
    #[serde(rename = "DNS label")]
    Label,
    /// RFC 1035.
    #[serde(rename = "DNS label that begins with a letter")]
    ServiceLabel,
    /// Anything but `/` and `%`.
    #[serde(rename = "path segment")]
    PathSegment,
}

impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Subdomain => "DNS subdomain",
            Self::Label => "DNS label",
            Self::ServiceLabel => "DNS label that begins with a letter",
            Self::PathSegment => "path segment",
        })
    }
}

/// What the names of a kind may hold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameRule {
    group: String,
    kind: String,
    /// What it is made of.
    pub form: Form,
    /// The most characters.
    pub most: usize,
    /// Where that is said.
    pub source: String,
}

/// What the names of a kind may hold.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of(group: &str, kind: &str) -> &'static NameRule {
    CATALOG.kinds.iter().find(|rule| rule.group == group && rule.kind == kind).unwrap_or(&CATALOG.other)
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/object_names.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/object_names.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[serde(rename = "source")]
    _source: String,
    other: NameRule,
    kinds: Vec<NameRule>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_rule_with_a_source() {
        assert!(CATALOG.kinds.iter().all(|rule| !rule.source.is_empty() && rule.most <= 253));
        assert_eq!(of("batch", "CronJob").most, 52);
        assert_eq!((of("", "ConfigMap").form, of("", "ConfigMap").most), (Form::Subdomain, 253));
        assert!(as_of() >= "2026-11-28".parse().unwrap());
    }
}
