//! Which arguments cannot be changed in place, and what is lost when their resource is made anew.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::values::Date;

/// One resource type and the arguments that replace it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// The resource type, such as `aws_eks_cluster`.
    pub resource: String,
    /// What a person calls it, such as `cluster`.
    pub matters: String,
    /// How bad it is.
    pub gravity: Gravity,
    /// What happens when it is replaced, as a clause.
    pub loses: String,
    /// What happens when it is destroyed and nothing takes its place, as a clause.
    pub removed: String,
    /// The arguments, nested ones with dots and without indices: `access_scope.type`.
    pub arguments: Vec<String>,
}

/// How bad a replacement is, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Gravity {
    /// Nobody notices.
    #[serde(rename = "harmless")]
    Harmless,
    /// Nothing stops, and others can reach what they could not reach before.
    #[serde(rename = "exposure")]
    Exposure,
    /// Something waits or is refused for seconds or minutes, and comes back by itself.
    #[serde(rename = "disruption")]
    Disruption,
    /// Traffic or permissions are missing until the new resource is wired up.
    #[serde(rename = "outage")]
    Outage,
    /// Something is gone for good.
    #[serde(rename = "data loss")]
    DataLoss,
}

impl Replacement {
    /// Whether a change of the argument, or of something inside it, replaces the resource. Dots separate the names, as
    /// in `vpc_config.subnet_ids`; leave out indices.
    pub fn is_caused_by(&self, argument: &str) -> bool {
        self.arguments.iter().any(|known| {
            let inside = argument.strip_prefix(known.as_str()).is_some_and(|rest| rest.starts_with('.'));
            argument == known || inside && !COUNTED_WHOLE.contains(&(self.resource.as_str(), known.as_str()))
        })
    }
}

/// Blocks that replace their resource when they disappear, while a change inside them does not.
const COUNTED_WHOLE: [(&str, &str); 1] = [("aws_eks_cluster", "encryption_config")];

/// The entry of a resource type, if the catalog has it: it has those that the compiler emits.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn of(resource: &str) -> Option<&'static Replacement> {
    all().iter().find(|replacement| replacement.resource == resource)
}

/// Every entry, in the order of the resource types.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn all() -> &'static [Replacement] {
    &CATALOG.resources
}

/// The day on which the table was last compared with the provider.
///
/// # Panics
/// When the compiled-in data cannot be read, which a unit test excludes.
pub fn as_of() -> Date {
    CATALOG.as_of
}

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| serde_json::from_str(TEXT).expect("invariant: catalog/replacements.json is read by a unit test"));

const TEXT: &str = include_str!("../../catalog/replacements.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalog {
    as_of: Date,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file; a test asserts it is there"))]
    source: String,
    resources: Vec<Replacement>,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CATALOG, Gravity, all, as_of, of};
    use crate::catalog::kubernetes;

    const SCHEMA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/aws-5.40.0/resources");

    #[test]
    fn every_resource_type_of_the_schema_has_an_entry() {
        let expected: BTreeSet<String> = std::fs::read_dir(SCHEMA)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        let listed: BTreeSet<String> = all().iter().map(|entry| entry.resource.clone()).collect();
        assert_eq!(listed, expected);
        assert!(all().is_sorted_by(|left, right| left.resource < right.resource));
    }

    #[test]
    fn every_argument_is_in_the_schema() {
        for entry in all() {
            let text = std::fs::read_to_string(format!("{SCHEMA}/{}.json", entry.resource)).unwrap();
            let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
            for argument in &entry.arguments {
                assert!(has(&schema["block"], argument), "{}.{argument}", entry.resource);
            }
        }
    }

    fn has(block: &serde_json::Value, path: &str) -> bool {
        match path.split_once('.') {
            Some((head, rest)) => has(&block["block_types"][head]["block"], rest),
            None => !block["attributes"][path].is_null() || !block["block_types"][path].is_null(),
        }
    }

    #[test]
    fn every_entry_says_what_is_lost() {
        for entry in all() {
            assert!(!entry.matters.is_empty() && entry.loses.len() > 10, "{}", entry.resource);
            assert!(!entry.loses.ends_with('.'), "{}", entry.resource);
            assert!(entry.removed.len() > 10 && !entry.removed.ends_with('.'), "{}", entry.resource);
            let has_successor = ["moment", "until the new", "again", "is replaced"];
            assert!(!has_successor.iter().any(|word| entry.removed.contains(word)), "{}", entry.resource);
            let distinct: BTreeSet<&String> = entry.arguments.iter().collect();
            assert_eq!(distinct.len(), entry.arguments.len(), "{}", entry.resource);
        }
        assert!(!CATALOG.source.is_empty());
        assert_eq!(as_of(), kubernetes::as_of());
    }

    #[test]
    fn a_change_replaces_or_does_not() {
        for (resource, argument, expected) in [
            ("aws_eks_cluster", "name", true),
            ("aws_eks_cluster", "version", false),
            ("aws_eks_cluster", "vpc_config.subnet_ids", false),
            ("aws_eks_cluster", "kubernetes_network_config.service_ipv4_cidr", true),
            ("aws_eks_cluster", "kubernetes_network_config", false),
            ("aws_eks_cluster", "access_config.bootstrap_cluster_creator_admin_permissions", true),
            ("aws_eks_cluster", "access_config.authentication_mode", false),
            ("aws_eks_cluster", "encryption_config", true),
            ("aws_eks_cluster", "encryption_config.provider.key_arn", false),
            ("aws_eks_node_group", "instance_types", true),
            ("aws_eks_node_group", "remote_access.ec2_ssh_key", true),
            ("aws_eks_node_group", "launch_template.id", true),
            ("aws_eks_node_group", "launch_template.version", false),
            ("aws_eks_node_group", "scaling_config.max_size", false),
            ("aws_eks_node_group", "node_group_name", true),
            ("aws_kms_key", "policy", false),
            ("aws_kms_key", "multi_region", true),
            ("aws_vpc", "cidr_block", true),
            ("aws_sqs_queue", "name", true),
            ("aws_sqs_queue", "message_retention_seconds", false),
            ("aws_iam_role", "path", true),
            ("aws_iam_role", "description", false),
            ("aws_security_group", "description", true),
            ("aws_security_group", "descriptions", false),
        ] {
            assert_eq!(of(resource).unwrap().is_caused_by(argument), expected, "{resource}.{argument}");
        }
        assert_eq!(of("aws_instance"), None);
    }

    #[test]
    fn the_gravest_replacements_are_those_that_cannot_be_undone() {
        let gravest: Vec<&str> = all()
            .iter()
            .filter(|entry| entry.gravity == Gravity::DataLoss)
            .map(|entry| entry.resource.as_str())
            .collect();
        assert_eq!(gravest, ["aws_cloudwatch_log_group", "aws_eks_cluster", "aws_kms_key", "aws_s3_bucket", "aws_vpc"]);
        assert!(Gravity::Harmless < Gravity::Disruption && Gravity::Outage < Gravity::DataLoss);
        assert_eq!(of("aws_nat_gateway").map(|entry| entry.gravity), Some(Gravity::Outage));
    }
}
