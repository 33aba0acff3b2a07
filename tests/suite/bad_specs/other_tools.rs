//! What people write who know Terraform, eksctl, Karpenter, Kubernetes, cron or the console of AWS.

use super::case::Case;
use super::json::edited;

pub(crate) fn cases() -> Vec<Case> {
    [not_made_worse(), of_other_tools(), of_terraform(), syntax(), values(), without_help(), cascades()]
        .into_iter()
        .flatten()
        .collect()
}

/// A fleet with manifests, as an edit.
const GIT: (&str, &str) = (
    "\"CC-1\"\n",
    "\"CC-1\"\n  git {\n    repository = \"https://github.com/acme/cells.git\"\n    revision   = \"v1.0.0\"\n  }\n",
);

fn not_made_worse() -> Vec<Case> {
    vec![
        Case::edited("other-tools-two-labels", &[("cell \"alpha\"", "cell \"dev\" \"alpha\"")]),
        Case::edited("other-tools-three-labels", &[("cell \"alpha\"", "cell \"dev\" \"alpha\" \"alpha\"")]),
        Case::fleet("other-tools-tags-as-pairs", "tags = [{ key = \"Team\", value = \"cells\" }, { Key = \"a:b\", Value = \"c\" }]"),
        edited("other-tools-tags-as-pairs-in-json", "\"owner\"", "\"tags\": [{ \"Key\": \"Team\", \"Value\": \"cells\" }],\n    \"owner\""),
        Case::fleet("other-tools-tags-in-a-list", "tags = [{ Team = \"cells\" }]"),
        Case::fleet("other-tools-tag-pair-twice", "tags = [{ key = \"a\", value = \"b\" }, { key = \"a\", value = \"c\" }]"),
        tier("other-tools-types-in-karpenter", "instanceTypes = [\"m7g.large\"]"),
        tier("other-tools-types-in-karpenter-again", "instance_types = [\"m7g.large\", \"c7g.large\"]"),
        tier("other-tools-sizes-in-karpenter", "min = 2\n  max = 8\n  max_unavailable = 1").finds(3),
        Case::environment(
            "other-tools-karpenter-keys-in-system",
            "node_tier \"system\" {\n  families = [\"m7g\"]\n  limits = { cpu = 8, memory = \"32Gi\" }\n  weight = 3\n}",
        )
        .finds(3),
    ]
}

fn of_other_tools() -> Vec<Case> {
    vec![
        Case::edited("other-tools-vpc-cidr", &[("cidr        =", "vpc_cidr    =")]),
        Case::edited("other-tools-aws-region", &[("region  =", "aws_region =")]),
        Case::edited("other-tools-env", &[("environment =", "env =")]),
        Case::edited("other-tools-access-entry", &[("access \"platform\"", "access_entry \"platform\"")]),
        Case::edited("other-tools-policy-arn", &[("policy    =", "policy_arn =")]),
        Case::environment(
            "other-tools-policy-arns",
            "workload_identity \"a\" {\n  namespace = \"a\"\n  service_account = \"a\"\n  policy_arns = [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]\n}",
        ),
        Case::environment("other-tools-capacity-type", "node_tier \"spot\" {\n  capacityType = \"spot\"\n}"),
        Case::edited("other-tools-git-url", &[GIT, ("repository =", "url =")]),
        Case::environment("other-tools-node-groups", "eks_managed_node_groups \"spot\" {\n  capacity = \"spot\"\n}"),
        Case::environment("other-tools-node-pool-is-object", "nodepool = { spot = { capacity = \"spot\" } }"),
        Case::environment(
            "other-tools-sizes",
            "cluster_version = \"1.35\"\nnode_tier \"system\" {\n  min_size = 2\n  maxSize = 4\n}",
        )
        .finds(3),
        Case::environment("other-tools-unknown-in-system", "node_tier \"system\" {\n  colour = \"blue\"\n}"),
        tier("other-tools-unknown-in-karpenter", "colour = \"blue\""),
    ]
}

fn of_terraform() -> Vec<Case> {
    vec![
        Case::appended("other-tools-locals", "locals {\n  name = var.name\n}\n"),
        Case::appended("other-tools-provider", "provider \"aws\" {\n  region = local.region\n}\n"),
        Case::appended("other-tools-terraform-at-the-root", "terraform {\n  required_version = \">= 1.7\"\n}\n"),
        Case::environment("other-tools-cell-in-environment", "cell \"beta\" {\n  cidr = \"10.1.0.0/16\"\n}"),
        Case::fleet("other-tools-environment-in-fleet", "environment \"test\" {\n  region = \"eu-west-1\"\n}"),
        Case::environment("other-tools-flow-logs-off", "flow_logs = false"),
        Case::hcl(
            "other-tools-two-fleets",
            format!(
                "fleet \"other\" {{\n  owner       = \"platform\"\n  cost_centre = \"CC-2\"\n}}\n\n{}",
                super::case::GOOD
            ),
        )
        .with("account = \"111111111111\"\n", "account = \"111111111111\"\n  sync = \"manual\"\n"),
        Case::edited("other-tools-git-path", &[GIT, ("revision   = \"v1.0.0\"", "path = \"/out\"")])
            .with("\"eu-west-1\"\n", "\"eu-west-1\"\n\n  application \"cert-manager\" {}\n"),
        Case::environment(
            "other-tools-without-git",
            "sync = \"manual\"\napplication \"cert-manager\" {}\naccess \"b\" {\n  principal = \"arn:aws:iam::111111111111:role/b\"\n  role = \"viewer\"\n}",
        ),
    ]
}

fn tier(name: &'static str, lines: &str) -> Case {
    Case::environment(name, &format!("node_tier \"spot\" {{\n  capacity = \"spot\"\n  {lines}\n}}"))
}

fn syntax() -> Vec<Case> {
    vec![
        Case::environment("other-tools-block-with-sign", "node_tier \"system\" = {\n  min = 2\n}"),
        Case::appended(
            "other-tools-cell-on-one-line",
            "cell \"beta\" { environment = \"dev\", cidr = \"10.1.0.0/16\" }\n",
        ),
        tier("other-tools-taint-with-key", "taint {\n    key = \"workload-type\"\n    effect = \"NoSchedule\"\n  }"),
        Case::edited("other-tools-cell-with-name", &[("cell \"alpha\" {", "cell {\n  name = \"alpha\"")]),
        Case::edited(
            "other-tools-inner-bracket",
            &[("    policy    = \"cluster-admin\"\n  }\n", "    policy    = \"cluster-admin\"\n")],
        ),
        Case::environment("other-tools-inner-bracket-between", "node_tier \"spot\" {\n  capacity = \"spot\"\n"),
        Case::edited("other-tools-no-break-space", &[("region  =", "region\u{a0}=")]),
        Case::edited("other-tools-cyrillic-key", &[("region  =", "rеgion  =")]),
        Case::edited("other-tools-cyrillic-name", &[("cell \"alpha\"", "cell \"аlphа\"")]),
    ]
}

fn values() -> Vec<Case> {
    let budget = |name, line| tier(name, &format!("disruption_budget \"a\" {{\n    nodes = \"0\"\n    {line}\n  }}"));
    vec![
        tier("other-tools-amount-with-space", "limits = { cpu = \"500 m\", memory = \"16 Gi\" }").finds(2),
        tier("other-tools-cores", "limits = { cpu = \"500 cores\", memory = \"16Gi\" }"),
        Case::environment(
            "other-tools-zone-arn",
            "application \"external-dns\" {\n  zones = [\"arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ\"]\n}",
        )
        .with(GIT.0, &format!("{}  domain = \"cells.example.com\"\n", GIT.1)),
        Case::edited("other-tools-cidr-without-length", &[("\"10.0.0.0/16\"", "\"10.65.0.0\"")]),
        budget("other-tools-duration-without-unit", "schedule = \"0 0 1 * *\"\n    duration = 72"),
        budget("other-tools-schedule-with-seconds", "schedule = \"0 0 0 1 * *\"\n    duration = \"72h\""),
        budget("other-tools-schedule-as-word", "schedule = \"@monthly\"\n    duration = \"72h\""),
        budget("other-tools-schedule-of-aws", "schedule = \"cron(0 0 1 * ? *)\"\n    duration = \"72h\""),
        Case::environment("other-tools-profile", "profile = \"prod\""),
        Case::edited(
            "other-tools-git-over-http",
            &[GIT, ("https://github.com/acme/cells.git", "http://github.com/acme/cells.git")],
        ),
        Case::edited(
            "other-tools-git-without-scheme",
            &[GIT, ("https://github.com/acme/cells.git", "github.com/acme/cells")],
        ),
        Case::fleet("other-tools-domain-as-address", "domain = \"https://cells.example.com/\""),
        Case::fleet("other-tools-domain-with-dot", "domain = \"cells.example.com.\""),
        Case::environment("other-tools-quota-code", "quotas = { \"L-0263D0A3\" = 20 }"),
        Case::environment("other-tools-nat", "nat = \"one_per_az\""),
        Case::environment("other-tools-system-image", "node_tier \"system\" {\n  image = \"AL2_x86_64\"\n}"),
        Case::environment("other-tools-chart-for-application", "application \"kube-prometheus-stack\" {}"),
        Case::environment("other-tools-other-ingress", "application \"ingress-nginx\" {}"),
    ]
}

fn without_help() -> Vec<Case> {
    let namespace = |name, lines: &str| {
        Case::edited(name, &[GIT])
            .with("\"eu-west-1\"\n", &format!("\"eu-west-1\"\n\n  namespace \"shop\" {{\n    {lines}\n  }}\n"))
    };
    let system = |name, line| Case::environment(name, &format!("node_tier \"system\" {{\n  {line}\n}}"));
    vec![
        namespace("other-tools-egress-without-ports", "egress \"a\" {\n      cidrs = [\"198.51.100.0/24\"]\n    }"),
        namespace("other-tools-connection-without-to", "connection \"a\" {\n      ports = [443]\n    }"),
        namespace("other-tools-port-by-name", "exposure = \"internal\"\n    ports = [\"https\"]"),
        namespace(
            "other-tools-protocol",
            "egress \"a\" {\n      cidrs = [\"198.51.100.0/24\"]\n      ports = [443]\n      protocol = \"http\"\n    }",
        ),
        namespace("other-tools-exposure", "exposure = \"LoadBalancer\"\n    ports = [443]"),
        Case::edited(
            "other-tools-git-without-repository",
            &[GIT, ("    repository = \"https://github.com/acme/cells.git\"\n", "")],
        ),
        Case::environment(
            "other-tools-verb-exec",
            "role \"a\" {\n  rule \"b\" {\n    api_groups = [\"\"]\n    resources = [\"pods\"]\n    verbs = [\"exec\"]\n  }\n}",
        )
        .finds(2),
        system("other-tools-half-a-node", "min = 2.5"),
        system("other-tools-number-in-words", "min = \"two\""),
        system("other-tools-share-of-nodes", "max_unavailable = \"33%\""),
        Case::environment("other-tools-logs-as-list", "logs = [\"api\"]"),
        Case::environment(
            "other-tools-policy-document",
            "workload_identity \"a\" {\n  namespace = \"a\"\n  service_account = \"a\"\n  policies = [\"{ \\\"Version\\\": \\\"2012-10-17\\\" }\"]\n}",
        ),
    ]
}

fn cascades() -> Vec<Case> {
    let shop = |name, lines: &str| {
        let lines = format!("\"eu-west-1\"\n\n  namespace \"shop\" {{\n    {lines}\n  }}\n");
        Case::edited(name, &[GIT, ("\"eu-west-1\"\n", &lines)])
    };
    let workload = "workload \"web\" {\n      replicas = 20\n    }";
    vec![
        Case::environment("other-tools-tier-without-capacity", "node_tier \"general\" {}"),
        shop("other-tools-egress-to-every-port", "egress \"a\" {\n      cidrs = [\"198.51.100.0/24\"]\n      ports = []\n    }").with(
            "  namespace \"shop\"",
            "  workload_identity \"a\" {\n    namespace = \"shop\"\n    service_account = \"a\"\n    policies = [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]\n  }\n\n  namespace \"shop\"",
        ),
        shop(
            "other-tools-workload-in-bytes",
            "workload \"web\" {\n      replicas = 2\n      requests = { cpu = \"500Mi\", memory = \"512Mi\" }\n      limits = { cpu = \"1Gi\", memory = \"1Gi\" }\n    }",
        )
        .finds(3),
        shop("other-tools-quota-without-pods", &format!("quota {{\n      pods = 0\n    }}\n    {workload}")).finds(2),
        shop(
            "other-tools-quota-inverted",
            &format!("quota {{\n      requests = {{ cpu = 16, memory = \"32Gi\" }}\n      limits = {{ cpu = 8, memory = \"16Gi\" }}\n      pods = 60\n    }}\n    {workload}"),
        ).finds(2),
        Case::environment("other-tools-quota-unreadable", "quotas = { elastic-ips = \"20\" }").with(
            "\"10.0.0.0/16\"\n}\n",
            "\"10.0.0.0/16\"\n}\n\ncell \"beta\" {\n  environment = \"dev\"\n  cidr = \"10.1.0.0/16\"\n}\n",
        )
        .with("account = ", "nat = \"per-zone\"\n  zones = [\"a\", \"b\", \"c\"]\n  account = "),
        Case::environment("other-tools-domain-unreadable", "application \"external-dns\" {\n  zones = [\"Z0123456789ABCDEFGHIJ\"]\n}")
            .with(GIT.0, &format!("{}  domain = \"cells.example.com.\"\n", GIT.1)),
    ]
}
