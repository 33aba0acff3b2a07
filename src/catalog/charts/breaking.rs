//! Values with which a chart, or what it brings, does not work: `catalog/charts/breaking_values.json`.

use std::fmt;
use std::sync::LazyLock;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::values::{Date, PodSecurity};

/// A value with which a chart does not do its work.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakingValue {
    /// The chart, by its name at its publisher.
    pub chart: String,
    /// The keys that lead to the value.
    pub path: Vec<String>,
    /// Which values these are.
    pub value: Wanted,
    /// Other values of the chart, with one of which it works all the same.
    #[serde(default)]
    pub unless: Vec<Condition>,
    /// The application with which it works all the same, by its name in the specification.
    pub unless_runs: Option<String>,
    /// What becomes of it, as the rest of the sentence "`replicas = 0` …".
    pub breaks: String,
    /// Why that is wrong.
    pub because: String,
}

/// A value of a chart.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The keys that lead to it.
    pub path: Vec<String>,
    /// Which values are meant.
    pub value: Wanted,
}

/// A value of a chart whose pods need more than Pod Security grants their namespace.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PodsOfValue {
    /// The chart, by its name at its publisher.
    pub chart: String,
    /// The keys that lead to the value.
    pub path: Vec<String>,
    /// Which values these are.
    pub value: Wanted,
    /// The strictest standard that admits the pods.
    #[serde(deserialize_with = "standard")]
    pub needs: PodSecurity,
    /// What the pods are, as the object of a sentence.
    pub what: String,
}

/// A field of pods, wherever it stands in the values of a chart, that a Pod Security Standard forbids.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PodField {
    /// Its name.
    pub field: String,
    /// Which values are meant.
    pub value: Wanted,
    /// The strictest standard that admits it.
    #[serde(deserialize_with = "standard")]
    pub needs: PodSecurity,
}

/// Which values of a key are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Wanted {
    /// What a template of Helm takes for true, or for false: `null`, zero and everything empty.
    Boolean(bool),
    /// A number.
    Number(u32),
    /// Anything that is there.
    Any(Anything),
}

/// The word for any value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Anything {
    /// `any`.
    Any,
}

impl Wanted {
    /// Whether a value is one of them.
    pub fn is(self, value: &Value) -> bool {
        match self {
            Self::Boolean(wanted) => wanted != (value.is_null() || is_false(value)),
            Self::Number(number) => value.as_f64() == Some(f64::from(number)),
            Self::Any(Anything::Any) => !value.is_null() && !is_false(value),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(wanted) => wanted.fmt(formatter),
            Self::Number(number) => number.fmt(formatter),
            Self::Any(Anything::Any) => formatter.write_str("…"),
        }
    }
}

/// What a template of Helm takes for false; the text `"false"` is true there.
pub fn is_false(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is_true) => !is_true,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(fields) => fields.is_empty(),
    }
}

/// The breaking values of a chart, by the chart's name at its publisher.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn breaking_values(chart: &str) -> impl Iterator<Item = &'static BreakingValue> {
    CATALOG.values.iter().filter(move |value| value.chart == chart)
}

/// The values of a chart with which its pods need more than others.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn pods_of_values(chart: &str) -> impl Iterator<Item = &'static PodsOfValue> {
    CATALOG.pods.iter().filter(move |pods| pods.chart == chart)
}

/// The fields of pods that a Pod Security Standard forbids.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn pod_fields() -> &'static [PodField] {
    &CATALOG.fields
}

/// A Pod Security Standard by its name.
pub(super) fn standard<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PodSecurity, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| D::Error::custom(format!("`{text}` is not a Pod Security Standard")))
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/charts/breaking_values.json is read by a unit test")
});

const TEXT: &str = include_str!("../../../catalog/charts/breaking_values.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    values: Vec<BreakingValue>,
    pods: Vec<PodsOfValue>,
    fields: Vec<PodField>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_table_has_a_source_and_says_why() {
        assert!(CATALOG.as_of >= "2026-11-28".parse().unwrap() && CATALOG.source.len() > 30);
        for BreakingValue { path, breaks, because, .. } in &CATALOG.values {
            assert!(breaks.len() > 15 && because.len() > 30, "{path:?}");
            assert!(!breaks.ends_with('.') && !because.ends_with('.'), "{path:?}");
            // A headline has to fit on a line.
            assert!(path.join(".").len() + breaks.len() < 108, "{path:?}");
        }
    }

    #[test]
    fn values_are_compared_as_helm_compares_them() {
        for (wanted, value, is_it) in [
            (Wanted::Boolean(false), json!(false), true),
            (Wanted::Boolean(false), json!(null), true),
            (Wanted::Boolean(false), json!(""), true),
            (Wanted::Boolean(false), json!("false"), false),
            (Wanted::Boolean(true), json!("false"), true),
            (Wanted::Boolean(true), json!(null), false),
            (Wanted::Number(0), json!(0), true),
            (Wanted::Number(0), json!(0.0), true),
            (Wanted::Number(0), json!(null), false),
            (Wanted::Any(Anything::Any), json!("name"), true),
            (Wanted::Any(Anything::Any), json!(""), false),
            (Wanted::Any(Anything::Any), json!({ "path": "/" }), true),
            (Wanted::Any(Anything::Any), json!(null), false),
        ] {
            assert_eq!(wanted.is(&value), is_it, "{wanted:?} {value}");
        }
    }
}
