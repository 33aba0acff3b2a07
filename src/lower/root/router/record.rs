//! What all records of a router have in common.

use super::RouterContext;
use super::health_checks::serving;
use crate::terraform::{BodyBuilder, Expression, block, list, path, resource, text};

/// Which of a failover pair a record is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Side {
    Primary,
    Secondary,
}

impl Side {
    const fn identifier(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
        }
    }

    const fn policy(self) -> &'static str {
        match self {
            Self::Primary => "PRIMARY",
            Self::Secondary => "SECONDARY",
        }
    }
}

/// A CNAME, which takes its target unseen: an alias would need it to exist, and the cells to be applied first.
pub(super) fn record(
    context: &RouterContext<'_>,
    label: &str,
    instances: Expression,
    target: Expression,
    identifier: &str,
) -> BodyBuilder {
    let below = |name| text(&format!("{{}}.{}", context.domain), [name]);
    resource("aws_route53_record", label)
        .set("for_each", instances)
        .set("zone_id", context.zone.to_string())
        .set("name", below(path("each.key")))
        .set("type", "CNAME")
        .set("ttl", i64::from(context.router.ttl_seconds.value))
        .set("records", list([below(target)]))
        .set("set_identifier", identifier)
}

/// One of a failover pair; each value of `instances` is the name of the cell.
pub(super) fn failover(context: &RouterContext<'_>, label: &str, side: Side, instances: Expression) -> BodyBuilder {
    record(context, label, instances, path("each.value"), side.identifier())
        .set_if_some("health_check_id", context.has_checks().then(|| serving(path("each.value"))))
        .nest(block("failover_routing_policy").set("type", side.policy()))
}
