//! Fields of objects that the API server refuses to change: `catalog/immutable_fields.json`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// The fields of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Immutable {
    /// The kind.
    pub kind: String,
    fields: Vec<String>,
    /// What a person calls it.
    pub what: String,
    /// What happens when one of the fields changes, and what to do, as a clause.
    pub refused: String,
    /// What happens instead where Argo CD may delete the object and make it again, as a clause.
    pub recreated: Option<String>,
    /// Where that is said.
    pub source: String,
}

impl Immutable {
    /// Whether a field is one of them or inside one. Names are separated by dots; items of lists stand in brackets.
    pub fn holds(&self, field: &str) -> bool {
        let is_inside = |known: &String| {
            field.strip_prefix(known.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        self.fields.iter().any(is_inside)
    }
}

/// The fields of a kind; [`None`] where nothing is known.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of(kind: &str) -> Option<&'static Immutable> {
    CATALOG.kinds.iter().find(|immutable| immutable.kind == kind)
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/immutable_fields.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/immutable_fields.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[serde(rename = "source")]
    _source: String,
    kinds: Vec<Immutable>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_with_what_is_inside() {
        let class = of("StorageClass").unwrap();
        assert!(class.holds("reclaimPolicy") && class.holds("parameters.type"));
        assert!(!class.holds("allowVolumeExpansion") && !class.holds("parametersOfOthers"));
        // Since 1.7 Karpenter takes another role or instance profile, and replaces the nodes.
        assert!(of("EC2NodeClass").is_none());
        assert!(CATALOG.kinds.iter().all(|immutable| !immutable.source.is_empty()));
        assert!(as_of() >= "2026-11-28".parse().unwrap());
    }
}
