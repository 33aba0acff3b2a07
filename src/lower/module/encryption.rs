//! `encryption.tf`: the cell's key.

use super::references::{derived, name};
use super::{Content, ModuleContext};
use crate::iam::{Kind, Statement, allow, policy};
use crate::model::names;
use crate::terraform::{Expression, list, path, resource, text};
use crate::values::DerivedName;

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let statements = [root(context), logs(context), volumes(context), volume_grants(context)];
    let blocks = vec![
        resource("aws_kms_key", "this")
            .set("description", text("Encrypts secrets, logs and volumes of {}", [name()]))
            .set("enable_key_rotation", true)
            .set("deletion_window_in_days", context.environment.deletion_window_days.value)
            .set("policy", policy(statements)),
        resource("aws_kms_alias", "this")
            .set("name", derived(names::KEY_ALIAS))
            .set("target_key_id", path("aws_kms_key.this.key_id")),
    ];
    let purpose = "One key for everything in the cell: secrets, logs and volumes.";
    ("encryption.tf", purpose, file!(), blocks)
}

/// Without it, nobody could change the policy again, and IAM policies would grant nothing.
fn root(context: &ModuleContext<'_>) -> Statement {
    allow("AccountAdministers", ["kms:*"]).principal("AWS", context.iam_arn("root".into())).on(["*"])
}

/// EKS secrets need no statement: the cluster's role has an identity policy.
fn logs(context: &ModuleContext<'_>) -> Statement {
    let suffix = context.environment.partition().dns_suffix();
    let principal = text(&format!("logs.{{}}.{suffix}"), [path("var.region")]);
    let actions = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"];
    allow("CloudWatchLogs", actions).principal("Service", principal).on(["*"]).when(
        "ArnEquals",
        "kms:EncryptionContext:aws:logs:arn",
        context.log_group_arns(),
    )
}

/// The services of AWS that launch instances with the cell's volumes, by the path of their service-linked roles: the managed
/// node group through Auto Scaling, Karpenter through EC2 Fleet, and either on spot capacity (EC2 user guide, "Service-linked
/// role for EC2 Fleet" and "for Spot Instance requests"; EC2 Auto Scaling user guide, "Required KMS key policy").
const LAUNCHERS: [&str; 3] = ["autoscaling", "ec2fleet", "spot"];

/// Only through EC2, and only for whom a cell has volumes: in conditions, since KMS refuses a policy that names as principal
/// a role which does not exist yet, such as the service-linked one of Auto Scaling.
fn through_ec2(context: &ModuleContext<'_>, statement: Statement) -> Statement {
    let role = |name: DerivedName| context.iam().arn(Kind::Role, derived(name));
    let of_service = |service: &str| context.iam_arn(format!("role/aws-service-role/{service}.amazonaws.com/*").into());
    let users = [role(names::EBS_CSI_ROLE), role(names::KARPENTER_ROLE)].into_iter().chain(LAUNCHERS.map(of_service));
    statement
        .principal("AWS", "*")
        .on(["*"])
        .when("StringEquals", "kms:ViaService", ec2_service(context))
        .when("StringEquals", "kms:CallerAccount", path("var.account_id"))
        .when("ArnLike", "aws:PrincipalArn", list(users))
}

/// Partitions with a domain of their own name the service with it; both spellings are accepted there.
fn ec2_service(context: &ModuleContext<'_>) -> Expression {
    let name = |suffix: &str| text(&format!("ec2.{{}}.{suffix}"), [path("var.region")]);
    let (own, common) = (context.environment.partition().dns_suffix(), "amazonaws.com");
    if own == common { name(common) } else { list([name(own), name(common)]) }
}

fn volumes(context: &ModuleContext<'_>) -> Statement {
    let actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
    let statement = allow("VolumesThroughEC2", actions).because(
        "Only through EC2, and only for Karpenter, the EBS CSI driver, and AWS's own roles for Auto Scaling, fleets and spot.\n\
         In conditions, because KMS refuses a policy that names as principal a role which does not exist yet.",
    );
    through_ec2(context, statement)
}

fn volume_grants(context: &ModuleContext<'_>) -> Statement {
    let statement = allow("VolumeGrantsThroughEC2", ["kms:CreateGrant"]);
    through_ec2(context, statement).when("Bool", "kms:GrantIsForAWSResource", "true")
}
