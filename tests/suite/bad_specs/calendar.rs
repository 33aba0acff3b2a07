//! Versions that were right once. Cases are judged on 2026-11-21.

use super::case::Case;

pub(crate) fn cases() -> Vec<Case> {
    vec![
        Case::environment("calendar-nearly-extended", "kubernetes = \"1.34\""),
        Case::environment("calendar-kubernetes-gone", "kubernetes = \"1.29\""),
        Case::environment(
            "calendar-kubernetes-of-the-future",
            "kubernetes = \"1.60\"\n  add_on \"vpc-cni\" {\n    version = \"v1.30.0-eksbuild.1\"\n  }\n  add_on \"kube-proxy\" {\n    version = \"v1.60.0-eksbuild.1\"\n  }\n  add_on \"coredns\" {\n    version = \"v1.20.0-eksbuild.1\"\n  }\n  add_on \"eks-pod-identity-agent\" {\n    version = \"v1.9.0-eksbuild.1\"\n  }\n  add_on \"aws-ebs-csi-driver\" {\n    version = \"v1.99.0-eksbuild.1\"\n  }",
        ),
        Case::environment("calendar-extended", "kubernetes = \"1.33\""),
        Case::environment("calendar-extended-in-two-cells", "kubernetes = \"1.32\"\nclass \"large\" {}")
            .with("cell \"alpha\" {\n", "cell \"beta\" {\n  environment = \"dev\"\n  class = \"large\"\n  cidr = \"10.1.0.0/16\"\n}\n\ncell \"alpha\" {\n"),
        Case::environment("gate-upgrade-policy", "upgrade_policy = \"standard\""),
        Case::environment("gate-zonal-shift", "zonal_shift = true").with(
            "cost_centre = \"CC-1\"\n",
            "cost_centre = \"CC-1\"\n  terraform {\n    aws_provider = \"~> 5.61\"\n  }\n",
        ),
        Case::environment("calendar-last-days", "kubernetes = \"1.31\""),
    ]
}
