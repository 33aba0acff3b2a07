//! Which networks a cell can have: `catalog/networks.json`.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::{Cidr, Date};

/// Prefix lengths, from that of the largest to that of the smallest network.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// The prefix length of the largest network.
    pub largest_prefix: u8,
    /// The prefix length of the smallest network.
    pub smallest_prefix: u8,
    /// Where that is said.
    pub source: String,
}

impl Sizes {
    /// All prefix lengths.
    pub const fn prefixes(&self) -> RangeInclusive<u8> {
        self.largest_prefix..=self.smallest_prefix
    }
}

/// A range that means something else in every cell.
#[derive(Debug)]
pub struct Reserved {
    /// Its addresses.
    pub range: Cidr,
    /// What they mean.
    pub meaning: &'static str,
}

/// The sizes of a VPC that AWS accepts.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn vpc() -> &'static Sizes {
    &CATALOG.vpc
}

/// The sizes of the range of service addresses that EKS accepts.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn services() -> &'static Sizes {
    &CATALOG.services
}

/// The ranges that no cell can have, and no Service.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn reserved() -> impl Iterator<Item = Reserved> {
    CATALOG.reserved.iter().map(|entry| Reserved {
        range: entry.range.parse().expect("invariant: every range is read by a unit test"),
        meaning: &entry.meaning,
    })
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/networks.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/networks.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    vpc: Sizes,
    services: Sizes,
    reserved: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    range: String,
    meaning: String,
    #[serde(rename = "source")]
    _source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_can_be_read() {
        assert_eq!(vpc().prefixes(), 16..=28);
        assert_eq!(services().prefixes(), 12..=24);
        assert!(reserved().any(|reserved| reserved.range.to_string() == "172.17.0.0/16"));
        assert!(as_of() >= "2026-11-28".parse().unwrap());
    }
}
