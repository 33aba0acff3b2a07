//! What keeps a role to its own cell where AWS's managed policies name every resource of the account.
//!
//! A cell may share its account with others. The managed policies of the VPC CNI, the EBS CSI driver and nodes are kept,
//! because AWS extends them as add-ons learn to do more; what they would allow beyond the cell is denied beside them.

use super::ModuleContext;
use super::references::name;
use crate::iam::{Statement, deny, policy};
use crate::terraform::{BodyBuilder, Expression, path, resource};

/// The tag that the VPC CNI puts on the network interfaces that it makes, with the cluster's name as value
/// (amazon-vpc-cni-k8s, "Scope-down IAM policy per EKS cluster").
const CNI_CLUSTER: &str = "cluster.k8s.amazonaws.com/name";

/// For a controller that acts on instances, network interfaces and volumes: nothing that carries the tag of another cell.
pub(super) fn of_controller(context: &ModuleContext<'_>, role: &str) -> BodyBuilder {
    let environment = context.environment.name.to_string();
    let statements = [
        tagged_otherwise("OtherCells", "CellID", path("var.cell")).because(
            "The managed policy names every resource of the account. What has no tag stays within reach: volumes may be\n\
             older than their tags.",
        ),
        tagged_otherwise("OtherEnvironments", "Environment", environment.into()),
        tagged_otherwise("OtherClusters", CNI_CLUSTER, name()),
    ];
    beside(role, statements)
}

/// For a node: no other cluster.
pub(super) fn of_node(context: &ModuleContext<'_>, role: &str) -> BodyBuilder {
    let statement = deny("OtherClusters", ["eks:DescribeCluster", "eks-auth:AssumeRoleForPodIdentity"])
        .because("The managed policy names every cluster of the account.")
        .elsewhere_than([context.cluster_arn()]);
    beside(role, [statement])
}

/// A negated comparison also holds where the tag is missing, so that the tag is asked for as well.
fn tagged_otherwise(sid: &str, tag: &str, own: Expression) -> Statement {
    let key = format!("aws:ResourceTag/{tag}");
    deny(sid, ["ec2:*"]).on(["*"]).when("Null", key.clone(), "false").when("StringNotEquals", key, own)
}

fn beside(role: &str, statements: impl IntoIterator<Item = Statement>) -> BodyBuilder {
    resource("aws_iam_role_policy", &format!("{role}_own_cell"))
        .set("name", "own-cell")
        .set("role", path("aws_iam_role").attribute(role).attribute("name"))
        .set("policy", policy(statements))
}
