//! `evacuation.tf`: the switch of each cell, and the role that may use it.

use super::{EVACUATION, RouterContext};
use crate::iam::{AccountIam, Said, allow, policy};
use crate::model::{Evacuation, evacuation as names};
use crate::terraform::{BodyBuilder, Expression, File, list, object, path, resource, text};

pub(super) fn file(context: &RouterContext<'_>, evacuation: &Evacuation) -> File {
    let iam = AccountIam {
        partition: context.dns.region.partition(),
        path: Said::Here(context.dns.iam.path.as_deref()),
        boundary: Said::Here(context.dns.iam.boundary.as_deref()),
    };
    let fleet = &context.root.fleet.name;
    let name = names::role(fleet, &context.environment.name);
    let description =
        format!("Evacuates cells of environment {}, and does nothing else", context.environment.name.value);
    let blocks = vec![
        alarm(context),
        iam.role("evacuate", name.as_str().into(), &description, trust(evacuation)),
        policies(context, &iam, &name),
        resource("aws_iam_role_policy_attachment", "evacuate")
            .set("for_each", path("aws_iam_policy.evacuate"))
            .set("role", path("aws_iam_role.evacuate.name"))
            .set("policy_arn", path("each.value.arn")),
    ];
    let purpose =
        "The switch that takes a cell out of service, without an apply: a metric, and the role that may write it.";
    context.root.files.file("evacuation.tf", purpose, file!(), blocks)
}

fn alarm(context: &RouterContext<'_>) -> BodyBuilder {
    resource("aws_cloudwatch_metric_alarm", "evacuate")
        .comment("In another region than the cells: a region that fails does not take its switches along.")
        .set("provider", path("aws").attribute(EVACUATION))
        .set("for_each", context.each_cell())
        .set("alarm_name", text("{}-evacuate", [context.cluster()]))
        .set(
            "alarm_description",
            text("Cell {} is evacuated: its tenants are sent to their standbys.", [path("each.key")]),
        )
        .because("IAM narrows the right to send metrics by namespace and by nothing else.")
        .set("namespace", text("Cellc/Evacuate/{}", [context.cluster()]))
        .set("metric_name", names::METRIC)
        .set("statistic", "Maximum")
        .set("period", 60)
        .set("evaluation_periods", 1)
        .set("comparison_operator", "GreaterThanOrEqualToThreshold")
        .set("threshold", 1)
        .because("Silence changes nothing: the health check keeps what it knew last.")
        .set("treat_missing_data", "missing")
}

fn trust(evacuation: &Evacuation) -> Expression {
    let principals = evacuation.principals.iter().map(|principal| principal.arn().to_string());
    policy([allow("Operators", ["sts:AssumeRole"]).principal("AWS", list(principals))])
}

/// The clusters are those of the alarms; each is named, since a pattern would take in those of other environments.
fn policies(context: &RouterContext<'_>, iam: &AccountIam<'_>, name: &str) -> BodyBuilder {
    let parts = names::policies(context.cells.iter().map(|cell| cell.cluster.as_str()));
    let parts = parts.into_iter().enumerate().map(|(index, part)| ((index + 1).to_string(), list(part)));
    let statement = allow("Evacuate", ["cloudwatch:PutMetricData"]).on(["*"]).when(
        "StringEquals",
        "cloudwatch:namespace",
        path("each.value"),
    );
    let description = "Writes the switches of these cells, and no other metric";
    let name = text(&format!("{name}-{{}}"), [path("each.key")]);
    iam.policy("evacuate", name, description, policy([statement]))
        .comment("IAM takes so many names in a policy and no more, so there may be several.")
        .each(object(parts))
}
