//! Keys that other tools have for what a spec says, and keys of a spec in a block that does not take them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::ALLOW;
use crate::diagnostic::{Near, did_you_mean};
use crate::parse::TERRAFORM_BLOCKS;

/// What an unknown key probably means.
#[derive(Debug)]
pub(super) struct Meant {
    /// The key that was meant, which is then not missing.
    pub(super) near: Near<'static>,
    /// What to say instead of asking for it.
    pub(super) words: Option<&'static str>,
}

/// What `key` means in a block that knows these keys: a slip, a word of another tool, or one that is near.
pub(super) fn meant(key: &str, known: &[&'static str]) -> Option<Meant> {
    let near = did_you_mean(key, known.iter().copied().chain([ALLOW]));
    let slip = near.clone().filter(|near| near.certain().is_some());
    let guess = || near.filter(|_| elsewhere(key).is_none()).map(|near| Meant { near, words: None });
    slip.map(|near| Meant { near, words: None }).or_else(|| of_another_tool(key, known)).or_else(guess)
}

fn of_another_tool(key: &str, known: &[&'static str]) -> Option<Meant> {
    let meanings = MEANINGS.get(&bare(key))?;
    let (ours, words) = meanings.iter().find(|(ours, _)| known.contains(ours))?;
    Some(Meant { near: Near::supposed(ours), words: *words })
}

/// Our key, and what to say.
type Meaning = (&'static str, Option<&'static str>);

/// By the bare word: there may be a hundred thousand keys to look up.
static MEANINGS: LazyLock<BTreeMap<String, Vec<Meaning>>> = LazyLock::new(|| {
    let told = EXPLAINED.iter().map(|(word, ours, words)| (*word, (*ours, Some(*words))));
    let asked = FOREIGN.iter().flat_map(|(ours, words)| words.iter().map(|word| (*word, (*ours, None))));
    let mut meanings: BTreeMap<String, Vec<Meaning>> = BTreeMap::new();
    for (word, meaning) in told.chain(asked) {
        meanings.entry(bare(word)).or_default().push(meaning);
    }
    meanings
});

/// Without case and separators: `minSize` is `min_size`.
fn bare(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where a key belongs that this block does not take.
pub(super) fn elsewhere(key: &str) -> Option<String> {
    if TERRAFORM_BLOCKS.contains(&key) {
        return Some(format!(
            "a spec has no `{key}`: cellc writes the Terraform, from the values that the spec states"
        ));
    }
    let (_, place) = PLACES.iter().find(|(keys, _)| keys.contains(&key))?;
    Some(format!("`{key}` belongs {place}"))
}

/// Keys that one kind of block takes, and where those stand.
const PLACES: [(&[&str], &str); 6] = [
    (&["fleet", "environment", "cell"], "at the root of the spec, beside the other blocks"),
    (&["terraform", "git"], "in the `fleet` block"),
    (
        &[
            "access",
            "add_on",
            "application",
            "argo_cd",
            "class",
            "deploy_role",
            "encryption",
            "endpoint",
            "flow_logs",
            "kubernetes",
            "namespace",
            "node_tier",
            "quotas",
            "role",
            "sync",
            "workload_identity",
        ],
        "in an `environment` block",
    ),
    (&["connection", "container", "egress", "quota", "workload"], "in a `namespace` block"),
    (&["disruption_budget", "taint"], "in a `node_tier` block"),
    (&["backend"], "in the `terraform` block of the fleet"),
];

/// Words of eksctl, terraform-aws-eks, Karpenter, Kubernetes, Argo CD and AWS for each key, however they are spelled.
const FOREIGN: &[(&str, &[&str])] = &[
    ("access", &["access_entry", "access_entries", "access_config", "aws_auth", "aws_auth_roles", "map_roles"]),
    ("account", &["aws_account", "aws_account_id", "account_id"]),
    ("add_on", &["addons", "cluster_addons", "eks_addon", "aws_eks_addon"]),
    ("application", &["app", "apps", "helm_release", "helm_chart"]),
    ("arch", &["architecture", "architectures"]),
    ("capacity", &["capacity_type", "capacity_types"]),
    ("categories", &["instance_category", "instance_categories"]),
    ("cidr", &["vpc_cidr", "vpc_cidr_block", "cidr_block"]),
    (
        "cidrs",
        &["public_access_cidrs", "cluster_endpoint_public_access_cidrs", "cidr_blocks", "allowed_cidrs", "ip_block"],
    ),
    ("consolidation", &["consolidation_policy"]),
    ("cpus", &["instance_cpu", "vcpus"]),
    ("deletion_window_days", &["deletion_window", "deletion_window_in_days", "kms_key_deletion_window_in_days"]),
    ("deploy_role", &["assume_role", "assume_role_arn", "role_arn", "terraform_role"]),
    ("disk_gib", &["disk_size", "volume_size", "disk", "root_volume_size"]),
    ("disruption_budget", &["disruption", "disruptions", "budget", "budgets"]),
    ("domain", &["base_domain", "dns_zone", "domain_name"]),
    ("dynamodb_table", &["lock_table"]),
    ("encryption", &["cluster_encryption_config", "encryption_config", "kms", "secrets_encryption"]),
    (
        "endpoint",
        &["cluster_endpoint", "cluster_endpoint_public_access", "endpoint_public_access", "cluster_endpoints"],
    ),
    ("environment", &["env", "stage"]),
    ("exposure", &["expose", "ingress"]),
    ("families", &["instance_family", "instance_families"]),
    ("flow_logs", &["enable_flow_log", "vpc_flow_logs"]),
    ("image", &["ami_type", "ami_family", "ami"]),
    ("kubernetes", &["cluster_version", "kubernetes_version", "k8s_version", "eks_version", "version"]),
    ("limits", &["max_resources"]),
    ("logs", &["cluster_enabled_log_types", "enabled_log_types", "log_types", "cloud_watch"]),
    ("max", &["max_size", "max_capacity", "max_nodes"]),
    ("mechanism", &["irsa"]),
    ("min", &["min_size", "min_capacity", "min_nodes"]),
    ("nat", &["nat_gateway", "nat_gateways", "single_nat_gateway", "enable_nat_gateway", "one_nat_gateway_per_az"]),
    ("network", &["vpc_cidr", "vpc_cidr_block", "cidr_block", "cidr"]),
    (
        "node_tier",
        &[
            "eks_managed_node_group",
            "eks_managed_node_groups",
            "managed_node_group",
            "managed_node_groups",
            "node_group",
            "node_groups",
            "node_pool",
            "node_pools",
            "provisioner",
        ],
    ),
    ("peers", &["peer_cidrs", "vpc_peering"]),
    ("pod_security", &["pod_security_standard", "pod_security_policy", "psa", "psp"]),
    ("policies", &["policy", "policy_arn", "policy_arns", "managed_policy_arns", "attach_policy_arns", "iam_policies"]),
    (
        "policy",
        &["policy_arn", "policy_arns", "policies", "access_policy", "policy_association", "policy_associations"],
    ),
    ("principal", &["arn", "iam_role", "iam_role_arn", "role_arn", "principal_arn"]),
    ("public", &["public_access", "endpoint_public_access"]),
    ("quota", &["resource_quota"]),
    ("quotas", &["service_quotas"]),
    ("repository", &["url", "repo", "repo_url", "git_url"]),
    ("region", &["aws_region", "location"]),
    ("replicas", &["count", "replica_count", "desired"]),
    ("retention_days", &["retention", "retention_in_days", "log_retention", "cloudwatch_log_group_retention_in_days"]),
    ("revision", &["target_revision", "branch", "ref"]),
    ("service_cidr", &["cluster_service_ipv4_cidr", "service_ipv4_cidr"]),
    ("tags", &["default_tags"]),
    ("to", &["destination", "target", "namespace"]),
    ("types", &["enabled_log_types", "log_types", "enable_types"]),
    ("upgrade_policy", &["support_type"]),
    ("values", &["helm_values"]),
    ("volume_claims", &["persistent_volume_claims", "pvcs"]),
    (
        "workload_identity",
        &["pod_identity", "pod_identity_association", "pod_identity_associations", "irsa", "iam_service_account"],
    ),
    ("zones", &["availability_zones", "azs", "hosted_zones", "hosted_zone_ids"]),
];

/// The same where the value has to be another one as well, with what to say.
const EXPLAINED: &[(&str, &str, &str)] = &[
    ("instance_types", "families", "write `families`, such as `families = [\"m7g\"]`, and `cpus` for their sizes"),
    ("instance_type", "families", "write `families`, such as `families = [\"m7g\"]`, and `cpus` for their sizes"),
    ("instance_type", "instance_types", "write a list: `instance_types = [\"m7g.large\"]`"),
    ("max_size", "limits", "write `limits = { cpu = …, memory = … }`: a Karpenter tier grows up to these"),
    ("max_nodes", "limits", "write `limits = { cpu = …, memory = … }`: a Karpenter tier grows up to these"),
    ("spot", "capacity", "write `capacity = \"spot\"`"),
    ("resources", "requests", "write `requests = { cpu = …, memory = … }` and `limits = { … }`"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_other_tools_are_understood_where_the_block_has_what_they_mean() {
        let known = ["cidr", "region", "min", "max", "allowances"];
        for (key, expected) in [
            ("vpcCidr", Some("cidr")),
            ("aws_region", Some("region")),
            ("minSize", Some("min")),
            ("Region", Some("region")),
            ("capacity_type", None),
            ("cell", None),
        ] {
            assert_eq!(meant(key, &known).map(|meant| meant.near.name()), expected, "{key}");
        }
    }

    #[test]
    fn nothing_of_another_tool_is_written_without_asking() {
        assert_eq!(meant("vpc_cidr", &["cidr"]).and_then(|meant| meant.near.certain()), None);
        assert_eq!(meant("cidrs", &["cidr"]).and_then(|meant| meant.near.certain()), Some("cidr"));
    }

    #[test]
    fn keys_have_one_place() {
        assert_eq!(
            elsewhere("cell").as_deref(),
            Some("`cell` belongs at the root of the spec, beside the other blocks")
        );
        assert_eq!(elsewhere("colour"), None);
        for (ours, words) in FOREIGN {
            assert!(!words.contains(ours), "{ours}");
        }
    }
}
