//! Since which version the AWS provider knows an argument, and Terraform a construct.

use std::sync::LazyLock;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::values::Date;
use crate::values::{Release, VersionConstraint};

/// Something that older versions refuse.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    /// What it is: an address in the schema such as `aws_eks_cluster.upgrade_policy`, that address and a value after a
    /// space, or the words that the documentation of Terraform uses.
    pub feature: String,
    /// The first release that has it.
    #[serde(deserialize_with = "release")]
    pub since: Release,
    /// How sure the release is.
    pub confidence: Confidence,
    /// The public document that says so.
    pub source: String,
}

/// The releases of the AWS provider whose schemas every generated block is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// The oldest release that the output runs on.
    #[serde(deserialize_with = "release")]
    pub oldest: Release,
    /// The newest release whose schema is known.
    #[serde(deserialize_with = "release")]
    pub newest: Release,
}

/// How sure [`Feature::since`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Concluded from other features or from what modules ask for: one or two minors off at most.
    Estimated,
    /// The changelog names it.
    Changelog,
}

impl Feature {
    /// Whether every release that the constraint allows has it.
    pub fn is_in_all_of(&self, constraint: &VersionConstraint) -> bool {
        constraint.minimum().is_some_and(|minimum| minimum >= self.since)
    }
}

/// The feature of the AWS provider, if the catalog has it. What every 5.x release has is not listed.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn provider(feature: &str) -> Option<&'static Feature> {
    CATALOG.provider.iter().find(|known| known.feature == feature)
}

/// The feature of Terraform itself, if the catalog has it.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn terraform(feature: &str) -> Option<&'static Feature> {
    CATALOG.terraform.iter().find(|known| known.feature == feature)
}

/// The releases of the AWS provider that the output is verified against.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn verified() -> Verified {
    CATALOG.verified
}

/// The lock of a state in its own bucket, `use_lockfile` of the backend `s3`.
///
/// # Panics
/// When the compiled-in data cannot be read or lacks it, which a unit test excludes.
pub fn lock_file() -> &'static Feature {
    terraform("s3 backend use_lockfile").expect("invariant: a unit test finds it")
}

/// The warning about `dynamodb_table` of the backend `s3`.
///
/// # Panics
/// When the compiled-in data cannot be read or lacks it, which a unit test excludes.
pub fn lock_table_warning() -> &'static Feature {
    terraform("s3 backend dynamodb_table deprecated").expect("invariant: a unit test finds it")
}

/// Every listed feature of the AWS provider, oldest first.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_provider() -> &'static [Feature] {
    &CATALOG.provider
}

/// Every listed feature of Terraform, oldest first.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_terraform() -> &'static [Feature] {
    &CATALOG.terraform
}

/// The day on which the list was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/provider_features.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/provider_features.json");

fn release<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Release, D::Error> {
    let text = String::deserialize(deserializer)?;
    let numbers: Result<Vec<u32>, _> = text.split('.').map(str::parse).collect();
    match numbers.as_deref() {
        Ok([major, minor, patch]) => Ok(Release::new(*major, *minor, *patch)),
        _ => Err(D::Error::custom("a release is three numbers")),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    verified: Verified,
    provider: Vec<Feature>,
    terraform: Vec<Feature>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CATALOG, Confidence, Feature, as_of, of_provider, of_terraform, provider, terraform};
    use crate::catalog::kubernetes;
    use crate::values::VersionConstraint;

    #[test]
    fn every_feature_has_a_source_and_is_there_once() {
        for features in [of_provider(), of_terraform()] {
            let names: BTreeSet<&str> = features.iter().map(|feature| feature.feature.as_str()).collect();
            assert_eq!(names.len(), features.len());
            assert!(features.iter().all(|feature| !feature.source.is_empty()));
            assert!(features.is_sorted_by_key(|feature| feature.since));
        }
        assert!(!CATALOG.source.is_empty());
        assert_eq!(as_of(), kubernetes::as_of());
    }

    #[test]
    fn features_came_with_the_release_that_is_named() {
        let since = |feature: Option<&'static Feature>| feature.map(|feature| feature.since.to_string());
        for (name, release) in [
            ("aws_eks_access_entry", Some("5.33.0")),
            ("aws_eks_cluster.upgrade_policy", Some("5.61.0")),
            ("aws_eks_addon.pod_identity_association", Some("5.75.0")),
            ("aws_eks_cluster.compute_config", Some("5.79.0")),
            ("region", Some("6.0.0")),
            ("aws_eks_cluster.version", None),
        ] {
            assert_eq!(since(provider(name)).as_deref(), release, "{name}");
        }
        for (name, release) in [
            ("import block with for_each", Some("1.7.0")),
            ("provider-defined functions", Some("1.8.0")),
            ("validation that refers to other variables", Some("1.9.0")),
            ("s3 backend use_lockfile", Some("1.10.0")),
            ("s3 backend dynamodb_table deprecated", Some("1.11.0")),
            ("ephemeral values", Some("1.10.0")),
            ("aws_eks_access_entry", None),
        ] {
            assert_eq!(since(terraform(name)).as_deref(), release, "{name}");
        }
        assert_eq!(provider("aws_eks_capability").map(|feature| feature.confidence), Some(Confidence::Estimated));
    }

    #[test]
    fn a_constraint_has_a_feature_when_its_lowest_release_has_it() {
        let upgrade_policy = provider("aws_eks_cluster.upgrade_policy").unwrap();
        for (constraint, expected) in [
            ("~> 5.40", false),
            (">= 5.60.0, < 6.0.0", false),
            ("5.61.0", true),
            (">= 5.61", true),
            ("~> 6.0", true),
            ("< 6.0.0", false),
        ] {
            let constraint: VersionConstraint = constraint.parse().unwrap();
            assert_eq!(upgrade_policy.is_in_all_of(&constraint), expected, "{constraint:?}");
        }
    }

    /// The schema in the repository is that of 5.40: it must have what came before and lack what came after.
    #[test]
    fn the_list_agrees_with_the_schema_of_5_40() {
        let release = crate::values::Release::new(5, 40, 0);
        for feature in of_provider() {
            let Some((resource, argument)) = feature.feature.split_once('.') else { continue };
            let Some(schema) = schema_of(resource) else { continue };
            if argument.contains(' ') {
                continue;
            }
            let expected = feature.since <= release;
            assert_eq!(has(&schema["block"], argument), expected, "{}", feature.feature);
        }
    }

    fn schema_of(resource: &str) -> Option<serde_json::Value> {
        let path = format!("{}/schema/aws-5.40.0/resources/{resource}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).ok().map(|text| serde_json::from_str(&text).unwrap())
    }

    fn has(block: &serde_json::Value, path: &str) -> bool {
        match path.split_once('.') {
            Some((head, rest)) => has(&block["block_types"][head]["block"], rest),
            None => !block["attributes"][path].is_null() || !block["block_types"][path].is_null(),
        }
    }
}
