//! `tenants.tf`: the names of tenants, and who answers under them.

use super::RouterContext;
use super::record::{Side, failover, record};
use crate::model::records::{Answer, TenantRecords, Way};
use crate::terraform::{BodyBuilder, Expression, File, block, list, object, path};
use crate::values::{CellId, TenantId};

/// None where no tenant has records of its own.
pub(super) fn file(context: &RouterContext<'_>) -> Option<File> {
    let primaries =
        pairs(context, "primary", Side::Primary, |answer| answer.secondary.as_ref().map(|_| &answer.primary));
    let secondaries = pairs(context, "secondary", Side::Secondary, |answer| answer.secondary.as_ref());
    let pairs: Vec<(&str, BodyBuilder)> = [("primary", primaries), ("secondary", secondaries)]
        .into_iter()
        .filter_map(|(label, pair)| Some((label, pair?)))
        .collect();
    let mut below: Vec<&str> = pairs.iter().map(|(label, _)| *label).collect();
    let goal = level(context, "goal", &below, |records| records.goal.as_ref());
    let goal = goal.map(|block| {
        let block = block.comment("Where tenants move, with the share that is sent there already.");
        lasting(block, "The home has all requests again, or the new home has them, before this record goes.")
    });
    below.extend(goal.as_ref().map(|_| "goal"));
    let home = level(context, "tenant", &below, |records| records.home.as_ref());
    let home = home.map(|block| {
        block.comment(
            "One name for each tenant, for ever: its weights lead to a cell, or to a pair below the name. Route 53 takes one\n\
             routing policy for a name, so a tenant that moves keeps the policy that it has.",
        )
    });
    let blocks: Vec<BodyBuilder> =
        home.into_iter().chain(goal).chain(pairs.into_iter().map(|(_, pair)| pair)).collect();
    let purpose = "Who is served where. Everything that a failure needs is here before it happens.";
    (!blocks.is_empty()).then(|| context.root.files.file("tenants.tf", purpose, file!(), blocks))
}

/// The weighted records on the names of tenants.
fn level(
    context: &RouterContext<'_>,
    label: &str,
    below: &[&str],
    way: impl Fn(&TenantRecords) -> Option<&Way>,
) -> Option<BodyBuilder> {
    let tenants = context.plan.tenants.iter();
    let instances: Vec<(String, Expression)> =
        tenants.filter_map(|(tenant, records)| Some((tenant.to_string(), arguments(tenant, way(records)?)))).collect();
    let identifier = if label == "goal" { "goal" } else { "home" };
    let made = || {
        let block_of = record(context, label, object(instances.clone()), path("each.value.leads_to"), identifier)
            .nest(block("weighted_routing_policy").set("weight", path("each.value.weight")));
        let dependencies: Vec<Expression> =
            below.iter().map(|label| path("aws_route53_record").attribute(label)).collect();
        if dependencies.is_empty() { block_of } else { block_of.set("depends_on", list(dependencies)) }
    };
    (!instances.is_empty()).then(made)
}

/// Where the way leads, below the domain, and how much of the whole takes it.
fn arguments(tenant: &TenantId, way: &Way) -> Expression {
    let leads_to = match way.answer.secondary {
        Some(_) => pair(&way.cell, tenant),
        None => way.answer.primary.to_string(),
    };
    object([("leads_to", Expression::from(leads_to)), ("weight", i64::from(way.weight).into())])
}

/// The name of a pair below the domain.
fn pair(cell: &CellId, tenant: &TenantId) -> String {
    format!("{cell}.{tenant}")
}

/// One side of all pairs.
fn pairs(
    context: &RouterContext<'_>,
    label: &str,
    side: Side,
    cell: impl Fn(&Answer) -> Option<&CellId>,
) -> Option<BodyBuilder> {
    let ways = context.plan.tenants.iter().flat_map(|(tenant, records)| records.ways().map(move |way| (tenant, way)));
    let instances: Vec<(String, String)> =
        ways.filter_map(|(tenant, way)| Some((pair(&way.cell, tenant), cell(&way.answer)?.to_string()))).collect();
    let made = || failover(context, label, side, object(instances.clone()));
    let made = (!instances.is_empty()).then(made);
    made.map(|block| lasting(block, "The tenant's own name leads elsewhere before this record goes."))
}

/// Terraform would destroy first and change what depends on it afterwards, and the name would lead nowhere meanwhile.
fn lasting(record: BodyBuilder, why: &str) -> BodyBuilder {
    record.nest(block("lifecycle").because(why).set("create_before_destroy", true))
}
