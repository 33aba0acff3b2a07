//! `main.tf`: the one module call.

use super::{CellContext, front_door};
use crate::catalog::image_registries;
use crate::iam;
use crate::lower::account_iam::iam_of_cell;
use crate::lower::module;
use crate::lower::root::module_call::module_call;
use crate::model::{Demand, Subnet, ZonePlan};
use crate::terraform::{Expression, File, object};
use crate::values::{NatMode, Region};

pub(super) fn file(context: &CellContext<'_>) -> File {
    let cell = context.cell;
    let network = cell.network.as_ref().expect("invariant: check reports a cell without a network plan");
    let zones = network.zones.iter().map(|zone| (zone.zone.letter().to_string(), subnets(context, zone)));
    let aliases = module::provider_aliases(context.environment);
    let module = module_call(&context.root.kind, "cell", &context.class.module, aliases)
        .set("cell", cell.name.to_string())
        .set("account_id", cell.account.to_string())
        .set("region", cell.region.to_string())
        .set("vpc_cidr", cell.cidr.to_string())
        .set_if_some("nat_zone", nat_zone(context))
        .set_if_some(module::ADD_ON_REGISTRY, registry(context, image_registries::add_ons))
        .set_if_some(module::BOTTLEROCKET_REGISTRY, bottlerocket_registry(context))
        .set_if_some(iam::PATH, path_of_account(context))
        .set_if_some(iam::BOUNDARY, boundary_of_account(context))
        .set_if_some(module::ORGANIZATION, organization_of_account(context))
        .set_if_some(module::PROTECTED, front_door::is_protected(context))
        .set_if_some(module::TENANT_CERTIFICATES, front_door::tenant_certificates(context))
        .set_if_some(module::TARGET_GROUPS, front_door::target_groups(context))
        .set("zones", object(zones));
    let purpose = format!("{}.", context.root.kind.title());
    context.root.files.file("main.tf", &purpose, file!(), vec![module])
}

/// The one NAT gateway stays in the zone with the lowest slot, which is the one that a new cell names first, whatever joins later.
fn nat_zone(context: &CellContext<'_>) -> Option<String> {
    let zones = context.cell.network.as_ref().map(|network| &network.zones);
    let first = zones.and_then(|zones| zones.first()).map(|plan| plan.zone.letter().to_string());
    first.filter(|_| context.class.nat.value == NatMode::Single)
}

/// Where an isolated cell may pull images of AWS from; `check` reports a region without.
fn registry(context: &CellContext<'_>, of: fn(&Region) -> Option<&'static str>) -> Option<&'static str> {
    of(&context.cell.region).filter(|_| context.class.is_isolated())
}

fn bottlerocket_registry(context: &CellContext<'_>) -> Option<&'static str> {
    registry(context, image_registries::bottlerocket).filter(|_| context.class.runs_bottlerocket())
}

/// What the account demands, where the module of the class leaves it to each cell.
fn path_of_account(context: &CellContext<'_>) -> Option<String> {
    let path = || context.cell.iam.path.as_ref().map_or_else(|| "/".to_owned(), |path| path.to_string());
    (context.class.demands.path == Demand::OfAccount).then(path)
}

fn boundary_of_account(context: &CellContext<'_>) -> Option<String> {
    let iam = iam_of_cell(context.environment, context.cell);
    iam.literal_boundary(context.cell.account.as_str()).filter(|_| context.class.demands.boundary == Demand::OfAccount)
}

fn organization_of_account(context: &CellContext<'_>) -> Option<String> {
    let is_told = context.class.is_isolated() && context.class.demands.organization == Demand::OfAccount;
    context.cell.organization_id.as_ref().filter(|_| is_told).map(|organization| organization.value.to_string())
}

fn subnets(context: &CellContext<'_>, zone: &ZonePlan) -> Expression {
    let private = ("private", argument(&zone.private));
    if context.class.is_isolated() { object([private]) } else { object([private, ("public", argument(&zone.public))]) }
}

fn argument(subnet: &Subnet) -> String {
    match subnet {
        Subnet::Cut(range) => range.to_string(),
    }
}
