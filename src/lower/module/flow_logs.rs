//! `flow_logs.tf`: who talked to whom.

use super::references::{depends_on, derived, name, name_tag};
use super::{Content, ModuleContext};
use crate::iam::{allow, policy};
use crate::model::names;
use crate::terraform::{Expression, path, resource, text};

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let flow_logs = &context.environment.flow_logs;
    let blocks = vec![
        resource("aws_cloudwatch_log_group", "flow_logs")
            .set("name", derived(names::FLOW_LOG_GROUP))
            .set("retention_in_days", flow_logs.retention_days.days())
            .set("kms_key_id", path("aws_kms_key.this.arn")),
        context.role("flow_logs", names::FLOW_LOGS_ROLE, "Writes the flow logs of the VPC", trust(context)),
        resource("aws_iam_role_policy", "flow_logs")
            .set("name", "write-flow-logs")
            .set("role", path("aws_iam_role.flow_logs.name"))
            .set("policy", write()),
        resource("aws_flow_log", "this")
            .set("vpc_id", path("aws_vpc.this.id"))
            .set("traffic_type", flow_logs.traffic.ec2_api())
            .set("log_destination", path("aws_cloudwatch_log_group.flow_logs.arn"))
            .set("iam_role_arn", path("aws_iam_role.flow_logs.arn"))
            .set("max_aggregation_interval", 60)
            .set("tags", name_tag(name()))
            .set("depends_on", depends_on(["aws_iam_role_policy.flow_logs"])),
    ];
    ("flow_logs.tf", "Flow logs of the VPC, encrypted with the cell's key.", file!(), blocks)
}

fn trust(context: &ModuleContext<'_>) -> Expression {
    let statement = allow("AssumeRole", ["sts:AssumeRole"])
        .principal("Service", context.service("vpc-flow-logs"))
        .when("StringEquals", "aws:SourceAccount", path("var.account_id"))
        .when("ArnLike", "aws:SourceArn", context.arn("ec2", "vpc-flow-log/*".into()));
    policy([statement])
}

fn write() -> Expression {
    let actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
    policy([allow("WriteFlowLogs", actions).on([text("{}:*", [path("aws_cloudwatch_log_group.flow_logs.arn")])])])
}
