//! The rules that the firewall of a front door may have: one that limits the rate of requests, and groups that AWS manages.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// A group of rules that AWS manages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The word for it in a spec.
    pub word: String,
    /// Its name at the vendor `AWS`.
    pub name: String,
    /// What it takes of the capacity of a web ACL, in WCUs.
    pub capacity: u32,
    /// What it refuses, as the object of a sentence.
    pub against: String,
}

/// The rule that limits the rate of requests from one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// What it takes of the capacity of a web ACL, in WCUs.
    pub capacity: u32,
    /// Within how many seconds requests are counted.
    pub window_seconds: u32,
    /// The least limit that AWS takes, in requests.
    pub least: u64,
    /// The greatest limit that AWS takes, in requests.
    pub most: u64,
}

/// The group that a specification calls so.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn group(word: &str) -> Option<&'static Group> {
    CATALOG.groups.iter().find(|group| group.word == word)
}

/// The bounds of a limit on the rate of requests.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn rate() -> Rate {
    CATALOG.rate
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/firewall_rules.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/firewall_rules.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "a test holds all rules against it"))]
    free_capacity: u32,
    rate: Rate,
    groups: Vec<Group>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_rules_together_fit_into_what_a_web_acl_may_hold_without_surcharge() {
        let groups: u32 = CATALOG.groups.iter().map(|group| group.capacity).sum();
        assert!(groups + rate().capacity <= CATALOG.free_capacity);
        assert!(rate().least < rate().most && rate().window_seconds == 300);
    }

    #[test]
    fn every_group_has_a_word_and_a_reason() {
        assert_eq!(as_of(), "2026-11-28".parse().unwrap());
        assert!(CATALOG.source.len() > 10);
        for listed in &CATALOG.groups {
            assert_eq!(group(&listed.word), Some(listed));
            assert!(listed.name.starts_with("AWSManagedRules") && listed.against.len() > 10, "{listed:?}");
        }
        assert_eq!(group("rate"), None);
    }
}
