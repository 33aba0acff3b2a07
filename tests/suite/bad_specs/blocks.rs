//! Blocks that stand twice, and labels.

use super::case::{Case, GOOD};

const BETA: &str = "cell \"beta\" {\n  environment = \"dev\"\n  cidr        = \"10.1.0.0/16\"\n}\n";

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = duplicates();
    cases.extend(labels());
    cases.extend(names());
    cases
}

/// The same environment under another name.
fn environment(name: &str) -> String {
    let (_, rest) = GOOD.split_once("environment \"dev\" {").unwrap();
    let (body, _) = rest.split_once("\ncell").unwrap();
    format!("\nenvironment \"{name}\" {{\n  profile = \"development\"{body}")
}

fn names() -> Vec<Case> {
    let other = environment("dev-x");
    vec![Case::appended(
        "names-of-one-cluster",
        &format!(
            "{other}\ncell \"x-beta\" {{\n  environment = \"dev\"\n  cidr = \"10.1.0.0/16\"\n}}\n\ncell \"beta\" {{\n  environment = \"dev-x\"\n  cidr = \"10.2.0.0/16\"\n}}\n"
        ),
    )]
}

fn duplicates() -> Vec<Case> {
    let alpha = BETA.replace("beta", "alpha");
    let fleet = "fleet \"second\" {\n  owner       = \"platform\"\n  cost_centre = \"CC-2\"\n}\n";
    let environment = "environment \"dev\" {\n  account = \"111111111111\"\n  region  = \"eu-west-1\"\n}\n";
    vec![
        Case::appended("duplicate-cell", &alpha),
        Case::folder("duplicate-cell-in-two-files", &[("a.hcl", GOOD), ("b.hcl", &alpha)]),
        Case::folder("duplicate-environment-in-two-files", &[("a.hcl", GOOD), ("b.hcl", environment)]),
        Case::folder(
            "duplicate-cell-in-hcl-and-json",
            &[
                ("a.hcl", GOOD),
                ("b.json", "{ \"cell\": { \"alpha\": { \"environment\": \"dev\", \"cidr\": \"10.1.0.0/16\" } } }\n"),
            ],
        ),
        Case::appended("duplicate-cell-three-times", &format!("{alpha}\n{}", alpha.replace("10.1", "10.2"))).finds(2),
        Case::appended("duplicate-fleet", fleet),
        Case::appended("duplicate-fleet-of-one-name", &fleet.replace("second", "demo")),
        Case::environment(
            "duplicate-access",
            "access \"platform\" {\n  principal = \"arn:aws:iam::111111111111:role/x\"\n  policy    = \"view\"\n}",
        ),
        Case::environment(
            "duplicate-taint",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  taint \"a\" {\n    effect = \"PreferNoSchedule\"\n  }\n  taint \"a\" {\n    effect = \"PreferNoSchedule\"\n  }\n}",
        ),
        Case::fleet(
            "duplicate-singleton",
            "terraform {\n  required_version = \">= 1.7\"\n}\nterraform {\n  aws_provider = \"~> 5.40\"\n}",
        ),
        Case::environment("duplicate-attribute", "account = \"222222222222\""),
        Case::environment("duplicate-attribute-three-times", "account = \"222222222222\"\naccount = \"333333333333\"")
            .finds(2),
        Case::environment(
            "duplicate-block-and-attribute",
            "endpoint = { public = false }\nendpoint {\n  public = false\n}",
        ),
        Case::environment("duplicate-key-in-object", "tags = { A = \"1\", A = \"2\" }"),
        Case::environment("duplicate-key-in-long-object", "tags = {\n  A   = \"1\"\n  B   = \"2\"\n  \"A\" = \"3\"\n}"),
        Case::fleet(
            "duplicate-backend",
            "terraform {\n  backend \"local\" {}\n  backend \"s3\" {\n    bucket = \"acme-state\"\n    region = \"eu-west-1\"\n  }\n}",
        ),
        Case::appended("duplicate-cell-broken", &alpha.replace("\"10.1.0.0/16\"", "10")).finds(2),
    ]
}

fn labels() -> Vec<Case> {
    vec![
        Case::edited("label-missing-on-cell", &[("cell \"alpha\" {", "cell {")]),
        Case::edited("label-missing-on-fleet", &[("fleet \"demo\" {", "fleet {")]),
        Case::edited("label-missing-on-environment", &[("environment \"dev\" {", "environment {")]),
        Case::environment(
            "label-missing-on-access",
            "access {\n  principal = \"arn:aws:iam::111111111111:role/x\"\n  policy    = \"view\"\n}",
        ),
        Case::appended("label-missing-on-empty-block", "cell {}\n"),
        Case::edited("label-too-many", &[("cell \"alpha\" {", "cell \"dev\" \"alpha\" {")]),
        Case::fleet("label-on-singleton", "terraform \"main\" {\n  required_version = \">= 1.7\"\n}"),
        Case::environment("label-on-singleton-endpoint", "endpoint \"public\" {\n  public = false\n}"),
        Case::fleet(
            "label-missing-on-backend",
            "terraform {\n  backend {\n    bucket = \"acme-state\"\n    region = \"eu-west-1\"\n  }\n}",
        ),
        Case::fleet(
            "label-too-many-on-backend",
            "terraform {\n  backend \"s3\" \"main\" {\n    bucket = \"acme-state\"\n    region = \"eu-west-1\"\n  }\n}",
        ),
        Case::fleet("label-unknown-backend", "terraform {\n  backend \"gcs\" {\n    bucket = \"acme-state\"\n  }\n}"),
        Case::fleet(
            "label-near-backend",
            "terraform {\n  backend \"S3\" {\n    bucket = \"acme-state\"\n    region = \"eu-west-1\"\n  }\n}",
        ),
        Case::edited("label-unquoted", &[("cell \"alpha\" {", "cell Alpha {")]),
    ]
}
