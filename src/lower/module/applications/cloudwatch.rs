//! The CloudWatch agent and Fluent Bit: log groups of the cell, and metrics.

use super::Identity;
use crate::lower::iam::allow;
use crate::lower::module::ModuleContext;
use crate::lower::module::references::name;
use crate::model::names;
use crate::terraform::{BodyBuilder, call, path, resource, text};
use crate::values::ApplicationName;

const IDENTITY: Identity = Identity {
    label: "cloudwatch",
    role: names::CLOUDWATCH_ROLE,
    description: "CloudWatch agent",
    application: ApplicationName::CloudWatch,
};

pub(super) fn blocks(context: &ModuleContext<'_>) -> Vec<BodyBuilder> {
    let groups = context.arn("logs", text("log-group:/aws/containerinsights/{}/*", [name()]));
    let write = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
    let statements = [
        allow("WriteLogs", write).on([groups]),
        allow("PublishMetrics", ["cloudwatch:PutMetricData"])
            .because("CloudWatch knows no owner of a metric: the agent names the cluster in each.")
            .on(["*"])
            .when("StringEquals", "cloudwatch:namespace", ["CWAgent", "ContainerInsights"]),
        allow("DescribeInstances", ["ec2:DescribeTags", "ec2:DescribeVolumes"]).on(["*"]).when(
            "StringEquals",
            "aws:RequestedRegion",
            path("var.region"),
        ),
    ];
    let mut blocks = vec![log_groups(context)];
    blocks.extend(IDENTITY.with_policy(context, "write-telemetry", statements));
    blocks
}

fn log_groups(context: &ModuleContext<'_>) -> BodyBuilder {
    resource("aws_cloudwatch_log_group", "containers")
        .comment("Fluent Bit would create them without key and retention.")
        .set("for_each", call("toset", [names::CONTAINER_LOGS.to_vec().into()]))
        .set("name", text("/aws/containerinsights/{}/{}", [name(), path("each.value")]))
        .set("retention_in_days", context.environment.logs.retention_days.days())
        .set("kms_key_id", path("aws_kms_key.this.arn"))
}
