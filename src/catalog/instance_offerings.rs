//! Instance types that a region does not offer: `catalog/instance_offerings.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::instance_types::InstanceFacts;
use crate::values::{Date, Region};

/// Whether a region offered a type on the day of the table. [`None`] for regions and types that the table does not have: every
/// region outside the commercial partition, and what is newer than the table.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn is_offered(region: &Region, kind: &InstanceFacts) -> Option<bool> {
    let family = kind.family();
    let missing = CATALOG.not_offered.get(region.as_str()).filter(|_| !CATALOG.unjudged.contains(family))?;
    Some(!missing.families.contains(family) && !missing.types.contains(kind.name))
}

/// Where the table comes from, and its day.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn source() -> (&'static str, Date) {
    (&CATALOG.source, CATALOG.as_of)
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/instance_offerings.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/instance_offerings.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    source: String,
    /// Families that the source does not know.
    unjudged: BTreeSet<String>,
    /// By region.
    not_offered: BTreeMap<String, Missing>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Missing {
    families: BTreeSet<String>,
    /// Of families that the region has otherwise.
    types: BTreeSet<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::instance_types;

    #[test]
    fn every_name_is_that_of_a_known_region_family_or_type() {
        let families: BTreeSet<&str> = instance_types::families().collect();
        assert!(CATALOG.unjudged.iter().all(|family| families.contains(family.as_str())));
        for (region, missing) in &CATALOG.not_offered {
            assert!(region.parse::<Region>().unwrap().is_known(), "{region}");
            assert!(missing.families.iter().all(|family| families.contains(family.as_str())), "{region}");
            assert!(missing.types.iter().all(|name| instance_types::get(name).is_some()), "{region}");
        }
        assert!(source().0.contains("DescribeInstanceTypeOfferings"));
    }

    #[test]
    fn the_table_says_only_what_it_knows() {
        let offered = |region: &str, name: &str| {
            is_offered(&region.parse().unwrap(), instance_types::get(name).expect("it is in the catalog"))
        };
        assert_eq!(offered("eu-west-1", "m7g.large"), Some(true));
        assert_eq!(offered("eu-south-1", "m7g.large"), Some(false));
        assert_eq!(offered("me-central-1", "t4g.medium"), Some(false));
        assert_eq!(offered("us-gov-west-1", "m7g.large"), None, "a partition that the table does not have");
        assert_eq!(offered("eu-west-1", "m9g.large"), None, "a family that is newer than the table");
    }
}
