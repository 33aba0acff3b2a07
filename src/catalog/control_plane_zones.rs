//! Availability zones in which EKS takes no subnets of a cluster: `catalog/control_plane_zones.json`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::{Date, Region};

/// A zone that EKS refuses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusedZone {
    /// The region.
    pub region: String,
    /// Its id, which is the same in every account, such as `use1-az3`.
    pub zone_id: String,
    /// The letter under which accounts usually see it. Each account has its own; none is known where accounts usually do not see
    /// the zone at all.
    pub usual_letter: Option<char>,
}

/// The zone that EKS refuses in a region, if there is one.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn refused(region: &Region) -> Option<&'static RefusedZone> {
    CATALOG.refused.iter().find(|refused| refused.region == region.as_str())
}

/// The document that lists them, and the day on which it was read.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn source() -> (&'static str, Date) {
    (&CATALOG.source, CATALOG.as_of)
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/control_plane_zones.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/control_plane_zones.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    source: String,
    refused: Vec<RefusedZone>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_is_in_a_region_that_is_known() {
        for zone in &CATALOG.refused {
            let region: Region = zone.region.parse().unwrap();
            let letters: Vec<char> = region.zones().iter().map(crate::values::Zone::letter).collect();
            assert!(region.is_known() && zone.zone_id.contains("-az"), "{zone:?}");
            assert!(zone.usual_letter.is_none_or(|letter| letters.contains(&letter)), "{zone:?}");
            assert_eq!(refused(&region), Some(zone), "one for each region");
        }
        assert!(source().0.contains("EKS"));
    }
}
