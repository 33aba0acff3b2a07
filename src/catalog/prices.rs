//! What things cost in AWS: list prices in dollars, without taxes and discounts.

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

/// Hours that AWS counts for an average month.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn hours_per_month() -> u64 {
    CATALOG.hours_per_month
}

/// The price of a resource, or of something that it is billed by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourcePrice {
    /// The resource type in Terraform, such as `aws_route53_health_check`.
    pub resource: String,
    /// What is counted.
    pub item: String,
    /// For how long, or for how many, the price is: `month`, `million queries`.
    pub per: String,
    /// Millionths of a dollar; many prices are less than a cent.
    pub micro_dollars: u64,
    /// Where AWS publishes the price, for which regions, and when it was read.
    pub source: String,
}

/// What a resource type is billed by, in the order of the table. Empty for what costs nothing, or is not in the table.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_resource(resource: &str) -> impl Iterator<Item = &'static ResourcePrice> {
    CATALOG.resources.iter().filter(move |price| price.resource == resource)
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
    resources: Vec<ResourcePrice>,
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
        assert!(CATALOG.resources.iter().all(|price| !price.source.is_empty() && price.micro_dollars > 0));
        assert!(CATALOG.resources.is_sorted_by(|left, right| left.resource <= right.resource));
        assert_eq!(as_of(), kubernetes::as_of());
    }

    #[test]
    fn a_resource_is_billed_by_what_it_does() {
        for (resource, expected) in [
            ("aws_cloudwatch_metric_alarm", &[100_000, 300_000][..]),
            ("aws_route53_health_check", &[500_000, 1_000_000]),
            ("aws_iam_role", &[]),
        ] {
            let found: Vec<u64> = of_resource(resource).map(|price| price.micro_dollars).collect();
            assert_eq!(found, expected, "{resource}");
        }
    }

    #[test]
    fn dollars_are_counted_in_cents() {
        assert_eq!(Dollars::from_cents(36_500).times(12).to_string(), "$4380.00");
        assert_eq!(Dollars::from_cents(5).to_string(), "$0.05");
        assert_eq!(Dollars::from_cents(5).more_than(Dollars::from_cents(6)), Dollars::from_cents(0));
        assert_eq!(Dollars::from_cents(2).times(u64::MAX).cents(), u64::MAX);
    }
}
