//! Specifications whose finding proposes something: it has to be right, certain, and the only one.

use super::case::Case;
use super::json::edited;

pub(crate) fn cases() -> Vec<Case> {
    [calendar(), certainty(), kinds(), networks(), cascades(), words(), allowances()].into_iter().flatten().collect()
}

fn calendar() -> Vec<Case> {
    vec![
        Case::environment("help-calendar-later", "kubernetes = \"1.35\"").on("2027-03-28"),
        Case::environment("help-calendar-over", "kubernetes = \"1.35\"").on("2029-01-01"),
        Case::environment("help-calendar-many-steps", "kubernetes = \"1.31\"").on("2026-11-25"),
        Case::environment("help-kubernetes-unknown", "kubernetes = \"1.53\""),
    ]
}

fn certainty() -> Vec<Case> {
    vec![
        namespace("help-exposure-internet", "exposure = \"internet\"\n    ports = [443]"),
        Case::edited("help-region-between", &[("\"eu-west-1\"", "\"eu-west-4\"")]),
        Case::environment("help-add-on-of-eks", "add_on \"aws-efs-csi-driver\" {}"),
        Case::environment("help-add-on-is-application", "add_on \"metrics-server\" {}"),
        delivered(
            "help-public-in-isolation",
            "nat = \"none\"\n  namespace \"shop\" {\n    exposure = \"public\"\n    ports = [443]\n  }",
        )
        .finds(2),
        Case::edited("help-another-number", &[("environment = \"dev\"", "environment = \"dev2\"")]),
        Case::cell("help-same-place-twice", "tenants = [\"Coop North\", \"coop-north\", \"coop-north\"]"),
        Case::appended("help-cells-for-blocks", "cells = [\"alpha\"]\n"),
    ]
}

fn kinds() -> Vec<Case> {
    vec![
        Case::environment("help-zones-in-one-string", "zones = \"a,b,c\""),
        Case::environment("help-zone-is-none", "zones = \"1\""),
        namespace("help-exposure-is-bool", "exposure = true\n    ports = [443]"),
        Case::environment(
            "help-principal-is-number",
            "access \"b\" {\n  principal = 111111111111\n  policy = \"view\"\n}",
        ),
        delivered("help-version-is-number", "application \"cert-manager\" {\n  version = 1.14\n}"),
        Case::environment(
            "help-role-is-arn",
            "access \"b\" {\n  principal = \"arn:aws:iam::111111111111:role/x\"\n  role = \"arn:aws:iam::111111111111:role/y\"\n}",
        ),
        Case::environment(
            "help-percent-in-quotes",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  disk_gib = \"100Gi\"\n}",
        ),
        Case::environment("help-capacity-list", "node_tier \"spot\" {\n  capacity = [\"spot\", \"on-demand\"]\n}"),
        namespace("help-port-range", "exposure = \"internal\"\n    ports = [\"8080\", \"9000-9010\"]").finds(2),
        edited(
            "help-json-counts",
            "\"access\"",
            "\"encryption\": { \"deletion_window_days\": 1e1 },\n      \"logs\": { \"retention_days\": 1e400 },\n      \"access\"",
        ),
        Case::environment("help-number-too-large", "application \"metrics-server\" {\n  values = { a = 1e400 }\n}"),
    ]
}

fn networks() -> Vec<Case> {
    vec![
        delivered(
            "help-egress-to-nothing",
            "namespace \"shop\" {\n  egress \"metadata\" {\n    cidrs = [\"169.254.169.254/32\"]\n    ports = [80]\n  }\n}",
        ),
        delivered(
            "help-egress-to-services",
            "namespace \"shop\" {\n  egress \"api\" {\n    cidrs = [\"172.20.0.1/32\"]\n    ports = [443]\n  }\n}",
        ),
        Case::environment("help-services-hide-peer", "peers = [\"172.16.0.0/12\", \"192.168.0.0/18\"]"),
        Case::environment("help-six-zones", "zones = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]")
            .with("\"eu-west-1\"", "\"us-east-1\"")
            .with("10.0.0.0/16", "10.0.0.0/24")
            .finds(2),
        Case::edited("help-two-zones", &[("10.0.0.0/16", "10.0.0.0/28")]),
    ]
}

fn cascades() -> Vec<Case> {
    vec![
        Case::environment("help-too-large-a-cell", "network = \"10.0.0.0/16\"\npeers = [\"10.9.0.0/16\"]")
            .with("10.0.0.0/16\"\n}", "10.0.0.0/8\"\n}"),
        Case::environment("help-owner-twice", "tags = { Owner = \"me\", owner = \"you\" }").finds(2),
        delivered(
            "help-wide-policy-twice",
            "workload_identity \"s3\" {\n  namespace = \"shop\"\n  service_account = \"shop\"\n  policies = [\"arn:aws:iam::aws:policy/AmazonS3FullAccess\", \"arn:aws:iam::aws:policy/AmazonS3FullAccess\"]\n}\nnamespace \"shop\" {}",
        ).finds(3),
    ]
}

fn words() -> Vec<Case> {
    let access = |name, lines: &str| {
        Case::environment(
            name,
            &format!("access \"b\" {{\n  principal = \"arn:aws:iam::111111111111:role/b\"\n  {lines}\n}}"),
        )
    };
    let budget = |name, schedule: &str| {
        let budget = format!("nodes = \"10%\"\n      schedule = \"{schedule}\"\n      duration = \"8h\"");
        let tier = format!(
            "node_tier \"spot\" {{\n  capacity = \"spot\"\n  disruption_budget \"day\" {{\n      {budget}\n  }}\n}}"
        );
        Case::environment(name, &tier)
    };
    vec![
        access("help-policy-of-eks", "policy = \"AmazonEKSEditPolicy\""),
        access("help-policy-arn", "policy = \"arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy\""),
        access("help-masters", "groups = [\"system:masters\"]"),
        Case::environment("help-x86", "node_tier \"spot\" {\n  capacity = \"spot\"\n  arch = [\"x86_64\", \"aarch64\"]\n}").finds(2),
        Case::environment(
            "help-words-of-rbac",
            "role \"a\" {\n  rule \"b\" {\n    api_groups = [\"core\", \"apps/v1\"]\n    resources = [\"Pods\", \"NetworkPolicy\"]\n    verbs = [\"get\"]\n  }\n}",
        )
        .finds(5),
        Case::fleet("help-backend-elsewhere", "terraform {\n  backend \"gcs\" {}\n}"),
        Case::environment("help-sync-auto", "sync = \"auto\""),
        delivered("help-zone-path", "application \"external-dns\" {\n  zones = [\"/hostedzone/Z0123456789ABCDEFGHIJ\"]\n}")
            .with("  git {", "  domain = \"cells.example.com\"\n  git {"),
        budget("help-sunday-is-seven", "0 8 * * 7"),
        budget("help-cron-fields", "*/90 25 * 13 mon#1"),
        budget("help-cron-backwards", "0 8 * * fri-mon"),
    ]
}

fn allowances() -> Vec<Case> {
    let open = "endpoint = { public = true, cidrs = [\"0.0.0.0/0\"] }\n";
    vec![
        Case::environment(
            "help-allow-lower-case",
            &format!("{open}allow \"cell0411\" {{\n  reason = \"pilot without customers\"\n}}"),
        ),
        Case::environment(
            "help-allow-two-labels",
            &format!("{open}allow \"CELL0411\" \"x\" {{\n  reason = \"pilot without customers\"\n}}"),
        ),
        Case::environment("help-allow-list", &format!("{open}allow = [\"CELL0411\"]")),
        Case::environment("help-allow-without-code", "allow {\n  reason = \"pilot without customers\"\n}"),
        Case::environment("help-allow-without-reason", &format!("{open}allow \"CELL0411\" {{}}")),
        Case::environment(
            "help-allow-twice",
            &format!(
                "{open}allow \"CELL0411\" {{\n  reason = \"pilot without customers\"\n}}\nallow \"CELL0411\" {{\n  reason = \"pilot without customers\"\n}}"
            ),
        ),
        Case::environment(
            "help-allow-failure",
            "allow \"CELL0402\" {\n  reason = \"they never talk to each other\"\n}",
        ),
    ]
}

fn namespace(name: &'static str, lines: &str) -> Case {
    delivered(name, &format!("namespace \"shop\" {{\n    {lines}\n  }}"))
}

/// The environment of a fleet with manifests.
fn delivered(name: &'static str, lines: &str) -> Case {
    let git =
        "\"CC-1\"\n  git {\n    repository = \"https://github.com/acme/cells.git\"\n    revision   = \"v1.0.0\"\n  }\n";
    Case::environment(name, lines).with("\"CC-1\"\n", git)
}
