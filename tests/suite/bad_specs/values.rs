//! Values of the right kind that their type does not admit: one case a type at least.

use super::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = accounts_and_networks();
    cases.extend(versions());
    cases.extend(words());
    cases.extend(nodes());
    cases.extend(identities());
    cases.extend(state());
    cases
}

fn accounts_and_networks() -> Vec<Case> {
    let account = |name, to| Case::edited(name, &[("\"111111111111\"", to)]);
    let cidr = |name, to| Case::edited(name, &[("\"10.0.0.0/16\"", to)]);
    let region = |name, to| Case::edited(name, &[("\"eu-west-1\"", to)]);
    vec![
        account("value-account-unquoted", "111111111111"),
        account("value-account-unquoted-leading-zero", "012345678901"),
        account("value-account-short", "\"11111111\""),
        account("value-account-separators", "\"1111-1111-1111\""),
        account("value-account-alias", "\"acme-dev\""),
        region("value-region-zone", "\"eu-west-1a\""),
        region("value-region-words", "\"Ireland\""),
        region("value-region-near", "\"eu-wst-1\""),
        cidr("value-cidr-host-bits", "\"10.0.0.1/16\""),
        cidr("value-cidr-without-prefix", "\"10.0.0.0\""),
        cidr("value-cidr-ipv6", "\"fd00::/56\""),
        cidr("value-cidr-prefix", "\"10.0.0.0/33\""),
        cidr("value-cidr-octet", "\"10.0.300.0/16\""),
        cidr("value-cidr-empty", "\"\""),
        Case::environment("value-zone-id", "zones = [\"euw1-az1\", \"b\"]"),
        Case::environment("value-zone-upper-case", "zones = [\"A\", \"b\"]"),
        Case::environment("value-interface-endpoint", "interface_endpoints = [\"com.amazonaws.eu-west-1.ECR\"]"),
        Case::fleet("value-domain", "domain = \"https://example.com/\""),
        Case::edited("value-name-upper-case", &[("\"alpha\"", "\"Alpha\"")]),
        Case::edited("value-name-starts-with-digit", &[("\"alpha\"", "\"1alpha\"")]),
        Case::edited("value-name-empty", &[("\"alpha\"", "\"\"")]),
        Case::edited("value-name-underscore", &[("environment = \"dev\"", "environment = \"my_dev\"")]),
        Case::cell("value-tenant", "tenants = [\"Coop North\"]"),
    ]
}

fn versions() -> Vec<Case> {
    let constraint = |name, to: &str| Case::fleet(name, &format!("terraform {{\n  required_version = {to}\n}}"));
    vec![
        Case::environment("value-kubernetes-unquoted", "kubernetes = 1.30"),
        Case::environment("value-kubernetes-patch", "kubernetes = \"1.35.2\""),
        Case::environment("value-kubernetes-short", "kubernetes = \"1.3\""),
        Case::environment("value-kubernetes-word", "kubernetes = \"latest\""),
        constraint("value-constraint-caret", "\"^1.7\""),
        constraint("value-constraint-impossible", "\">= 1.9, < 1.8\""),
        constraint("value-constraint-words", "\"newest\""),
        Case::environment("value-add-on-version", "add_on \"coredns\" {\n  version = \"1.11.4\"\n}"),
        Case::environment("value-ami-release", "node_tier \"system\" {\n  ami_release = \"latest\"\n}"),
    ]
}

fn words() -> Vec<Case> {
    vec![
        Case::environment("value-profile", "profile = \"prod\""),
        Case::environment("value-nat", "nat = \"per_zone\""),
        Case::environment("value-nat-empty", "nat = \"\""),
        Case::environment("value-log-type", "logs = { types = [\"api\", \"controller-manager\"] }"),
        Case::environment("value-retention", "logs = { retention_days = 100 }"),
        Case::environment("value-traffic", "flow_logs = { traffic = \"ALL\" }"),
        Case::environment("value-add-on", "add_on \"core-dns\" {}"),
        Case::fleet("value-tag-key", "tags = { \"aws:owner\" = \"x\" }"),
        Case::fleet("value-tag-value", "tags = { Domain = \"A & B\" }"),
        Case::fleet("value-tag-value-long", &format!("tags = {{ Domain = \"{}\" }}", "x".repeat(300))),
        Case::environment("value-fraction", "encryption = { deletion_window_days = 7.5 }"),
        Case::environment("value-huge-number", "encryption = { deletion_window_days = 99999999999 }"),
    ]
}

fn nodes() -> Vec<Case> {
    let spot = |name, line: &str| {
        Case::environment(name, &format!("node_tier \"spot\" {{\n  capacity = \"spot\"\n  {line}\n}}"))
    };
    let system = |name, line: &str| Case::environment(name, &format!("node_tier \"system\" {{\n  {line}\n}}"));
    vec![
        Case::environment("value-capacity", "node_tier \"spot\" {\n  capacity = \"ondemand\"\n}"),
        spot("value-architecture", "arch = [\"x86_64\"]"),
        spot("value-category", "categories = [\"m7g\"]"),
        spot("value-family", "families = [\"m\"]"),
        spot("value-limit-memory", "limits = { cpu = 8, memory = \"8GB\" }"),
        spot("value-limit-negative", "limits = { cpu = -8, memory = \"8Gi\" }"),
        spot("value-cpus-fraction", "cpus = [0.5]"),
        spot("value-taint-effect", "taint \"a\" {\n    effect = \"NO_SCHEDULE\"\n  }"),
        spot("value-taint-key", "taint \"a b\" {\n    effect = \"NoSchedule\"\n  }"),
        spot("value-taint-value", "taint \"a\" {\n    effect = \"PreferNoSchedule\"\n    value  = \"b c\"\n  }"),
        spot("value-label-key", "labels = { \"/a\" = \"b\" }"),
        spot("value-label-value", "labels = { a = \"-b\" }"),
        system("value-instance-type", "instance_types = [\"m7g\"]"),
        system("value-instance-size", "instance_types = [\"m7g.2xl\"]"),
        system("value-image", "image = \"ubuntu\""),
    ]
}

fn identities() -> Vec<Case> {
    let principal = |name, to| Case::edited(name, &[("arn:aws:iam::111111111111:role/platform-engineer", to)]);
    let access = |name, lines: &str| {
        let lines = lines.replace('\n', "\n  ");
        Case::environment(
            name,
            &format!("access \"second\" {{\n  principal = \"arn:aws:iam::111111111111:role/second\"\n  {lines}\n}}"),
        )
    };
    let identity = |name, namespace: &str, line: &str| {
        Case::environment(
            name,
            &format!(
                "workload_identity \"scoring\" {{\n  namespace       = \"{namespace}\"\n  service_account = \"scoring\"\n  {line}\n}}"
            ),
        )
    };
    vec![
        principal("value-principal-name", "platform-engineer"),
        principal("value-principal-root", "arn:aws:iam::111111111111:root"),
        principal("value-principal-session", "arn:aws:sts::111111111111:assumed-role/platform/alice"),
        principal("value-principal-group", "arn:aws:iam::111111111111:group/platform"),
        principal("value-principal-wildcard", "arn:aws:iam::111111111111:role/*"),
        Case::environment("value-deploy-role-user", "deploy_role = \"arn:aws:iam::111111111111:user/alice\""),
        access("value-policy", "policy = \"cluster_admin\""),
        access("value-policy-aws-name", "policy = \"AmazonEKSViewPolicy\""),
        access("value-namespace", "policy = \"view\"\nnamespaces = [\"Payments\"]"),
        access("value-namespace-star", "policy = \"view\"\nnamespaces = [\"*\"]"),
        access("value-group", "groups = [\"system:masters\"]"),
        identity(
            "value-identity-namespace",
            "Payments",
            "policies = [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]",
        ),
        identity("value-identity-policy", "payments", "policies = [\"AmazonS3ReadOnlyAccess\"]"),
        identity("value-identity-policy-role", "payments", "policies = [\"arn:aws:iam::111111111111:role/scoring\"]"),
        identity(
            "value-identity-mechanism",
            "payments",
            "mechanism = \"oidc\"\n  policies = [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]",
        ),
    ]
}

fn state() -> Vec<Case> {
    let s3 = |name, bucket: &str, line: &str| {
        Case::fleet(
            name,
            &format!(
                "terraform {{\n  required_version = \">= 1.10\"\n  backend \"s3\" {{\n    bucket = \"{bucket}\"\n    region = \"eu-west-1\"\n    {line}\n  }}\n}}"
            ),
        )
    };
    vec![
        s3("value-bucket", "Acme_State", ""),
        s3("value-table", "acme-state", "dynamodb_table = \"acme locks\""),
        s3("value-key-prefix", "acme-state", "key_prefix = \"a/b\""),
        s3("value-state-role", "acme-state", "role_arn = \"terraform\""),
    ]
}
