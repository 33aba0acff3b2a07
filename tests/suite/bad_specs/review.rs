//! Specifications that a reviewer found to be accepted, or to be refused with the wrong words.

use super::case::{Case, GOOD};

pub(crate) fn cases() -> Vec<Case> {
    let repeated = "  cidr = \"10.1.0.0/16\"\n".repeat(22);
    let environment = |name: &str| {
        GOOD.split("environment \"dev\" {").nth(1).map(|rest| {
            let body = rest.split("\ncell").next().unwrap_or_default();
            format!("\nenvironment \"{name}\" {{\n  profile = \"development\"{body}")
        })
    };
    let other = environment("dev-x").unwrap();
    vec![
        Case::appended(
            "review-many-repeated-keys",
            &format!("\ncell \"beta\" {{\n  environment = \"dev\"\n{repeated}}}\n"),
        ),
        Case::appended(
            "review-one-cluster-name",
            &format!(
                "{other}\ncell \"x-beta\" {{\n  environment = \"dev\"\n  cidr = \"10.1.0.0/16\"\n}}\n\ncell \"beta\" {{\n  environment = \"dev-x\"\n  cidr = \"10.2.0.0/16\"\n}}\n"
            ),
        ),
        Case::environment("review-tag-spellings", "tags = { team = \"a\", Team = \"b\" }"),
        Case::environment("review-tag-domain", "tags = { domain = \"shop\" }"),
        Case::edited("review-loopback", &[("10.0.0.0/16", "127.0.0.0/16")]),
        Case::edited("review-docker", &[("10.0.0.0/16", "172.17.0.0/20")]),
        Case::environment(
            "review-entry-of-nodes",
            "access \"nodes\" {\n  principal = \"arn:aws:iam::111111111111:role/demo-dev-alpha-karpenter-node\"\n  policy    = \"view\"\n}",
        ),
        Case::environment(
            "review-tier-without-choice",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  arch     = []\n}",
        ),
        Case::environment(
            "review-tier-without-room",
            "node_tier \"spot\" {\n  capacity = \"spot\"\n  limits   = { cpu = 0, memory = \"8Gi\" }\n}",
        ),
        Case::environment(
            "review-cidrs-of-a-private-endpoint",
            "endpoint = { public = false, cidrs = [\"0.0.0.0/0\", \"10.0.0.0/8\"] }",
        ),
        Case::edited(
            "review-confined-admin",
            &[("policy    = \"cluster-admin\"", "policy    = \"cluster-admin\"\n    namespaces = [\"a\"]")],
        ),
        Case::environment("review-kubernetes-gone", "kubernetes = \"1.29\""),
        Case::environment(
            "review-kubernetes-of-the-future",
            "kubernetes = \"1.60\"\n  add_on \"vpc-cni\" {\n    version = \"v1.30.0-eksbuild.1\"\n  }\n  add_on \"kube-proxy\" {\n    version = \"v1.60.0-eksbuild.1\"\n  }\n  add_on \"coredns\" {\n    version = \"v1.20.0-eksbuild.1\"\n  }\n  add_on \"eks-pod-identity-agent\" {\n    version = \"v1.9.0-eksbuild.1\"\n  }\n  add_on \"aws-ebs-csi-driver\" {\n    version = \"v1.99.0-eksbuild.1\"\n  }",
        ),
        Case::edited("review-nobody-owns", &[("owner       = \"platform\"", "owner       = \" \"")]),
        Case::environment("review-min-above-the-limit", "node_tier \"system\" {\n  min = 500\n}"),
    ]
}
