//! `zone.tf`: the hosted zone.

use super::DnsContext;
use crate::terraform::{BinaryOperator, BodyBuilder, Expression, File, Operation, block, path, resource, text};
use crate::values::{HostedZoneId, Profile};

pub(super) fn file(context: &DnsContext<'_>) -> File {
    let comment = format!("Names of environment {}.", context.environment.name.value);
    let zone = resource("aws_route53_zone", "this")
        .comment(&format!(
            "A zone that is there already is taken over with `terraform import aws_route53_zone.this {}`.",
            context.zone.zone_id.as_ref().map_or("<zone id>", |id| id.value.as_str())
        ))
        .set("name", context.domain.to_string())
        .set("comment", comment)
        .nest_all(lifecycle(context));
    let purpose = "The hosted zone. Everything with a name in it refers to its id.";
    context.root.files.file("zone.tf", purpose, file!(), vec![zone])
}

/// None for a zone of which nothing is known yet, and that may go.
fn lifecycle(context: &DnsContext<'_>) -> Option<BodyBuilder> {
    let is_kept = context.environment.profile == Profile::Production;
    let id = context.zone.zone_id.as_ref();
    if !is_kept && id.is_none() {
        return None;
    }
    let lifecycle = block("lifecycle");
    let lifecycle = if is_kept {
        lifecycle
            .because("A new zone has other name servers: nobody would find a name until the domain above has them.")
            .set("prevent_destroy", true)
    } else {
        lifecycle
    };
    Some(lifecycle.nest_all(id.map(|id| is_the_one(&id.value))))
}

/// Other roots name the zone by the id in the specification.
fn is_the_one(id: &HostedZoneId) -> BodyBuilder {
    let own = || path("self.zone_id");
    let condition = Operation { left: own(), operator: BinaryOperator::Equal, right: id.to_string().into() };
    let message = format!(
        "This zone is {{}}, and the spec says {id}: write the id of this zone into the spec, or import that one."
    );
    block("postcondition")
        .set("condition", Expression::Operation(Box::new(condition)))
        .set("error_message", text(&message, [own()]))
}
