//! `main.tf`: the one module call.

use super::RootContext;
use crate::model::ZonePlan;
use crate::terraform::{Expression, File, block, object};

pub(super) fn file(context: &RootContext<'_>) -> File {
    let cell = context.cell;
    let network = cell.network.as_ref().expect("invariant: check reports a cell without a network plan");
    let zones = network.zones.iter().map(|zone| (zone.zone.to_string(), subnets(context, zone)));
    let module = block("module")
        .label("cell")
        .set("source", format!("../../../../modules/{}", cell.module))
        .set("cell", cell.name.to_string())
        .set("name", cell.cluster.as_str())
        .set("account_id", cell.account.to_string())
        .set("region", cell.region.to_string())
        .set("vpc_cidr", cell.cidr.to_string())
        .set("zones", object(zones));
    let purpose = format!("Cell {} of environment {}.", cell.name.value, context.class.environment);
    context.files.file("main.tf", &purpose, "src/lower/root/main.rs", vec![module])
}

fn subnets(context: &RootContext<'_>, zone: &ZonePlan) -> Expression {
    let private = ("private", zone.private.to_string());
    if context.class.is_isolated() { object([private]) } else { object([private, ("public", zone.public.to_string())]) }
}
