//! The values of charts that say from which registry their images come: `catalog/image_keys.json`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::{Date, Region};

/// A value of a chart that holds the beginning of the names of images, or the whole name without its tag.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageKey {
    chart: String,
    key: String,
    /// What the chart has there: a registry, perhaps with a path. The names of its images begin with it.
    pub stands_for: String,
}

impl ImageKey {
    /// The keys that lead to the value. A few charts ask for the registry of a region.
    pub fn path(&self, region: &Region) -> Vec<String> {
        self.key.split('.').map(|key| key.replace(REGION, region.as_str())).collect()
    }

    /// Whether the names of images of a repository, with its registry, come from this value.
    pub fn covers(&self, repository: &str) -> bool {
        let rest = repository.strip_prefix(&self.stands_for);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// The values of a chart.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_chart(chart: &str) -> impl Iterator<Item = &'static ImageKey> {
    CATALOG.keys.iter().filter(move |key| key.chart == chart)
}

/// The day on which the table was last compared with the charts.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

/// Stands for the region of the cell in a path of keys.
const REGION: &str = "{region}";

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/image_keys.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/image_keys.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    keys: Vec<ImageKey>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_day_and_a_source() {
        assert_eq!(as_of(), "2026-11-28".parse().unwrap());
        assert!(!CATALOG.source.is_empty());
    }

    #[test]
    fn a_key_covers_whole_parts_of_a_name() {
        let key =
            |text: &str| ImageKey { chart: String::new(), key: "a.{region}".to_owned(), stands_for: text.to_owned() };
        for (stands_for, repository, covers) in [
            ("quay.io", "quay.io/jetstack/cert-manager-controller", true),
            ("quay.io", "quay.iox/jetstack", false),
            ("public.ecr.aws/eks", "public.ecr.aws/eks/controller", true),
            ("public.ecr.aws/eks", "public.ecr.aws/eks-distro/controller", false),
            ("ghcr.io/a/b", "ghcr.io/a/b", true),
        ] {
            assert_eq!(key(stands_for).covers(repository), covers, "{stands_for}, {repository}");
        }
        assert_eq!(key("quay.io").path(&"eu-west-1".parse().unwrap()), ["a", "eu-west-1"]);
    }
}
