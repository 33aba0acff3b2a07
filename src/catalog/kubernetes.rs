//! The life of every Kubernetes minor on EKS: when it came, when its support ends, which Karpenter it needs.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::add_ons::{self, AddOn};
use crate::values::Date;

/// The minor of new cells that name none: the newest one that has been out for half a year and has more than three
/// months of standard support left.
pub const DEFAULT_MINOR: u8 = 35;

/// One Kubernetes minor on EKS. Dates are days in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The `35` of `1.35`.
    pub minor: u8,
    /// First day on EKS.
    pub released: Date,
    /// First day of extended support, which raises the price of a control plane from $0.10 to $0.60 an hour.
    pub standard_support_ends: Date,
    /// First day on which EKS creates no cluster of this minor, and upgrades those that run it.
    pub extended_support_ends: Date,
    /// The oldest Karpenter that accepts this minor, as `X.Y.Z`; [`None`] until the project publishes one.
    pub minimum_karpenter: Option<String>,
    /// The public document the dates come from.
    pub source: String,
}

/// Where in its life a minor stands on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Support {
    /// Not on EKS yet.
    Upcoming,
    /// Supported at the normal price.
    Standard,
    /// Supported at six times the price.
    Extended,
    /// No longer offered.
    Ended,
}

/// The next change in the life of a minor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Change {
    /// What the minor is from that day on.
    pub to: Support,
    /// The first day of it.
    pub on: Date,
    /// Whole days until then: 1 on the day before.
    pub days_left: i32,
}

impl Release {
    /// The version as the EKS API writes it: `1.35`.
    pub fn version(&self) -> String {
        format!("1.{}", self.minor)
    }

    /// Where this minor stands on `day`. A period ends at the beginning of the day that names its end.
    pub fn support_on(&self, day: Date) -> Support {
        if day < self.released {
            Support::Upcoming
        } else if day < self.standard_support_ends {
            Support::Standard
        } else if day < self.extended_support_ends {
            Support::Extended
        } else {
            Support::Ended
        }
    }

    /// What changes next after `day`; [`None`] when support has ended.
    pub fn next_change(&self, day: Date) -> Option<Change> {
        let (to, on) = match self.support_on(day) {
            Support::Upcoming => (Support::Standard, self.released),
            Support::Standard => (Support::Extended, self.standard_support_ends),
            Support::Extended => (Support::Ended, self.extended_support_ends),
            Support::Ended => return None,
        };
        Some(Change { to, on, days_left: day.days_until(on) })
    }
}

/// Every minor the catalog knows, oldest first.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn releases() -> &'static [Release] {
    &CATALOG.releases
}

/// The release of `1.<minor>`, if the catalog knows it.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn release(minor: u8) -> Option<&'static Release> {
    releases().iter().find(|release| release.minor == minor)
}

/// The minor that cells should run on `day`: [`DEFAULT_MINOR`] while that has `notice_days` of standard support left, later
/// the newest with as many for which versions of all add-ons and of Karpenter are known. [`None`] when there is none any
/// more: the calendar is too old for that day.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn recommended_on(day: Date, notice_days: i32) -> Option<&'static Release> {
    let lasts = |release: &&Release| {
        let is_standard = release.support_on(day) == Support::Standard;
        is_standard && day.days_until(release.standard_support_ends) > notice_days
    };
    let is_known = |release: &&Release| {
        let has_version = |add_on: &AddOn| add_on.versions.iter().any(|entry| entry.minor == release.minor);
        release.minimum_karpenter.is_some() && add_ons::add_ons().iter().all(has_version)
    };
    let default = release(DEFAULT_MINOR).filter(lasts);
    default.or_else(|| releases().iter().rev().find(|release| lasts(release) && is_known(release)))
}

/// The day on which the calendar was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/kubernetes.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/kubernetes.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    releases: Vec<Release>,
}

#[cfg(test)]
mod tests {
    use super::{CATALOG, Change, DEFAULT_MINOR, Support, as_of, recommended_on, release, releases};
    use crate::values::Date;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn minors_follow_each_other_without_a_gap() {
        let minors: Vec<u8> = releases().iter().map(|release| release.minor).collect();
        assert_eq!(minors, (29..=37).collect::<Vec<u8>>());
        assert!(releases().is_sorted_by(|older, newer| older.released < newer.released));
    }

    #[test]
    fn every_period_has_a_positive_length() {
        for release in releases() {
            assert!(release.released < release.standard_support_ends, "{}", release.version());
            assert!(release.standard_support_ends < release.extended_support_ends, "{}", release.version());
            assert!(release.released <= as_of(), "{} is announced, not released", release.version());
        }
    }

    /// EKS promises 14 and 12 months. A typing error in a year or a month shows here.
    #[test]
    fn every_period_has_the_promised_length() {
        for release in releases() {
            let standard = release.released.days_until(release.standard_support_ends);
            let extended = release.standard_support_ends.days_until(release.extended_support_ends);
            assert!((420..=430).contains(&standard), "{}: {standard} days of standard support", release.version());
            assert!((365..=366).contains(&extended), "{}: {extended} days of extended support", release.version());
        }
    }

    #[test]
    fn what_is_recommended_is_in_standard_support_on_that_day() {
        for (day, minor) in [("2026-11-21", Some(35)), ("2027-03-28", Some(36)), ("2029-01-01", None)] {
            assert_eq!(recommended_on(date(day), 60).map(|release| release.minor), minor, "{day}");
        }
    }

    #[test]
    fn every_fact_has_a_source() {
        assert!(!CATALOG.source.is_empty());
        for release in releases() {
            assert!(!release.source.trim().is_empty(), "{}", release.version());
        }
    }

    #[test]
    fn a_newer_minor_never_needs_an_older_karpenter() {
        let needed: Vec<Vec<u32>> = releases()
            .iter()
            .filter_map(|release| release.minimum_karpenter.as_deref())
            .map(|version| version.split('.').map(|number| number.parse().unwrap()).collect())
            .collect();
        assert!(needed.iter().all(|version| version.len() == 3));
        assert!(needed.is_sorted());
        assert_eq!(release(35).unwrap().minimum_karpenter.as_deref(), Some("1.9.0"));
        assert_eq!(release(37).unwrap().minimum_karpenter, None);
    }

    #[test]
    fn the_default_is_in_standard_support_for_another_quarter() {
        let default = release(DEFAULT_MINOR).unwrap();
        assert_eq!(default.support_on(as_of()), Support::Standard);
        assert!(as_of().days_until(default.standard_support_ends) > 90);
        assert!(default.released.days_until(as_of()) > 180);
        assert!(default.minimum_karpenter.is_some());
    }

    #[test]
    fn support_changes_on_the_day_that_is_named() {
        for (minor, day, support) in [
            (31, "2024-09-25", Support::Upcoming),
            (31, "2024-09-26", Support::Standard),
            (31, "2025-11-25", Support::Standard),
            (31, "2025-11-26", Support::Extended),
            (31, "2026-11-25", Support::Extended),
            (31, "2026-11-26", Support::Ended),
            (33, "2026-11-21", Support::Extended),
            (34, "2026-11-21", Support::Standard),
            (30, "2026-11-21", Support::Ended),
        ] {
            assert_eq!(release(minor).unwrap().support_on(date(day)), support, "1.{minor} on {day}");
        }
    }

    #[test]
    fn the_next_change_is_dated_and_counted() {
        for (minor, day, change) in [
            (34, "2025-10-01", Some((Support::Standard, "2025-10-02", 1))),
            (34, "2026-11-21", Some((Support::Extended, "2026-12-02", 11))),
            (34, "2026-12-01", Some((Support::Extended, "2026-12-02", 1))),
            (34, "2026-12-02", Some((Support::Ended, "2027-12-02", 365))),
            (31, "2026-11-21", Some((Support::Ended, "2026-11-26", 5))),
            (30, "2026-11-21", None),
        ] {
            let expected = change.map(|(to, on, days_left)| Change { to, on: date(on), days_left });
            assert_eq!(release(minor).unwrap().next_change(date(day)), expected, "1.{minor} on {day}");
        }
    }

    #[test]
    fn an_unknown_minor_has_no_release() {
        assert!(release(28).is_none());
        assert!(release(38).is_none());
    }
}
