//! The policies of Karpenter fit into IAM's limits at the longest legal names and regions.

use std::collections::BTreeMap;

use cellc::model::names;
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::terraform::Tree;
use cellc_test_support::policy_document::policies;
use serde_json::Value;

/// IAM quotas: characters of a managed policy, without white space.
const MANAGED_POLICY: usize = 6_144;
/// IAM quotas: characters of a role's trust policy.
const TRUST_POLICY: usize = 2_048;

/// The longest region of each partition that cellc has zones for.
const REGIONS: [(&str, &str); 4] = [
    ("aws", "ap-southeast-1"),
    ("aws", "ap-northeast-3"),
    ("aws-cn", "cn-northwest-1"),
    ("aws-us-gov", "us-gov-west-1"),
];

/// Of partitions where the names of interface endpoints are not known: every cell has NAT there.
const REGIONS_WITH_NAT: [(&str, &str); 5] = [
    ("aws-iso", "us-iso-east-1"),
    ("aws-iso-b", "us-isob-east-1"),
    ("aws-iso-e", "eu-isoe-west-1"),
    ("aws-iso-f", "us-isof-south-1"),
    ("aws-eusc", "eusc-de-east-1"),
];

#[test]
fn every_policy_fits_at_the_longest_names() {
    let any_nat = REGIONS.map(|region| (region, &["single", "none"][..]));
    let with_nat = REGIONS_WITH_NAT.map(|region| (region, &["single"][..]));
    for ((partition, region), modes) in any_nat.into_iter().chain(with_nat) {
        for nat in modes {
            let (tree, cluster) = longest(partition, region, nat);
            let policies = policies(&tree, "aws_iam_policy", "policy", &known(partition, region, &cluster));
            assert_eq!(policies.len(), 3, "Karpenter has three policies");
            for (label, policy) in policies {
                let size = size(&policy);
                assert!(size <= MANAGED_POLICY, "{label} in {region} with nat {nat}: {size} characters");
            }
        }
    }
}

#[test]
fn every_trust_policy_fits_at_the_longest_names() {
    for (partition, region) in REGIONS.into_iter().chain(REGIONS_WITH_NAT) {
        let (tree, cluster) = longest(partition, region, "single");
        for (label, policy) in
            policies(&tree, "aws_iam_role", "assume_role_policy", &known(partition, region, &cluster))
        {
            assert!(size(&policy) <= TRUST_POLICY, "{label} in {region}: {} characters", size(&policy));
        }
    }
}

#[test]
fn one_policy_would_not_fit() {
    let (tree, cluster) = longest("aws", "ap-southeast-1", "single");
    let policies = policies(&tree, "aws_iam_policy", "policy", &known("aws", "ap-southeast-1", &cluster));
    let together: usize = policies.values().map(size).sum();
    assert!(together > MANAGED_POLICY, "the split is for nothing: {together} characters");
}

#[test]
fn statements_are_those_of_the_template() {
    let (tree, cluster) = longest("aws", "eu-west-1", "single");
    let policies = policies(&tree, "aws_iam_policy", "policy", &known("aws", "eu-west-1", &cluster));
    let sids = |label: &str| -> Vec<String> {
        let statements = policies[label]["Statement"].as_array().unwrap();
        statements.iter().map(|statement| statement["Sid"].as_str().unwrap().to_owned()).collect()
    };
    let expected = [
        "AllowScopedEC2InstanceAccessActions",
        "AllowScopedEC2NetworkAccessActions",
        "AllowScopedEC2LaunchTemplateAccessActions",
        "AllowScopedEC2InstanceActionsWithTags",
        "AllowScopedResourceCreationTagging",
        "AllowScopedResourceTagging",
        "AllowScopedDeletion",
    ];
    assert_eq!(sids("karpenter_nodes"), expected);
    let identity = [
        "AllowPassingInstanceRole",
        "AllowSpotServiceLinkedRoleCreation",
        "AllowInstanceProfileReadActions",
        "AllowUnscopedInstanceProfileListAction",
        "AllowScopedInstanceProfileCreationActions",
        "AllowScopedInstanceProfileTagActions",
        "AllowScopedInstanceProfileActions",
    ];
    assert_eq!(sids("karpenter_identity"), identity);
    let discovery = [
        "AllowRegionalReadActions",
        "AllowSSMReadActions",
        "AllowAPIServerEndpointDiscovery",
        "AllowInterruptionQueueActions",
        "AllowZonalShiftReadActions",
        "AllowPricingReadActions",
    ];
    assert_eq!(sids("karpenter_discovery"), discovery);
    let owned = &policies["karpenter_nodes"]["Statement"][6]["Condition"]["StringEquals"];
    assert_eq!(owned[format!("aws:ResourceTag/kubernetes.io/cluster/{cluster}")], "owned");
    let (isolated, cluster) = longest("aws", "eu-west-1", "none");
    let isolated = self::policies(&isolated, "aws_iam_policy", "policy", &known("aws", "eu-west-1", &cluster));
    let actions = isolated["karpenter_identity"].to_string();
    assert!(!actions.contains("CreateInstanceProfile"), "an isolated cell cannot reach IAM: {actions}");
}

/// The tree of a fleet whose cluster has the longest legal name, and that name.
fn longest(partition: &str, region: &str, nat: &str) -> (Tree, String) {
    let longest = names::all().map(|name| name.limit - name.of("").len()).min().unwrap();
    let cell = "c".repeat(longest - "f-test-".len());
    let spec = format!(
        r#"
        fleet "f" {{
          owner       = "o"
          cost_centre = "c"
        }}
        environment "test" {{
          account = "222222222222"
          region  = "{region}"
          nat     = "{nat}"
          access "platform" {{
            principal = "arn:{partition}:iam::222222222222:role/p"
            policy    = "cluster-admin"
          }}
        }}
        cell "{cell}" {{
          environment = "test"
          cidr        = "10.0.0.0/16"
        }}
        "#
    );
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", spec);
    let analysis = pipeline::analyse(&sources, &settings(), &mut |_| {});
    assert_eq!(analysis.diagnostics, [], "the longest legal name is legal");
    let tree = cellc::lower::lower(analysis.checked().unwrap());
    (tree, format!("f-test-{cell}"))
}

/// What references stand for once they are applied.
fn known(partition: &str, region: &str, cluster: &str) -> BTreeMap<String, String> {
    let account = "222222222222";
    [
        ("local.name", cluster.to_owned()),
        ("var.region", region.to_owned()),
        ("var.account_id", account.to_owned()),
        ("aws_sqs_queue.karpenter.arn", format!("arn:{partition}:sqs:{region}:{account}:{cluster}")),
        ("aws_iam_role.karpenter_node.arn", format!("arn:{partition}:iam::{account}:role/{cluster}-karpenter-node")),
    ]
    .map(|(path, value)| (path.to_owned(), value))
    .into()
}

fn size(policy: &Value) -> usize {
    policy.to_string().chars().filter(|character| !character.is_whitespace()).count()
}

/// The day on which tests judge.
fn settings() -> Settings {
    Settings { as_of: "2026-11-21".parse().unwrap() }
}
