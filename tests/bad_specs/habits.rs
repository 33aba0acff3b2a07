//! What people write who know Terraform, eksctl, Karpenter, Kubernetes, cron or the console of AWS.

use super::case::Case;
use super::json::edited;

pub(crate) fn cases() -> Vec<Case> {
    [not_made_worse(), of_other_tools(), of_terraform()].into_iter().flatten().collect()
}

/// A fleet with manifests, as an edit.
const GIT: (&str, &str) = (
    "\"CC-1\"\n",
    "\"CC-1\"\n  git {\n    repository = \"https://github.com/acme/cells.git\"\n    revision   = \"v1.0.0\"\n  }\n",
);

fn not_made_worse() -> Vec<Case> {
    vec![
        Case::edited("habits-two-labels", &[("cell \"alpha\"", "cell \"dev\" \"alpha\"")]),
        Case::edited("habits-three-labels", &[("cell \"alpha\"", "cell \"dev\" \"alpha\" \"alpha\"")]),
        Case::fleet("habits-tags-as-pairs", "tags = [{ key = \"Team\", value = \"cells\" }, { Key = \"a:b\", Value = \"c\" }]"),
        edited("habits-tags-as-pairs-in-json", "\"owner\"", "\"tags\": [{ \"Key\": \"Team\", \"Value\": \"cells\" }],\n    \"owner\""),
        Case::fleet("habits-tags-in-a-list", "tags = [{ Team = \"cells\" }]"),
        Case::fleet("habits-tag-pair-twice", "tags = [{ key = \"a\", value = \"b\" }, { key = \"a\", value = \"c\" }]"),
        tier("habits-types-in-karpenter", "instanceTypes = [\"m7g.large\"]"),
        tier("habits-types-in-karpenter-again", "instance_types = [\"m7g.large\", \"c7g.large\"]"),
        tier("habits-sizes-in-karpenter", "min = 2\n  max = 8\n  max_unavailable = 1").finds(3),
        Case::environment(
            "habits-karpenter-keys-in-system",
            "node_tier \"system\" {\n  families = [\"m7g\"]\n  limits = { cpu = 8, memory = \"32Gi\" }\n  weight = 3\n}",
        )
        .finds(3),
    ]
}

fn of_other_tools() -> Vec<Case> {
    vec![
        Case::edited("habits-vpc-cidr", &[("cidr        =", "vpc_cidr    =")]),
        Case::edited("habits-aws-region", &[("region  =", "aws_region =")]),
        Case::edited("habits-env", &[("environment =", "env =")]),
        Case::edited("habits-access-entry", &[("access \"platform\"", "access_entry \"platform\"")]),
        Case::edited("habits-policy-arn", &[("policy    =", "policy_arn =")]),
        Case::environment(
            "habits-policy-arns",
            "workload_identity \"a\" {\n  namespace = \"a\"\n  service_account = \"a\"\n  policy_arns = [\"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess\"]\n}",
        ),
        Case::environment("habits-capacity-type", "node_tier \"spot\" {\n  capacityType = \"spot\"\n}"),
        Case::edited("habits-git-url", &[GIT, ("repository =", "url =")]),
        Case::environment("habits-node-groups", "eks_managed_node_groups \"spot\" {\n  capacity = \"spot\"\n}"),
        Case::environment("habits-node-pool-is-object", "nodepool = { spot = { capacity = \"spot\" } }"),
        Case::environment(
            "habits-sizes",
            "cluster_version = \"1.35\"\nnode_tier \"system\" {\n  min_size = 2\n  maxSize = 4\n}",
        )
        .finds(3),
        Case::environment("habits-unknown-in-system", "node_tier \"system\" {\n  colour = \"blue\"\n}"),
        tier("habits-unknown-in-karpenter", "colour = \"blue\""),
    ]
}

fn of_terraform() -> Vec<Case> {
    vec![
        Case::appended("habits-locals", "locals {\n  name = var.name\n}\n"),
        Case::appended("habits-provider", "provider \"aws\" {\n  region = local.region\n}\n"),
        Case::appended("habits-terraform-at-the-root", "terraform {\n  required_version = \">= 1.7\"\n}\n"),
        Case::environment("habits-cell-in-environment", "cell \"beta\" {\n  cidr = \"10.1.0.0/16\"\n}"),
        Case::fleet("habits-environment-in-fleet", "environment \"test\" {\n  region = \"eu-west-1\"\n}"),
        Case::environment("habits-flow-logs-off", "flow_logs = false"),
        Case::hcl(
            "habits-two-fleets",
            format!(
                "fleet \"other\" {{\n  owner       = \"platform\"\n  cost_centre = \"CC-2\"\n}}\n\n{}",
                super::case::GOOD
            ),
        )
        .with("account = \"111111111111\"\n", "account = \"111111111111\"\n  sync = \"manual\"\n"),
        Case::edited("habits-git-path", &[GIT, ("revision   = \"v1.0.0\"", "path = \"/out\"")])
            .with("\"eu-west-1\"\n", "\"eu-west-1\"\n\n  application \"cert-manager\" {}\n"),
        Case::environment(
            "habits-without-git",
            "sync = \"manual\"\napplication \"cert-manager\" {}\naccess \"b\" {\n  principal = \"arn:aws:iam::111111111111:role/b\"\n  role = \"viewer\"\n}",
        ),
    ]
}

fn tier(name: &'static str, lines: &str) -> Case {
    Case::environment(name, &format!("node_tier \"spot\" {{\n  capacity = \"spot\"\n  {lines}\n}}"))
}
