//! Tags by which controllers know their resources: `catalog/controller_tags.json`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// What a controller does with a tag of this key; [`None`] when no controller reads it.
///
/// IAM takes keys that differ only in case for one key, so case makes no difference. A key with a slash may have more in
/// front, as in `node.kubernetes.io/x`.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn reason(key: &str) -> Option<&'static str> {
    let key = key.to_ascii_lowercase();
    let starts = |prefix: &str| {
        let is_at_start = |at: usize| at == 0 || key.get(..at).is_some_and(|head| head.ends_with('.'));
        let mut places = key.match_indices(prefix).map(|(at, _)| at);
        if prefix.ends_with('/') { places.any(is_at_start) } else { key.starts_with(prefix) }
    };
    CATALOG.prefixes.iter().find(|entry| starts(&entry.prefix)).map(|entry| &*entry.reason)
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/controller_tags.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/controller_tags.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    prefixes: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    prefix: String,
    reason: String,
    #[serde(rename = "source")]
    _source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_in_every_spelling_and_with_more_in_front() {
        assert!(as_of() >= "2026-11-28".parse().unwrap());
        for (key, is_known) in [
            ("karpenter.sh/discovery", true),
            ("Karpenter.SH/discovery", true),
            ("node.kubernetes.io/x", true),
            ("EKS:cluster-name", true),
            ("mykubernetes.io/x", false),
            ("weeks:a", false),
            ("Team", false),
        ] {
            assert_eq!(reason(key).is_some(), is_known, "{key}");
        }
    }
}
