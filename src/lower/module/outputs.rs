//! `outputs.tf`: what pipelines and people need to know of a cell.

use super::Content;
use super::references::private_subnet_ids;
use crate::terraform::{Expression, block, path};

/// An output of every module and of every root.
pub(in crate::lower) struct Output {
    pub(in crate::lower) name: &'static str,
    pub(in crate::lower) description: &'static str,
    value: fn() -> Expression,
}

/// All of them, by name.
pub(in crate::lower) const OUTPUTS: [Output; 9] = [
    Output {
        name: "cluster_certificate_authority",
        description: "Certificate authority of the Kubernetes API, in base64.",
        value: || path("aws_eks_cluster.this.certificate_authority.0.data"),
    },
    Output {
        name: "cluster_endpoint",
        description: "URL of the Kubernetes API.",
        value: || path("aws_eks_cluster.this.endpoint"),
    },
    Output { name: "cluster_name", description: "Name of the cluster.", value: || path("aws_eks_cluster.this.name") },
    Output {
        name: "cluster_security_group_id",
        description: "Security group of control plane and nodes.",
        value: || path("aws_eks_cluster.this.vpc_config.0.cluster_security_group_id"),
    },
    Output {
        name: "karpenter_node_role_name",
        description: "Role of nodes that Karpenter makes.",
        value: || path("aws_iam_role.karpenter_node.name"),
    },
    Output {
        name: "karpenter_queue_name",
        description: "Queue of interruptions for Karpenter.",
        value: || path("aws_sqs_queue.karpenter.name"),
    },
    Output { name: "kms_key_arn", description: "The cell's key.", value: || path("aws_kms_key.this.arn") },
    Output { name: "private_subnet_ids", description: "Subnets of nodes and pods.", value: private_subnet_ids },
    Output { name: "vpc_id", description: "The cell's VPC.", value: || path("aws_vpc.this.id") },
];

pub(super) fn content() -> Content {
    let output = |output: &Output| {
        block("output").label(output.name).set("description", output.description).set("value", (output.value)())
    };
    let blocks = OUTPUTS.iter().map(output).collect();
    ("outputs.tf", "What pipelines and people need to know of a cell.", "src/lower/module/outputs.rs", blocks)
}
