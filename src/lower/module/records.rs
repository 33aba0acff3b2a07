//! `records.tf`: the names of the cell.

use super::front_door::host;
use super::{Content, DNS_ALIAS, ModuleContext};
use crate::model::Environment;
use crate::terraform::{BodyBuilder, block, call, list, path, resource, text};

pub(super) fn content(context: &ModuleContext<'_>) -> Content {
    let environment = context.environment;
    let blocks = environment.front_door.as_ref().map(|door| {
        let hosts = door.hosts();
        let further = (!hosts.is_empty()).then(|| {
            record(environment, "host")
                .set("for_each", call("toset", [list(hosts.iter().map(|host| host.as_str()))]))
                .set("name", text("{}.{}", [path("each.key"), host(environment)]))
                .set("type", "A")
                .nest(to_balancer())
        });
        let own = record(environment, "cell")
            .comment("All that the router and everything else above the cell know of it.")
            .set("name", host(environment))
            .set("type", "A")
            .nest(to_balancer());
        std::iter::once(own).chain(further).collect()
    });
    ("records.tf", "The names of the cell, in the account that holds the zone.", file!(), blocks.unwrap_or_default())
}

/// A record in the zone of the environment.
pub(super) fn record(environment: &Environment, label: &str) -> BodyBuilder {
    let zone = environment.zone_id().expect("invariant: check reports a front door without a zone");
    resource("aws_route53_record", label)
        .set("provider", path("aws").attribute(DNS_ALIAS))
        .set("zone_id", zone.to_string())
}

fn to_balancer() -> BodyBuilder {
    block("alias")
        .set("name", path("aws_lb.front_door.dns_name"))
        .set("zone_id", path("aws_lb.front_door.zone_id"))
        .because("One target group without pods would make the whole load balancer count as unhealthy.")
        .set("evaluate_target_health", false)
}
