//! What a control plane costs, and what AWS charges for each resource type that the compiler emits.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::kubernetes::Support;
use crate::values::Date;

/// An amount of US dollars, exact to the cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Dollars {
    cents: u64,
}

impl Dollars {
    /// So many cents.
    pub const fn from_cents(cents: u64) -> Self {
        Self { cents }
    }

    /// The amount in cents.
    pub const fn cents(self) -> u64 {
        self.cents
    }

    /// The amount `factor` times: hours of a month, cells of a fleet. Stays at the largest amount that can be held.
    pub const fn times(self, factor: u64) -> Self {
        Self { cents: self.cents.saturating_mul(factor) }
    }

    /// What this is more than `other`; nothing when it is less.
    pub const fn more_than(self, other: Self) -> Self {
        Self { cents: self.cents.saturating_sub(other.cents) }
    }
}

impl fmt::Display for Dollars {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "${}.{:02}", self.cents / 100, self.cents % 100)
    }
}

/// Price of one control plane for one hour. [`None`] before EKS offers the minor and after it has stopped.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn control_plane_per_hour(support: Support) -> Option<Dollars> {
    let word = match support {
        Support::Standard => Word::Standard,
        Support::Extended => Word::Extended,
        Support::Upcoming | Support::Ended => return None,
    };
    CATALOG.control_plane.iter().find(|price| price.support == word).map(|price| price.cents_per_hour)
}

/// Price of one control plane for a month of [`hours_per_month`].
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn control_plane_per_month(support: Support) -> Option<Dollars> {
    control_plane_per_hour(support).map(|price| price.times(hours_per_month()))
}

/// What one control plane costs more in a month than it would in standard support: nothing in standard support.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn monthly_surcharge(support: Support) -> Option<Dollars> {
    let standard = control_plane_per_month(Support::Standard)?;
    control_plane_per_month(support).map(|price| price.more_than(standard))
}

/// Something that AWS charges for a resource: a list price, on demand, before taxes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// What is counted, such as `load balancer` or `data`.
    pub what: String,
    /// The unit of the price, such as `hour`, `GB` or `million`.
    pub per: String,
    /// US dollars by region, in decimal notation, since many prices are fractions of a cent.
    pub usd: BTreeMap<String, String>,
    /// The public document that states the price.
    pub source: String,
}

/// What AWS charges for a resource type of Terraform: nothing for what is free. [`None`] for one that the table does not have;
/// control planes have [a price of their own](control_plane_per_hour), and nodes cost what their instance types do.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_resource(kind: &str) -> Option<&'static [Charge]> {
    CATALOG.resources.get(kind).map(Vec::as_slice)
}

/// Hours that AWS counts for an average month.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn hours_per_month() -> u64 {
    CATALOG.hours_per_month
}

/// The day on which the prices were last compared with their sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/prices.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/prices.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts its value"))]
    currency: String,
    hours_per_month: u64,
    control_plane: Vec<Price>,
    resources: BTreeMap<String, Vec<Charge>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Price {
    support: Word,
    cents_per_hour: Dollars,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
}

/// The periods that have a price.
#[derive(Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Word {
    Standard,
    Extended,
}

#[cfg(test)]
mod tests {
    use super::{
        CATALOG, Dollars, as_of, control_plane_per_hour, control_plane_per_month, hours_per_month, monthly_surcharge,
        of_resource,
    };
    use crate::catalog::kubernetes::{self, Support};

    fn printed(price: Option<Dollars>) -> Option<String> {
        price.map(|price| price.to_string())
    }

    /// Types whose price is not one of the type: `control_plane`, and instance types.
    const PRICED_ELSEWHERE: [&str; 2] = ["aws_eks_cluster", "aws_eks_node_group"];

    #[test]
    fn every_emitted_type_has_a_row() {
        let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/aws-5.40.0/resources");
        for schema in std::fs::read_dir(schemas).unwrap() {
            let kind = schema.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
            assert_eq!(of_resource(&kind).is_some(), !PRICED_ELSEWHERE.contains(&kind.as_str()), "{kind}");
        }
        for charge in CATALOG.resources.values().flatten() {
            assert!(charge.usd.keys().eq(["eu-west-1", "us-east-1"]), "{charge:?}");
            assert!(charge.usd.values().all(|price| price.parse::<f64>().is_ok_and(|price| price > 0.0)), "{charge:?}");
            assert!(!charge.what.is_empty() && !charge.per.is_empty() && charge.source.len() > 10, "{charge:?}");
        }
    }

    #[test]
    fn extended_support_costs_six_times_as_much() {
        for (support, hour, month, surcharge) in [
            (Support::Upcoming, None, None, None),
            (Support::Standard, Some("$0.10"), Some("$73.00"), Some("$0.00")),
            (Support::Extended, Some("$0.60"), Some("$438.00"), Some("$365.00")),
            (Support::Ended, None, None, None),
        ] {
            assert_eq!(printed(control_plane_per_hour(support)).as_deref(), hour, "{support:?}");
            assert_eq!(printed(control_plane_per_month(support)).as_deref(), month, "{support:?}");
            assert_eq!(printed(monthly_surcharge(support)).as_deref(), surcharge, "{support:?}");
        }
        assert_eq!(hours_per_month(), 730);
    }

    #[test]
    fn every_price_has_a_source_and_a_date() {
        assert_eq!(CATALOG.currency, "USD");
        assert!(CATALOG.control_plane.iter().all(|price| !price.source.is_empty()));
        assert_eq!(as_of(), kubernetes::as_of());
    }

    #[test]
    fn dollars_are_counted_in_cents() {
        assert_eq!(Dollars::from_cents(36_500).times(12).to_string(), "$4380.00");
        assert_eq!(Dollars::from_cents(5).to_string(), "$0.05");
        assert_eq!(Dollars::from_cents(5).more_than(Dollars::from_cents(6)), Dollars::from_cents(0));
        assert_eq!(Dollars::from_cents(2).times(u64::MAX).cents(), u64::MAX);
    }
}
