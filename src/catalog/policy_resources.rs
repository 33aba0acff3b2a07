//! What a cell holds in AWS: what its Terraform makes, and what AWS and its controllers make later in its name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::values::Date;

/// What AWS or a controller makes in a cell after Terraform.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeLater {
    /// What it is.
    pub what: String,
    /// Where that is documented.
    pub source: String,
    /// Forms of ARNs: `{partition}`, `{account}`, `{region}` and `{cluster}` are the cell's, everything else is given by AWS.
    pub arns: Vec<String>,
    /// Tags; `{cluster}` and `{region}` are the cell's, and the value `*` is any.
    pub tags: BTreeMap<String, String>,
}

/// A service that policies trust.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The first part of its principal, such as `pods.eks`.
    pub service: String,
    /// Form of the ARN of what it acts for.
    pub acts_for: Option<String>,
    /// The condition key that holds this ARN; `aws:SourceArn` when none is given.
    pub key: Option<String>,
    /// Why the service does not act for another cell, whatever its condition.
    pub reason: Option<String>,
}

/// The forms of the ARNs that a Terraform resource type makes; arguments stand in braces. Empty for a type that is part of
/// another resource, [`None`] for one that the table does not have.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of_terraform(resource_type: &str) -> Option<&'static [String]> {
    CATALOG.terraform.get(resource_type).map(Vec::as_slice)
}

/// What is made after Terraform.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn made_later() -> &'static [MadeLater] {
    &CATALOG.made_later
}

/// Form of the ARN of the hosted zone that holds a cell's names.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn records() -> &'static str {
    &CATALOG.records
}

/// What is known of a service principal, such as `logs.eu-west-1.amazonaws.com`.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn service(principal: &str) -> Option<&'static Service> {
    let is_it = |service: &&Service| {
        principal.strip_prefix(&service.service).is_some_and(|rest| rest.starts_with('.'))
            && !CATALOG.services.iter().any(|other| {
                other.service.len() > service.service.len() && principal.starts_with(&format!("{}.", other.service))
            })
    };
    CATALOG.services.iter().find(is_it)
}

/// The day on which the table was last compared with its sources.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    serde_json::from_str(TEXT).expect("invariant: catalog/policy_resources.json is read by a unit test")
});

const TEXT: &str = include_str!("../../catalog/policy_resources.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    terraform: BTreeMap<String, Vec<String>>,
    made_later: Vec<MadeLater>,
    records: String,
    services: Vec<Service>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_emitted_type_has_its_forms() {
        assert_eq!(as_of(), "2026-11-27".parse().unwrap());
        assert!(!CATALOG.source.is_empty());
        assert!(made_later().iter().all(|made| !made.source.is_empty() && !made.arns.is_empty()));
        let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/aws-5.40.0/resources");
        for schema in std::fs::read_dir(schemas).unwrap() {
            let kind = schema.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
            assert!(of_terraform(&kind).is_some(), "{kind} is emitted, and nobody says what it makes");
        }
    }

    #[test]
    fn services_are_found_by_their_principals() {
        assert_eq!(service("pods.eks.amazonaws.com").unwrap().service, "pods.eks");
        assert_eq!(service("logs.eu-west-1.amazonaws.com").unwrap().service, "logs");
        assert_eq!(service("ec2.amazonaws.com.cn").unwrap().service, "ec2");
        assert!(service("ecs.amazonaws.com").is_none());
    }
}
