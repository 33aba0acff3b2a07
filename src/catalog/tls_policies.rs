//! The TLS policies of Application Load Balancers: which protocols and ciphers a listener offers to clients.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// A policy that AWS has and that a front door does not take.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// Its name.
    pub policy: String,
    /// Why, as the rest of a sentence about it.
    pub because: String,
}

/// The policy of a front door that names none. Every policy that a front door takes offers TLS 1.2 or later and nothing but
/// ciphers with forward secrecy.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn default() -> &'static str {
    &CATALOG.default
}

/// The policies that a front door takes, in alphabetical order.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn accepted() -> impl Iterator<Item = &'static str> {
    CATALOG.accepted.iter().map(String::as_str)
}

/// Why a front door does not take a policy that AWS has. [`None`] for one that it takes, and for one that nobody knows.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn refused(policy: &str) -> Option<&'static Refused> {
    CATALOG.refused.iter().find(|refused| refused.policy == policy)
}

/// The day on which the table was last compared with its source.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/tls_policies.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/tls_policies.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    default: String,
    accepted: Vec<String>,
    refused: Vec<Refused>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_accepted_or_refused_and_the_default_is_accepted() {
        assert_eq!(as_of(), "2026-11-28".parse().unwrap());
        assert!(CATALOG.source.len() > 10);
        assert!(accepted().any(|policy| policy == default()));
        assert!(CATALOG.accepted.is_sorted_by(|one, next| one < next));
        for policy in accepted().chain(CATALOG.refused.iter().map(|refused| refused.policy.as_str())) {
            assert!(policy.starts_with("ELBSecurityPolicy-"), "{policy}");
        }
        assert!(accepted().all(|policy| refused(policy).is_none()));
    }

    #[test]
    fn what_accepts_old_protocols_or_ciphers_is_refused_with_the_reason() {
        for (policy, because) in [
            ("ELBSecurityPolicy-2016-08", Some("accepts TLS 1.0")),
            ("ELBSecurityPolicy-TLS13-1-1-2021-06", Some("accepts TLS 1.1")),
            ("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06", Some("has ciphers without forward secrecy")),
            ("ELBSecurityPolicy-TLS13-1-3-2021-06", None),
            ("ELBSecurityPolicy-NoSuch", None),
        ] {
            assert_eq!(refused(policy).map(|refused| refused.because.as_str()), because, "{policy}");
        }
    }
}
