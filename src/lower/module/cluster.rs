//! `cluster.tf`: the control plane.

use super::references::{depends_on, derived, name, private_subnet_ids};
use super::{Content, ModuleContext};
use crate::iam::{allow, policy};
use crate::model::names;
use crate::terraform::{BodyBuilder, Expression, block, list, path, resource};

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let blocks = vec![
        log_group(context),
        context.role("cluster", names::CLUSTER_ROLE, "Control plane of the cluster", trust(context)),
        context.attach_managed("cluster", "AmazonEKSClusterPolicy"),
        resource("aws_iam_role_policy", "cluster_encryption")
            .set("name", "encrypt-secrets")
            .set("role", path("aws_iam_role.cluster.name"))
            .set("policy", encrypt_secrets()),
        cluster(context),
    ];
    ("cluster.tf", "The control plane.", file!(), blocks)
}

/// Only for clusters of this account.
fn trust(context: &ModuleContext<'_>) -> Expression {
    let statement = allow("AssumeRole", ["sts:AssumeRole"]).principal("Service", context.service("eks")).when(
        "StringEquals",
        "aws:SourceAccount",
        path("var.account_id"),
    );
    policy([statement])
}

fn log_group(context: &ModuleContext<'_>) -> BodyBuilder {
    resource("aws_cloudwatch_log_group", "cluster")
        .comment(
            "Created before the cluster, because EKS would create it without key and retention.\n\
             After a destroy, EKS may write a last line and so leave it behind again. Before a cell is created again under\n\
             the same name: terraform import module.cell.aws_cloudwatch_log_group.cluster /aws/eks/<name>/cluster",
        )
        .set("name", derived(names::CLUSTER_LOG_GROUP))
        .set("retention_in_days", context.environment.logs.retention_days.days())
        .set("kms_key_id", path("aws_kms_key.this.arn"))
}

fn encrypt_secrets() -> Expression {
    let actions = ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"];
    policy([allow("EncryptSecrets", actions).on([path("aws_kms_key.this.arn")])])
}

fn cluster(context: &ModuleContext<'_>) -> BodyBuilder {
    let (environment, class) = (context.environment, context.class);
    let logs: Vec<String> = environment.logs.types.iter().map(ToString::to_string).collect();
    resource("aws_eks_cluster", "this")
        .set("name", name())
        .set("role_arn", path("aws_iam_role.cluster.arn"))
        .set("version", class.kubernetes.to_string())
        .set("enabled_cluster_log_types", logs)
        .nest(vpc_config(context))
        .nest(block("kubernetes_network_config").set("service_ipv4_cidr", environment.service_cidr.to_string()))
        .nest(
            block("access_config")
                .set("authentication_mode", "API")
                .because("Administrators are listed in access.tf; running Terraform makes nobody one.")
                .set("bootstrap_cluster_creator_admin_permissions", false),
        )
        .nest(
            block("encryption_config")
                .set("resources", ["secrets"])
                .nest(block("provider").set("key_arn", path("aws_kms_key.this.arn"))),
        )
        .nest_all(
            environment.upgrade_policy.map(|policy| block("upgrade_policy").set("support_type", policy.eks_api())),
        )
        .nest_all(environment.zonal_shift.map(|shift| block("zonal_shift_config").set("enabled", shift.value)))
        .nest(
            block("lifecycle")
                .because(
                    "EKS keeps the zones that a cluster was created with. A zone that is added later gets nodes, not\n\
                     interfaces of the control plane.",
                )
                .set("ignore_changes", list([path("vpc_config.0.subnet_ids")])),
        )
        .set(
            "depends_on",
            depends_on([
                "aws_cloudwatch_log_group.cluster",
                "aws_iam_role_policy.cluster_encryption",
                "aws_iam_role_policy_attachment.cluster",
            ]),
        )
}

fn vpc_config(context: &ModuleContext<'_>) -> BodyBuilder {
    let endpoint = &context.environment.endpoint;
    let cidrs: Vec<String> = endpoint.cidrs.iter().map(|cidr| cidr.to_string()).collect();
    block("vpc_config")
        .set("subnet_ids", private_subnet_ids())
        .set("endpoint_private_access", true)
        .set("endpoint_public_access", endpoint.public)
        .set_if_some("public_access_cidrs", endpoint.public.then_some(cidrs))
}
