//! What the endpoints of an isolated cell admit, judged by iam-simulate, which evaluates policies as AWS documents it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::{Command, Stdio};

use cellc::diagnostic::has_errors;
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc_test_support::policy_document;
use serde_json::{Value, json};

use crate::harness::tools;

/// The account of the cell, one that its perimeter names, one of AWS with images, and one of nobody that it knows.
const OWN: &str = "222222222222";
const NAMED: &str = "333333333333";
const AWS: &str = "602401143452";
const STRANGER: &str = "999999999999";

const PLAIN: &str = "";
const PERIMETER: &str = r#"perimeter {
  accounts = ["333333333333"]
  buckets  = ["acme-reports"]
}"#;
const IRSA: &str = r#"workload_identity "reader" {
  namespace       = "payments"
  service_account = "reader"
  mechanism       = "irsa"
  policies        = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"]
}"#;

/// A request: what the spec says beside, the endpoint, who calls, the action, the resource and whose it is, whether it gets through.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, bool);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Buckets: one's own, or those of a stranger, with one's own or a stranger's credentials.
    (PLAIN, "s3", OWN, "s3:PutObject", "arn:aws:s3:::own/data", OWN, true),
    (PLAIN, "s3", OWN, "s3:PutObject", "arn:aws:s3:::theirs/data", STRANGER, false),
    (PLAIN, "s3", STRANGER, "s3:PutObject", "arn:aws:s3:::theirs/data", STRANGER, false),
    (PLAIN, "s3", STRANGER, "s3:PutObject", "arn:aws:s3:::own/data", OWN, false),
    (PLAIN, "s3", OWN, "s3:PutObject", "arn:aws:s3:::acme-reports/data", STRANGER, false),
    (PERIMETER, "s3", OWN, "s3:PutObject", "arn:aws:s3:::acme-reports/data", STRANGER, true),
    (PERIMETER, "s3", OWN, "s3:ListBucket", "arn:aws:s3:::acme-reports", STRANGER, true),
    (PERIMETER, "s3", STRANGER, "s3:PutObject", "arn:aws:s3:::acme-reports/data", STRANGER, false),
    (PERIMETER, "s3", OWN, "s3:PutObject", "arn:aws:s3:::acme-reports-2/data", STRANGER, false),
    (PERIMETER, "s3", OWN, "s3:PutObject", "arn:aws:s3:::named/data", NAMED, true),
    (PERIMETER, "s3", NAMED, "s3:GetObject", "arn:aws:s3:::own/data", OWN, true),
    // Layers of images come with addresses that ECR signs.
    (PLAIN, "s3", AWS, "s3:GetObject", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/layer", AWS, true),
    (PLAIN, "s3", "", "s3:GetObject", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/layer", AWS, true),
    (PLAIN, "s3", OWN, "s3:PutObject", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/layer", AWS, false),
    (PLAIN, "s3", "", "s3:GetObject", "arn:aws:s3:::theirs/data", STRANGER, false),
    // Images.
    (PLAIN, "ecr", OWN, "ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:602401143452:repository/eks/coredns", AWS, true),
    (PLAIN, "ecr", OWN, "ecr:PutImage", "arn:aws:ecr:eu-west-1:602401143452:repository/eks/coredns", AWS, false),
    (PLAIN, "ecr", OWN, "ecr:PutImage", "arn:aws:ecr:eu-west-1:222222222222:repository/app", OWN, true),
    (PLAIN, "ecr", OWN, "ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:999999999999:repository/app", STRANGER, false),
    (PLAIN, "ecr", OWN, "ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:333333333333:repository/app", NAMED, false),
    (PERIMETER, "ecr", OWN, "ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:333333333333:repository/app", NAMED, true),
    (PLAIN, "ecr", STRANGER, "ecr:PutImage", "arn:aws:ecr:eu-west-1:999999999999:repository/app", STRANGER, false),
    // Nodes.
    (PLAIN, "ec2", OWN, "ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-1", AWS, true),
    (PLAIN, "ec2", OWN, "ec2:RunInstances", "arn:aws:ec2:eu-west-1:222222222222:instance/i-1", OWN, true),
    (PLAIN, "ec2", OWN, "ec2:CreateVolume", "arn:aws:ec2:eu-west-1:222222222222:volume/vol-1", "", true),
    (PLAIN, "ec2", OWN, "ec2:ModifySnapshotAttribute", "arn:aws:ec2:eu-west-1::snapshot/snap-1", STRANGER, false),
    (PLAIN, "ec2", STRANGER, "ec2:RunInstances", "arn:aws:ec2:eu-west-1:999999999999:instance/i-1", STRANGER, false),
    // Parameters.
    (PLAIN, "ssm", OWN, "ssm:GetParameter", "arn:aws:ssm:eu-west-1:222222222222:parameter/data", OWN, true),
    (PLAIN, "ssm", OWN, "ssm:PutParameter", "arn:aws:ssm:eu-west-1:999999999999:parameter/data", STRANGER, false),
    (PLAIN, "ssm", STRANGER, "ssm:PutParameter", "arn:aws:ssm:eu-west-1:999999999999:parameter/data", STRANGER, false),
    // Roles.
    (PLAIN, "sts", OWN, "sts:AssumeRole", "arn:aws:iam::222222222222:role/app", OWN, true),
    (PLAIN, "sts", OWN, "sts:AssumeRole", "arn:aws:iam::999999999999:role/app", STRANGER, false),
    (PERIMETER, "sts", OWN, "sts:AssumeRole", "arn:aws:iam::333333333333:role/app", NAMED, true),
    (PLAIN, "sts", "", "sts:AssumeRoleWithWebIdentity", "arn:aws:iam::222222222222:role/reader", OWN, false),
    (IRSA, "sts", "", "sts:AssumeRoleWithWebIdentity", "arn:aws:iam::222222222222:role/reader", OWN, true),
    (IRSA, "sts", "", "sts:AssumeRoleWithWebIdentity", "arn:aws:iam::999999999999:role/theirs", STRANGER, false),
    // Everything else.
    (PLAIN, "own_account", OWN, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:222222222222:queue", OWN, true),
    (PLAIN, "own_account", OWN, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:999999999999:queue", STRANGER, false),
    (PLAIN, "own_account", STRANGER, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:999999999999:queue", STRANGER, false),
    (PLAIN, "own_account", STRANGER, "logs:PutLogEvents", "arn:aws:logs:eu-west-1:999999999999:log-group:x:log-stream:y", STRANGER, false),
    (PLAIN, "own_account", OWN, "kms:Decrypt", "arn:aws:kms:eu-west-1:222222222222:key/1", OWN, true),
];

#[test]
fn endpoints_admit_what_a_cell_needs_and_nothing_else() {
    let Some(folder) = tools::folder("iam") else {
        return tools::skip("the judge of IAM policies", "CELLC_REQUIRE_POLICIES");
    };
    let mut endpoints: BTreeMap<&str, BTreeMap<String, Value>> = BTreeMap::new();
    let request = |(words, endpoint, caller, action, resource, owner, _): &Row| {
        let policies = endpoints.entry(words).or_insert_with(|| policies("", words));
        let principal = (!caller.is_empty()).then(|| format!("arn:aws:iam::{caller}:role/caller"));
        let mut context = serde_json::Map::new();
        context.extend(principal.as_ref().map(|_| ("aws:PrincipalAccount".to_owned(), json!(caller))));
        context.extend((!owner.is_empty()).then(|| ("aws:ResourceAccount".to_owned(), json!(owner))));
        let owner = if owner.is_empty() { OWN } else { owner };
        json!({ "policy": policies[*endpoint], "principal": principal, "action": action, "resource": resource, "owner": owner, "context": context })
    };
    let requests: Vec<Value> = ROWS.iter().map(request).collect();
    let wrong: Vec<String> = judged(&folder, &requests)
        .into_iter()
        .zip(ROWS)
        .filter(|(verdict, row)| verdict != if row.6 { "Allowed" } else { "ImplicitlyDenied" })
        .map(|(verdict, row)| format!("{verdict}: {row:?}"))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_judge_sees_an_open_endpoint() {
    let Some(folder) = tools::folder("iam") else {
        return tools::skip("the judge of IAM policies", "CELLC_REQUIRE_POLICIES");
    };
    let open = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }] });
    let request = json!({
        "policy": open, "principal": "arn:aws:iam::999999999999:role/caller", "action": "s3:PutObject",
        "resource": "arn:aws:s3:::theirs/data", "owner": STRANGER, "context": {},
    });
    assert_eq!(judged(&folder, &[request]), ["Allowed"]);
}

#[test]
fn an_organisation_is_trusted_as_a_principal_and_not_as_a_resource() {
    let policies = policies("organization_id = \"o-a1b2c3d4e5\"", PERIMETER);
    let statements = policies["own_account"]["Statement"].as_array().unwrap();
    let conditions: Vec<&Value> = statements.iter().map(|statement| &statement["Condition"]).collect();
    let resources = json!([OWN, NAMED]);
    let expected = [
        json!({ "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5", "aws:ResourceAccount": resources } }),
        json!({ "StringEquals": { "aws:PrincipalAccount": NAMED, "aws:ResourceAccount": resources } }),
        json!({ "Bool": { "aws:PrincipalIsAWSService": "true" } }),
    ];
    assert_eq!(conditions, expected.iter().collect::<Vec<_>>());
}

/// The judge knows no parameter without an account.
#[test]
fn public_parameters_can_be_read() {
    let policies = policies("", PLAIN);
    let statement = &policies["ssm"]["Statement"][1];
    let expected = json!({
        "Sid": "PublicParameters",
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["ssm:GetParameter", "ssm:GetParameters"],
        "Resource": "arn:aws:ssm:eu-west-1::parameter/aws/service/*",
        "Condition": { "StringEquals": { "aws:PrincipalAccount": OWN } },
    });
    assert_eq!(*statement, expected);
}

#[test]
fn only_services_that_take_a_policy_get_one() {
    let tree = generated("", "interface_endpoints = [\"transfer\", \"sts-fips\"]");
    let file = tree.modules.iter().flat_map(|module| &module.files).find(|file| file.name == "endpoint_policies.tf");
    let text = format!("{:?}", file.unwrap());
    for (service, has_policy) in
        [("sts", true), ("sts-fips", true), ("kms", true), ("transfer", false), ("eks-auth", false), ("acm", false)]
    {
        assert_eq!(text.contains(&format!("String(\"{service}\")")), has_policy, "{service}");
    }
}

/// The argument is computed as well: an endpoint that loses it keeps the policy, and no plan says so.
#[test]
fn no_endpoint_has_its_policy_inline() {
    let tree = generated("", PLAIN);
    assert_eq!(policy_document::policies(&tree, "aws_vpc_endpoint", "policy", &known()), BTreeMap::new());
    assert!(policies("", PLAIN).contains_key("s3"));
}

#[test]
fn cells_with_nat_have_no_policies() {
    let tree = generated("", "nat = \"single\"");
    let known = known();
    for kind in ["aws_vpc_endpoint", "aws_vpc_endpoint_policy"] {
        assert_eq!(policy_document::policies(&tree, kind, "policy", &known), BTreeMap::new());
    }
}

fn judged(folder: &std::path::Path, requests: &[Value]) -> Vec<String> {
    let judge = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/live/endpoint_policies/judge.mjs");
    let mut node = Command::new("node");
    node.arg(judge).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = node.spawn().unwrap();
    node.stdin.take().unwrap().write_all(json!(requests).to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "the judge failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The policies of S3's endpoint and of the interface endpoints, by their names in Terraform.
fn policies(fleet: &str, environment: &str) -> BTreeMap<String, Value> {
    let (tree, known) = (generated(fleet, environment), known());
    policy_document::policies(&tree, "aws_vpc_endpoint_policy", "policy", &known)
}

fn generated(fleet: &str, environment: &str) -> cellc::terraform::Tree {
    let nat = if environment.contains("nat") { "" } else { "nat = \"none\"" };
    let spec = format!(
        r#"fleet "vault" {{
  owner       = "platform"
  cost_centre = "CC-1"
  {fleet}
}}
environment "dev" {{
  account = "{OWN}"
  region  = "eu-west-1"
  {nat}
  {environment}
  access "platform" {{
    principal = "arn:aws:iam::{OWN}:role/platform-engineer"
    policy    = "cluster-admin"
  }}
}}
cell "alpha" {{
  environment = "dev"
  cidr        = "10.0.0.0/16"
}}
"#
    );
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", spec);
    let analysis = pipeline::analyse(&sources, &Settings { as_of: "2026-11-27".parse().unwrap() }, &mut |_| {});
    assert!(!has_errors(&analysis.diagnostics), "{:?}", analysis.diagnostics);
    cellc::lower::lower(analysis.checked().unwrap())
}

fn known() -> BTreeMap<String, String> {
    [
        ("var.region", "eu-west-1"),
        ("var.account_id", OWN),
        ("var.add_on_registry", AWS),
        ("local.name", "vault-dev-alpha"),
    ]
    .map(|(path, value)| (path.to_owned(), value.to_owned()))
    .into()
}
