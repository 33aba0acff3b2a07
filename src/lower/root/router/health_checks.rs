//! `health_checks.tf`: what Route 53 knows of each cell.

use super::RouterContext;
use crate::lower::module::name_tag;
use crate::terraform::{BodyBuilder, Expression, File, block, list, path, resource, text};

/// The check that records ask, by the name of a cell.
pub(super) fn serving(cell: Expression) -> Expression {
    path("aws_route53_health_check.serving").index(cell).attribute("id")
}

/// None where there is no cell, or nothing to ask.
pub(super) fn file(context: &RouterContext<'_>) -> Option<File> {
    let answers = context.is_public().then(|| answers(context));
    let stays = context.evacuation().map(|switches| stays(context, switches.region.as_str()));
    let children: Vec<Expression> = [("https", &answers), ("evacuate", &stays)]
        .into_iter()
        .filter_map(|(label, check)| check.as_ref().map(|_| child(label)))
        .collect();
    if context.cells.is_empty() || children.is_empty() {
        return None;
    }
    let blocks = answers.into_iter().chain(stays).chain([serves(context, children)]).collect();
    let purpose = "Whether a cell serves: it answers, and nobody has evacuated it.";
    Some(context.root.files.file("health_checks.tf", purpose, file!(), blocks))
}

fn child(label: &str) -> Expression {
    path("aws_route53_health_check").attribute(label).index(path("each.key")).attribute("id")
}

fn check(context: &RouterContext<'_>, label: &str, kind: &str) -> BodyBuilder {
    resource("aws_route53_health_check", label).set("for_each", context.each_cell()).set("type", kind)
}

fn answers(context: &RouterContext<'_>) -> BodyBuilder {
    let router = context.router;
    let check = check(context, "https", "HTTPS")
        .set("fqdn", text(&format!("{{}}.{}", context.domain), [path("each.key")]))
        .set("port", 443)
        .set_if_some("resource_path", router.health_path.as_ref().map(|path| path.value.to_string()))
        .set("enable_sni", true)
        .set("request_interval", i64::from(router.interval_seconds.value))
        .set("failure_threshold", i64::from(router.failures.value));
    finished(context, check, "https")
        .comment("From outside, as a client asks: the certificate, the load balancer and pods behind it.")
}

/// Route 53 developer guide, "Values that you specify when you create or update health checks", of "Last known status": "Route 53
/// uses the status of the health check from the last time that CloudWatch had sufficient data to determine the alarm state."
/// The API reference adds: "For new health checks that have no last known status, the default status for the health check is
/// healthy."
fn stays(context: &RouterContext<'_>, region: &str) -> BodyBuilder {
    let check = check(context, "evacuate", "CLOUDWATCH_METRIC")
        .set("cloudwatch_alarm_name", path("aws_cloudwatch_metric_alarm.evacuate").index(path("each.key")).attribute("alarm_name"))
        .set("cloudwatch_alarm_region", region)
        .because(
            "A latch: without data the last word counts, so one data point of 1 evacuates the cell until one of 0 ends it.\n\
             A new check is healthy.",
        )
        .set("insufficient_data_health_status", "LastKnownStatus");
    finished(context, check, "evacuate")
}

fn serves(context: &RouterContext<'_>, children: Vec<Expression>) -> BodyBuilder {
    let threshold = i64::try_from(children.len()).unwrap_or(i64::MAX);
    let check = check(context, "serving", "CALCULATED")
        .set("child_health_threshold", threshold)
        .set("child_healthchecks", list(children));
    finished(context, check, "serving").comment("What records ask.")
}

fn finished(context: &RouterContext<'_>, check: BodyBuilder, label: &str) -> BodyBuilder {
    let name = text(&format!("{{}}-{label}"), [context.cluster()]);
    check.set("tags", name_tag(name)).nest(
        block("lifecycle")
            .because("What asks a check is changed to its successor before it goes.")
            .set("create_before_destroy", true),
    )
}
