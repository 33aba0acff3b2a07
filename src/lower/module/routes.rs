//! `routes.tf`: which requests go to which pods.

use super::front_door::below_domain;
use super::{Content, ModuleContext, front_door, identifier};
use crate::model::{Environment, Route, TargetGroup};
use crate::terraform::{BodyBuilder, Expression, block, list, path, resource, text};
use crate::values::HttpProtocol;

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let routes = context.environment.front_door.iter().flat_map(|door| &door.routes);
    let blocks = routes.flat_map(|route| {
        let groups = route.target_groups();
        let mut blocks: Vec<BodyBuilder> = groups.iter().map(|group| target_group(route, group)).collect();
        blocks.push(rule(context.environment, route, &groups));
        blocks
    });
    let purpose =
        "Which requests go to which pods. The cluster registers pods in target groups, which it finds by name.";
    ("routes.tf", purpose, file!(), blocks.collect())
}

fn target_group(route: &Route, group: &TargetGroup) -> BodyBuilder {
    let version = group.protocol.elb_version();
    resource("aws_lb_target_group", &identifier(group.key()))
        .set("name", path("var.target_groups").index(group.key()))
        .set("target_type", "ip")
        .set("port", u32::from(group.port.number()))
        .set("protocol", group.protocol.elb_api())
        .set_if_some("protocol_version", (version != HttpProtocol::Http.elb_version()).then_some(version))
        .set("vpc_id", path("aws_vpc.this.id"))
        .set("deregistration_delay", route.deregistration_seconds.value)
        .nest(health_check(route, group.protocol))
        .nest(
            block("lifecycle")
                .comment("Also orders how a group goes: first the rule forgets it. AWS refuses the other order.")
                .set("create_before_destroy", true),
        )
}

/// A call of gRPC succeeds with the code 0 of its own, whatever that of HTTP is.
fn health_check(route: &Route, protocol: HttpProtocol) -> BodyBuilder {
    let health = &route.health;
    block("health_check")
        .set("path", health.path.to_string())
        .set("protocol", protocol.elb_api())
        .set("matcher", if protocol == HttpProtocol::Grpc { "0" } else { "200" })
        .set("interval", health.interval_seconds.value)
        .set("timeout", health.timeout_seconds.value)
        .set("healthy_threshold", health.healthy_threshold.value)
        .set("unhealthy_threshold", health.unhealthy_threshold.value)
}

fn rule(environment: &Environment, route: &Route, groups: &[TargetGroup]) -> BodyBuilder {
    resource("aws_lb_listener_rule", &identifier(route.name.as_str()))
        .set("listener_arn", path("aws_lb_listener.https.arn"))
        .set("priority", route.priority())
        .nest(action(groups))
        .nest(block("condition").nest(block("host_header").set("values", list([hosts(environment, route)]))))
        .nest_all(route.prefix().map(paths))
}

/// The ARN of a group.
pub(super) fn arn(group: &TargetGroup) -> Expression {
    path("aws_lb_target_group").attribute(&identifier(group.key())).attribute("arn")
}

fn action(groups: &[TargetGroup]) -> BodyBuilder {
    let forward = block("action").set("type", "forward");
    let weighted = |group: &TargetGroup| block("target_group").set("arn", arn(group)).set("weight", group.weight);
    match groups {
        [only] => forward.set("target_group_arn", arn(only)),
        pair => forward.nest(
            block("forward")
                .comment("The second group takes the place of the first, step by step (`cellc build --advance`).")
                .nest_all(pair.iter().map(weighted)),
        ),
    }
}

/// The wildcard also matches the name of the cell, so that no rule names a tenant.
fn hosts(environment: &Environment, route: &Route) -> Expression {
    match &route.host {
        Some(host) => text("{}.{}", [host.as_str().into(), front_door::host(environment)]),
        None => below_domain(environment, "*".into()),
    }
}

/// A path and what lies below it.
fn paths(prefix: &str) -> BodyBuilder {
    let below = format!("{prefix}/*");
    let values = if prefix.is_empty() { vec![below] } else { vec![prefix.to_owned(), below] };
    block("condition").nest(block("path_pattern").set("values", values))
}
