//! Specifications whose help a reviewer found to be wrong, uncertain, or one too many.

use super::case::Case;
use super::json::edited;

pub(crate) fn cases() -> Vec<Case> {
    [calendar(), certainty(), kinds(), networks(), cascades(), words(), allowances()].into_iter().flatten().collect()
}

fn calendar() -> Vec<Case> {
    vec![
        Case::environment("review3-calendar-later", "kubernetes = \"1.35\"").on("2027-03-28"),
        Case::environment("review3-calendar-over", "kubernetes = \"1.35\"").on("2029-01-01"),
        Case::environment("review3-calendar-many-steps", "kubernetes = \"1.31\"").on("2026-11-25"),
        Case::environment("review3-kubernetes-unknown", "kubernetes = \"1.53\""),
    ]
}

fn certainty() -> Vec<Case> {
    vec![
        namespace("review3-exposure-internet", "exposure = \"internet\"\n    ports = [443]"),
        Case::edited("review3-region-between", &[("\"eu-west-1\"", "\"eu-west-4\"")]),
        Case::environment("review3-add-on-of-eks", "add_on \"aws-efs-csi-driver\" {}"),
        Case::environment("review3-add-on-is-application", "add_on \"metrics-server\" {}"),
        delivered(
            "review3-public-in-isolation",
            "nat = \"none\"\n  namespace \"shop\" {\n    exposure = \"public\"\n    ports = [443]\n  }",
        )
        .finds(2),
        Case::edited("review3-another-number", &[("environment = \"dev\"", "environment = \"dev2\"")]),
        Case::cell("review3-same-place-twice", "tenants = [\"Coop North\", \"coop-north\", \"coop-north\"]"),
        Case::appended("review3-cells-for-blocks", "cells = [\"alpha\"]\n"),
    ]
}

fn kinds() -> Vec<Case> {
    vec![
        Case::environment("review3-zones-in-one-string", "zones = \"a,b,c\""),
        Case::environment("review3-zone-is-none", "zones = \"1\""),
        namespace("review3-exposure-is-bool", "exposure = true\n    ports = [443]"),
        Case::environment(
            "review3-principal-is-number",
            "access \"b\" {\n  principal = 111111111111\n  policy = \"view\"\n}",
        ),
        Case::environment("review3-version-is-number", "application \"cert-manager\" {\n  version = 1.14\n}"),
        Case::environment(
            "review3-role-is-arn",
            "access \"b\" {\n  principal = \"arn:aws:iam::111111111111:role/x\"\n  role = \"arn:aws:iam::111111111111:role/y\"\n}",
        ),
        Case::environment(
            "review3-percent-in-quotes",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  disk_gib = \"100Gi\"\n}",
        ),
        Case::environment("review3-capacity-list", "node_tier \"spot\" {\n  capacity = [\"spot\", \"on-demand\"]\n}"),
        namespace("review3-port-range", "exposure = \"internal\"\n    ports = [\"8080\", \"9000-9010\"]").finds(2),
        edited(
            "review3-json-counts",
            "\"access\"",
            "\"encryption\": { \"deletion_window_days\": 1e1 },\n      \"logs\": { \"retention_days\": 1e400 },\n      \"access\"",
        ),
        Case::environment("review3-number-too-large", "application \"metrics-server\" {\n  values = { a = 1e400 }\n}"),
    ]
}

fn networks() -> Vec<Case> {
    vec![
        delivered(
            "review3-egress-to-nothing",
            "namespace \"shop\" {\n  egress \"metadata\" {\n    cidrs = [\"169.254.169.254/32\"]\n    ports = [80]\n  }\n}",
        ),
        delivered(
            "review3-egress-to-services",
            "namespace \"shop\" {\n  egress \"api\" {\n    cidrs = [\"172.20.0.1/32\"]\n    ports = [443]\n  }\n}",
        ),
        Case::environment("review3-services-hide-peer", "peers = [\"172.16.0.0/12\", \"192.168.0.0/18\"]"),
        Case::environment("review3-six-zones", "zones = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\"]")
            .with("\"eu-west-1\"", "\"us-east-1\"")
            .with("10.0.0.0/16", "10.0.0.0/24"),
        Case::edited("review3-two-zones", &[("10.0.0.0/16", "10.0.0.0/28")]),
    ]
}

fn cascades() -> Vec<Case> {
    vec![
        Case::environment("review3-too-large-a-cell", "network = \"10.0.0.0/16\"\npeers = [\"10.9.0.0/16\"]")
            .with("10.0.0.0/16\"\n}", "10.0.0.0/8\"\n}"),
        Case::environment("review3-owner-twice", "tags = { Owner = \"me\", owner = \"you\" }").finds(2),
        Case::fleet(
            "review3-lock-file",
            "terraform {\n  backend \"s3\" {\n    bucket = \"acme-terraform-state\"\n    region = \"eu-west-1\"\n    use_lockfile = true\n  }\n}",
        ),
        delivered(
            "review3-wide-policy-twice",
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
        access("review3-policy-of-eks", "policy = \"AmazonEKSEditPolicy\""),
        access("review3-policy-arn", "policy = \"arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy\""),
        access("review3-masters", "groups = [\"system:masters\"]"),
        Case::environment("review3-x86", "node_tier \"spot\" {\n  capacity = \"spot\"\n  arch = [\"x86_64\", \"aarch64\"]\n}").finds(2),
        Case::environment(
            "review3-words-of-rbac",
            "role \"a\" {\n  rule \"b\" {\n    api_groups = [\"core\", \"apps/v1\"]\n    resources = [\"Pods\", \"NetworkPolicy\"]\n    verbs = [\"get\"]\n  }\n}",
        )
        .finds(5),
        Case::fleet("review3-backend-elsewhere", "terraform {\n  backend \"gcs\" {}\n}"),
        Case::environment("review3-sync-auto", "sync = \"auto\""),
        Case::environment("review3-zone-path", "application \"external-dns\" {\n  zones = [\"/hostedzone/Z0123456789ABCDEFGHIJ\"]\n}"),
        budget("review3-sunday-is-seven", "0 8 * * 7"),
        budget("review3-cron-fields", "*/90 25 * 13 mon#1"),
        budget("review3-cron-backwards", "0 8 * * fri-mon"),
    ]
}

fn allowances() -> Vec<Case> {
    let open = "endpoint = { public = true, cidrs = [\"0.0.0.0/0\"] }\n";
    vec![
        Case::environment(
            "review3-allow-lower-case",
            &format!("{open}allow \"cell0411\" {{\n  reason = \"pilot without customers\"\n}}"),
        ),
        Case::environment(
            "review3-allow-two-labels",
            &format!("{open}allow \"CELL0411\" \"x\" {{\n  reason = \"pilot without customers\"\n}}"),
        ),
        Case::environment("review3-allow-list", &format!("{open}allow = [\"CELL0411\"]")),
        Case::environment("review3-allow-without-code", "allow {\n  reason = \"pilot without customers\"\n}"),
        Case::environment("review3-allow-without-reason", &format!("{open}allow \"CELL0411\" {{}}")),
        Case::environment(
            "review3-allow-twice",
            &format!(
                "{open}allow \"CELL0411\" {{\n  reason = \"pilot without customers\"\n}}\nallow \"CELL0411\" {{\n  reason = \"pilot without customers\"\n}}"
            ),
        ),
        Case::environment(
            "review3-allow-failure",
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
