//! The texts of AWS's own policies that cells attach.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use crate::values::Date;

/// The document of a policy of AWS by its path and name, such as `service-role/AmazonEBSCSIDriverPolicy`.
///
/// AWS changes these documents without notice: what is proven with them holds for the version that the table names.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn find(policy: &str) -> Option<&'static Value> {
    CATALOG.policies.get(policy).map(|policy| &policy.document)
}

/// The day on which the table was last compared with its source.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/policy_documents.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/policy_documents.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    policies: BTreeMap<String, Policy>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    version: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    edited: Date,
    document: Value,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::managed_policies;

    #[test]
    fn every_policy_has_a_version_and_a_day() {
        assert_eq!(as_of(), "2026-03-07".parse().unwrap());
        assert!(!CATALOG.source.is_empty());
        for (name, policy) in &CATALOG.policies {
            assert!(policy.version.starts_with('v') && policy.edited <= as_of(), "{name}");
            assert!(policy.document["Statement"].is_array(), "{name}");
            let is_offered = managed_policies::all().any(|known| known == name);
            assert!(is_offered || name == "AmazonEKSClusterPolicy", "{name} is misspelt");
        }
    }
}
