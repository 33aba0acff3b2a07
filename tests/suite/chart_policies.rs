//! What cells let the programs of charts do in AWS, held against the publisher's own policies of the rendered version: a new
//! version that needs another action shows here.

use std::collections::BTreeSet;
use std::path::Path;

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::terraform::{Expression, Key, Tree};
use serde_json::Value;

/// Per chart: the labels of its policies in Terraform begin with this; actions that only cells allow; actions that only the
/// publisher allows, and why cells do without.
const DIFFERENCES: [(&str, &str, &[&str], &[&str]); 4] = [
    (
        "aws-load-balancer-controller",
        "load_balancer_controller",
        // Needed from 3.7.0 on (its release notes); the publisher's policy is that of 3.5.0.
        &["ec2:ValidateSecurityGroupQuotasForInterface"],
        // Cognito, customer-owned addresses of Outposts, peered VPCs, Shield and the older firewall: cellc turns these features
        // off, or cells have none of them.
        &[
            "cognito-idp:DescribeUserPoolClient",
            "ec2:DescribeCoipPools",
            "ec2:DescribeVpcPeeringConnections",
            "ec2:GetCoipPoolUsage",
            "shield:CreateProtection",
            "shield:DeleteProtection",
            "shield:DescribeProtection",
            "shield:GetSubscriptionState",
            "waf-regional:AssociateWebACL",
            "waf-regional:DisassociateWebACL",
            "waf-regional:GetWebACL",
            "waf-regional:GetWebACLForResource",
        ],
    ),
    // The guide has its examples of assumed roles in the same file; the pods have theirs by EKS Pod Identity.
    ("external-dns", "external_dns", &[], &["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:TagSession"]),
    (
        "external-secrets",
        "external_secrets",
        // Secrets may be encrypted with a key of the account's own.
        &["kms:Decrypt"],
        // Cells read secrets and write none.
        &[
            "secretsmanager:CreateSecret",
            "secretsmanager:DeleteResourcePolicy",
            "secretsmanager:DeleteSecret",
            "secretsmanager:GetResourcePolicy",
            "secretsmanager:ListSecretVersionIds",
            "secretsmanager:PutResourcePolicy",
            "secretsmanager:PutSecretValue",
            "secretsmanager:RemoveRegionsFromReplication",
            "secretsmanager:ReplicateSecretToRegions",
            "secretsmanager:TagResource",
            "ssm:AddTagsToResource",
            "ssm:ListTagsForResource",
            "ssm:PutParameter*",
        ],
    ),
    // Karpenter's guide has somebody create the role for spot instances by hand; here it may, unless an account block has it.
    ("karpenter", "karpenter", &["iam:CreateServiceLinkedRole"], &[]),
];

/// The resources that hold policies.
const POLICIES: [&str; 2] = ["aws_iam_policy", "aws_iam_role_policy"];

#[test]
fn policies_differ_from_those_of_publishers_where_a_reason_says_so() {
    let tree = tree();
    for (chart, label, ours, theirs) in DIFFERENCES {
        let (own, publishers) = (allowed(&tree, label), publishers(chart));
        assert!(own.len() > 3, "{chart}: {own:?}");
        let lacks = |list: &BTreeSet<String>, action: &str| !list.iter().any(|known| overlap(known, action));
        let more: Vec<&String> = own.iter().filter(|action| lacks(&publishers, action)).collect();
        let less: Vec<&String> = publishers.iter().filter(|action| lacks(&own, action)).collect();
        assert_eq!(more, ours, "{chart}: allowed by cells only");
        assert_eq!(less, theirs, "{chart}: allowed by the publisher only");
    }
}

/// Whether two actions, one of which may end with a wildcard, are or include each other.
fn overlap(one: &str, other: &str) -> bool {
    let covers = |wide: &str, narrow: &str| wide.strip_suffix('*').is_some_and(|start| narrow.starts_with(start));
    one == other || covers(one, other) || covers(other, one)
}

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog/charts").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn publishers(chart: &str) -> BTreeSet<String> {
    let facts: Value = serde_json::from_str(&read(&format!("{chart}.json"))).unwrap();
    let actions = facts["policy"]["actions"].as_array().unwrap().iter();
    actions.map(|action| action.as_str().unwrap().to_owned()).collect()
}

/// The cell with whose values the charts were rendered.
fn tree() -> Tree {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", read("fleet.hcl"));
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    cellc::lower::lower(analysis.checked().unwrap())
}

/// Every action that the policies of an identity name; those of nodes are not the controller's.
fn allowed(tree: &Tree, label: &str) -> BTreeSet<String> {
    let mut actions = BTreeSet::new();
    let blocks = tree.modules.iter().flat_map(|module| &module.files).flat_map(|file| file.body.blocks());
    for block in blocks {
        let is_policy = block.labels.first().is_some_and(|kind| POLICIES.contains(&kind.as_str()));
        let is_own = block.labels.get(1).is_some_and(|own| own.starts_with(label) && !own.contains("node_own"));
        if let (true, Some(policy)) = (is_policy && is_own, block.body.attribute("policy")) {
            collect(&policy.value, false, &mut actions);
        }
    }
    actions
}

fn collect(expression: &Expression, is_action: bool, actions: &mut BTreeSet<String>) {
    match expression {
        Expression::String(text) if is_action => _ = actions.insert(text.clone()),
        Expression::List(elements) => elements.iter().for_each(|element| collect(element, is_action, actions)),
        Expression::Call(call) => call.arguments.iter().for_each(|argument| collect(argument, false, actions)),
        Expression::Object(items) => {
            for item in items {
                collect(&item.value, matches!(&item.key, Key::Literal(key) if key == "Action"), actions);
            }
        }
        _ => {}
    }
}
