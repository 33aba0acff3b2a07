//! Specifications that read well and cannot work: one case a rule at least.

use super::case::{Case, GOOD};

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = references();
    cases.extend(names());
    cases.extend(networks());
    cases.extend(accounts());
    cases.extend(system_tier());
    cases.extend(access());
    cases.extend(settings());
    cases.extend(versions());
    cases.extend(reserved());
    cases
}

fn cell(name: &str, lines: &str) -> String {
    format!("cell \"{name}\" {{\n  environment = \"dev\"\n  {lines}\n}}\n")
}

fn references() -> Vec<Case> {
    let without_cell = GOOD.split("\ncell").next().unwrap();
    let newer = "  required_version = \">= 99.1, < 100\"\n  mesh = \"ambient\"\n\n  owner ";
    vec![
        Case::edited("rule-newer-cellc-required", &[("  owner ", newer), ("cell \"alpha\"", "cell_group \"alpha\"")]),
        Case::fleet("rule-older-cellc-required", "required_version = \"< 0.2\""),
        Case::json(
            "rule-newer-cellc-required-in-json",
            "{\n  \"fleet\": {\n    \"demo\": { \"required_version\": \"~> 99.1\", \"mesh\": \"ambient\" }\n  }\n}\n",
        ),
        Case::fleet("rule-other-cellc-required", "required_version = \"= 99.1.0\""),
        Case::fleet("rule-required-version-of-none", "required_version = \">= 1.0, < 0.5\""),
        Case::fleet("rule-required-version-with-a-caret", "required_version = \"^0.2\""),
        Case::fleet("rule-required-version-is-no-constraint", "required_version = \"latest\""),
        Case::hcl("rule-no-fleet", GOOD.split_once("\n}\n\n").unwrap().1),
        Case::hcl("rule-no-cells", without_cell),
        Case::edited("rule-unknown-environment-near", &[("environment = \"dev\"", "environment = \"dve\"")]),
        Case::edited("rule-unknown-environment", &[("environment = \"dev\"", "environment = \"production\"")]),
        Case::cell("rule-unknown-class", "class = \"large\""),
        Case::environment("rule-class-without-cells", "class \"large\" {}"),
        Case::appended(
            "rule-environment-without-cells",
            "environment \"prod\" {\n  account = \"222222222222\"\n  region  = \"eu-west-1\"\n  access \"platform\" {\n    principal = \"arn:aws:iam::222222222222:role/platform-engineer\"\n    policy    = \"cluster-admin\"\n  }\n}\n",
        ),
        Case::environment("rule-tier-without-capacity", "node_tier \"memory\" {\n  categories = [\"r\"]\n}"),
        Case::environment("rule-tier-key-of-system", "node_tier \"spot\" {\n  capacity = \"spot\"\n  min      = 2\n}"),
        Case::environment("rule-tier-key-of-karpenter", "node_tier \"system\" {\n  capacity = \"on-demand\"\n}"),
        Case::environment(
            "rule-tier-system-with-limits",
            "node_tier \"system\" {\n  limits = { cpu = 8, memory = \"8Gi\" }\n  arch   = [\"arm64\"]\n}",
        )
        .finds(2),
        Case::environment(
            "rule-tier-wrong-with-class",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  min      = 2\n}\nclass \"large\" {}",
        )
        .finds(2),
    ]
}

fn names() -> Vec<Case> {
    let long = "a-name-that-goes-on-and-on-until-the-very-end-of-it";
    let environment = |name: &str| {
        format!(
            "environment \"{name}\" {{\n  profile = \"development\"\n  account = \"222222222222\"\n  region  = \"eu-west-1\"\n  access \"platform\" {{\n    principal = \"arn:aws:iam::222222222222:role/platform-engineer\"\n    policy    = \"cluster-admin\"\n  }}\n}}\n\ncell \"{name}\" {{\n  environment = \"{name}\"\n  cidr        = \"10.9.0.0/16\"\n}}\n"
        )
    };
    vec![
        Case::edited("cell-of-a-device-of-windows", &[("cell \"alpha\"", "cell \"aux\"")]),
        Case::hcl("environment-of-a-device-of-windows", GOOD.replace("\"dev\"", "\"con\""))
            .with("environment \"con\" {", "environment \"con\" {\n  profile = \"development\""),
        Case::edited("rule-name-too-long", &[("cell \"alpha\"", &format!("cell \"{long}\""))]),
        Case::appended("rule-name-prefix", &cell("alpha-two", "cidr = \"10.1.0.0/16\"")),
        Case::edited(
            "rule-module-folder",
            &[
                ("\"eu-west-1\"\n", "\"eu-west-1\"\n  class \"x-cell\" {}\n"),
                ("cell \"alpha\" {\n", &format!("{}\ncell \"alpha\" {{\n", environment("dev-cell-x"))),
                ("environment = \"dev\"\n", "environment = \"dev\"\n  class       = \"x-cell\"\n"),
            ],
        ),
        Case::appended(
            "rule-tenant-in-two-cells",
            &format!(
                "{}\n{}",
                cell("beta", "cidr = \"10.1.0.0/16\"\n  tenants = [\"coop-north\"]"),
                cell("gamma", "cidr = \"10.2.0.0/16\"\n  tenants = [\"coop-south\", \"coop-north\"]")
            ),
        ),
        Case::cell("rule-tenant-twice", "tenants = [\"coop-north\", \"coop-north\"]"),
    ]
}

fn networks() -> Vec<Case> {
    let cidr = |name, to| Case::edited(name, &[("\"10.0.0.0/16\"", to)]);
    vec![
        cidr("rule-network-too-large", "\"10.0.0.0/8\""),
        cidr("rule-network-too-small", "\"10.0.0.0/30\""),
        cidr("rule-network-without-room", "\"10.0.0.0/27\""),
        Case::appended("rule-networks-overlap", &cell("beta", "cidr = \"10.0.128.0/17\"")),
        Case::appended("rule-networks-equal", &cell("beta", "cidr = \"10.0.0.0/16\"")),
        Case::environment("rule-network-outside", "network = \"10.64.0.0/12\""),
        Case::environment("rule-service-cidr-overlap", "service_cidr = \"10.0.0.0/20\""),
        Case::environment("rule-service-cidr-public", "service_cidr = \"8.8.0.0/16\""),
        Case::environment("rule-service-cidr-size", "service_cidr = \"172.20.0.0/28\""),
        cidr("rule-network-overlaps-default-service-cidr", "\"172.20.0.0/16\""),
        Case::environment("rule-one-zone", "zones = [\"a\"]"),
        Case::cell("rule-one-zone-in-cell", "zones = [\"a\"]"),
        Case::environment("rule-no-zones", "zones = []"),
        Case::environment("rule-zone-twice", "zones = [\"a\", \"b\", \"a\"]"),
        Case::environment("rule-zone-of-another-region", "zones = [\"eu-west-1a\", \"eu-central-1b\"]"),
        Case::environment("rule-zone-unknown", "zones = [\"a\", \"b\", \"f\"]"),
        Case::environment("rule-zone-by-letter-and-name", "zones = [\"a\", \"eu-west-1a\"]"),
        Case::environment("rule-endpoint-without-cidrs", "endpoint = { public = true }"),
        Case::environment("rule-endpoint-cidrs-without-public", "endpoint = { cidrs = [\"203.0.113.0/24\"] }"),
        Case::environment("rule-endpoint-private-range", "endpoint = { public = true, cidrs = [\"10.0.0.0/8\"] }"),
        Case::environment(
            "rule-endpoint-too-many",
            &format!(
                "endpoint = {{ public = true, cidrs = [{}] }}",
                (0..41).map(|n| format!("\"203.0.{n}.0/24\"")).collect::<Vec<_>>().join(", ")
            ),
        ),
    ]
}

fn accounts() -> Vec<Case> {
    vec![
        Case::cell("rule-partition-of-cell", "region = \"cn-north-1\""),
        Case::edited("rule-partition-of-principal", &[("arn:aws:iam", "arn:aws-cn:iam")]),
        Case::environment(
            "rule-partition-of-deploy-role",
            "deploy_role = \"arn:aws-us-gov:iam::111111111111:role/terraform\"",
        ),
        Case::environment(
            "rule-partition-of-policy",
            "workload_identity \"scoring\" {\n  namespace       = \"payments\"\n  service_account = \"scoring\"\n  policies        = [\"arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess\"]\n}",
        ),
        Case::environment("rule-deploy-role-account", "deploy_role = \"arn:aws:iam::222222222222:role/terraform\""),
        Case::edited(
            "rule-deploy-role-of-cell",
            &[
                ("\"eu-west-1\"\n", "\"eu-west-1\"\n  deploy_role = \"arn:aws:iam::111111111111:role/terraform\"\n"),
                ("\"10.0.0.0/16\"\n", "\"10.0.0.0/16\"\n  account     = \"222222222222\"\n"),
            ],
        ),
        Case::environment("rule-deletion-window", "encryption = { deletion_window_days = 90 }"),
    ]
}

fn system_tier() -> Vec<Case> {
    let system = |name, lines: &str| Case::environment(name, &format!("node_tier \"system\" {{\n  {lines}\n}}"));
    vec![
        system("rule-system-without-types", "instance_types = []"),
        system("rule-system-mixed-architectures", "instance_types = [\"m7g.large\", \"m7i.large\"]"),
        system(
            "rule-system-too-many-types",
            &format!(
                "instance_types = [{}]",
                (1..=21).map(|n| format!("\"m7g.{n}xlarge\"")).collect::<Vec<_>>().join(", ")
            ),
        ),
        system("rule-system-empty", "min = 0"),
        system("rule-system-max-below-min", "min = 4\n  max = 2"),
        system("rule-system-max-below-default-min", "max = 1"),
        system("rule-system-too-large", "max = 1000"),
        system("rule-system-max-unavailable", "max_unavailable = 0"),
        system("rule-system-disk", "disk_gib = 8"),
    ]
}

fn access() -> Vec<Case> {
    let second = |name, lines: &str| {
        Case::environment(
            name,
            &format!("access \"second\" {{\n  principal = \"arn:aws:iam::111111111111:role/second\"\n  {lines}\n}}"),
        )
    };
    vec![
        Case::edited("rule-no-administrator", &[("\"cluster-admin\"", "\"edit\"")]),
        Case::edited(
            "rule-no-access-at-all",
            &[(
                "  access \"platform\" {\n    principal = \"arn:aws:iam::111111111111:role/platform-engineer\"\n    policy    = \"cluster-admin\"\n  }\n",
                "",
            )],
        ),
        Case::environment(
            "rule-principal-twice",
            "access \"second\" {\n  principal = \"arn:aws:iam::111111111111:role/platform-engineer\"\n  policy    = \"view\"\n}",
        ),
        second("rule-access-grants-nothing", ""),
        second("rule-access-namespaces-without-policy", "namespaces = [\"payments\"]"),
        second("rule-access-no-namespace", "policy = \"edit\"\n  namespaces = []"),
        second("rule-access-confined-administrator", "policy = \"cluster-admin\"\n  namespaces = [\"payments\"]"),
    ]
}

fn settings() -> Vec<Case> {
    let identity = |name: &str, account: &str, policies: &str| {
        format!(
            "workload_identity \"{name}\" {{\n  namespace       = \"kube-system\"\n  service_account = \"{account}\"\n  policies        = [{policies}]\n}}"
        )
    };
    let policy = "\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"";
    let many = (1..=11).map(|n| format!("\"arn:aws:iam::aws:policy/P{n}\"")).collect::<Vec<_>>().join(", ");
    vec![
        Case::environment("rule-add-on-prefix-delegation", "add_on \"coredns\" {\n  prefix_delegation = true\n}"),
        Case::environment(
            "rule-add-on-of-an-older-kubernetes",
            "add_on \"coredns\" {\n  version = \"v1.11.4-eksbuild.60\"\n}",
        ),
        Case::environment(
            "rule-add-on-of-a-newer-kubernetes",
            "kubernetes = \"1.34\"\nallow \"CELL0701\" {\n  reason = \"planned for January\"\n}\nadd_on \"coredns\" {\n  version = \"v1.14.6-eksbuild.4\"\n}",
        ),
        Case::environment("rule-add-on-kube-proxy", "add_on \"kube-proxy\" {\n  version = \"v1.30.0-eksbuild.1\"\n}"),
        Case::environment("rule-identity-taken", &identity("scoring", "aws-node", policy)),
        Case::environment(
            "rule-identity-twice",
            &format!("{}\n{}", identity("first", "scoring", policy), identity("second", "scoring", policy)),
        ),
        Case::environment("rule-identity-without-policies", &identity("scoring", "scoring", "")),
        Case::environment("rule-identity-too-many-policies", &identity("scoring", "scoring", &many)),
        Case::environment(
            "rule-identity-name",
            &identity("a-name-that-goes-on-and-on-until-it-ends-here", "scoring", policy),
        ),
        Case::fleet("rule-tag-of-cellc", "tags = { CellID = \"x\" }"),
        Case::environment("rule-tag-of-cellc-other-case", "tags = { owner = \"x\" }"),
        Case::fleet(
            "rule-too-many-tags",
            &format!("tags = {{ {} }}", (1..=40).map(|n| format!("T{n} = \"x\"")).collect::<Vec<_>>().join(", ")),
        ),
    ]
}

fn versions() -> Vec<Case> {
    let system = |name, lines: &str| Case::environment(name, &format!("node_tier \"system\" {{\n  {lines}\n}}"));
    vec![
        Case::fleet("rule-terraform-too-old", "terraform {\n  required_version = \">= 1.5\"\n}"),
        Case::fleet("rule-provider-too-old", "terraform {\n  aws_provider = \">= 5.0\"\n}"),
        Case::fleet("rule-provider-open-end", "terraform {\n  aws_provider = \">= 5.40\"\n}"),
        Case::fleet("rule-provider-of-a-major-version", "terraform {\n  aws_provider = \"~> 6.0\"\n}"),
        Case::fleet("rule-provider-unknown", "terraform {\n  aws_provider = \"~> 7.1\"\n}"),
        Case::environment("rule-kubernetes-without-add-ons", "kubernetes = \"1.37\"").finds(2),
        system("rule-ami-of-another-version", "ami_release = \"1.34.0-20260801\""),
        system("rule-ami-of-bottlerocket", "ami_release = \"1.49.0-5d9ac849\""),
        system("rule-ami-of-amazon-linux", "image       = \"bottlerocket\"\n  ami_release = \"1.35.0-20260801\""),
    ]
}

fn reserved() -> Vec<Case> {
    let identity = |policy: &str| {
        format!(
            "workload_identity \"scoring\" {{\n  namespace       = \"payments\"\n  service_account = \"scoring\"\n  \
             policies        = [\"{policy}\"]\n}}"
        )
    };
    vec![
        Case::environment(
            "rule-reserved-label",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  labels   = { node-tier = \"x\" }\n}",
        ),
        Case::environment(
            "rule-reserved-taint",
            "node_tier \"system\" {\n  taint \"CriticalAddonsOnly\" {\n    effect = \"NoExecute\"\n  }\n}",
        ),
        Case::environment(
            "rule-reserved-access",
            "access \"karpenter-node\" {\n  principal = \"arn:aws:iam::111111111111:role/node\"\n  policy    = \"view\"\n}",
        ),
        Case::environment("rule-policy-of-another-account", &identity("arn:aws:iam::222222222222:policy/scoring")),
        Case::environment("rule-endpoint-whole-internet", "endpoint = { public = true, cidrs = [\"0.0.0.0/0\"] }"),
        Case::environment(
            "rule-endpoint-whole-internet-in-production",
            "profile  = \"production\"\nendpoint = { public = true, cidrs = [\"0.0.0.0/0\"] }",
        ),
        Case::environment("rule-endpoint-name-unknown", "interface_endpoints = [\"ecr.api\"]")
            .with("eu-west-1", "us-iso-east-1")
            .with("arn:aws:", "arn:aws-iso:"),
    ]
}
