//! Policies of AWS that workloads are given: a selection, so that what is not here may exist.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// Each with its path, such as `service-role/AmazonEFSCSIDriverPolicy`, in the order of their names.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn all() -> impl Iterator<Item = &'static str> {
    CATALOG.policies.iter().map(String::as_str)
}

/// The name of a policy without its path.
pub fn name(policy: &str) -> &str {
    policy.rsplit('/').next().unwrap_or(policy)
}

/// The day on which the table was last compared with its source.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/managed_policies.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/managed_policies.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    policies: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::PolicyArn;

    #[test]
    fn policies_are_sorted_by_name_and_have_a_source() {
        assert_eq!(as_of(), "2026-11-21".parse().unwrap());
        assert!(!CATALOG.source.is_empty());
        assert!(CATALOG.policies.is_sorted_by(|one, next| name(one) < name(next)));
        for policy in all() {
            let arn: PolicyArn = format!("arn:aws:iam::aws:policy/{policy}").parse().unwrap();
            assert_eq!(arn.name(), name(policy));
        }
    }
}
