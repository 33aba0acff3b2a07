use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::facts::addresses::{Demand, TierDemand, demands};
use crate::check::facts::networks::with_record;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::{Cell, Class, Model, NetworkPlan, ZonePlan};
use crate::values::ClassId;

/// Private subnets with fewer addresses than the node tiers need.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0412"),
    kind: Kind::Varies(&[
        (Kind::Mistake, "if the tiers cannot reach their limits with any of their instance types"),
        (Kind::Advice, "if they cannot with the types that need the most addresses"),
    ]),
    since: "0.1.0",
    docs: include_str!("ip_capacity.md"),
    yields_to: &[],
    check,
};

/// EKS puts up to four network interfaces of a control plane into a cell (EKS user guide, "Networking requirements").
const CONTROL_PLANE: u64 = 4;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let classes = model.classes().map(|(_, class)| (&class.id.value, (class, demands(class))));
    let classes: BTreeMap<&ClassId, (&Class, Vec<TierDemand<'_>>)> = classes.collect();
    for ((class, supply), cells) in groups(model) {
        let Some((class, demands)) = classes.get(class) else { continue };
        diagnostics.extend(check_cells(class, demands, supply, &cells));
    }
}

/// Cells of one class with as many addresses each: they fail alike.
fn groups(model: &Model) -> BTreeMap<(&ClassId, u64), Vec<&Cell>> {
    let mut groups: BTreeMap<(&ClassId, u64), Vec<&Cell>> = BTreeMap::new();
    for cell in &model.cells {
        // Without zones it has no subnets, which is another rule's finding.
        let network = cell.network.as_ref().filter(|network| !network.zones.is_empty());
        if let Some(supply) = network.and_then(|network| supply(model.class_of(cell), network)) {
            groups.entry((&cell.class, supply)).or_default().push(cell);
        }
    }
    groups
}

/// Addresses for nodes and pods, if those of all private subnets are known.
fn supply(class: &Class, network: &NetworkPlan) -> Option<u64> {
    let endpoints = u64::try_from(class.interface_endpoints.len()).unwrap_or(u64::MAX);
    let in_zone = |zone: &ZonePlan| Some(zone.private.addresses()?.usable_addresses().saturating_sub(endpoints));
    let all: u64 = network.zones.iter().map(in_zone).sum::<Option<u64>>()?;
    Some(all.saturating_sub(CONTROL_PLANE))
}

fn check_cells(class: &Class, demands: &[TierDemand<'_>], supply: u64, cells: &[&Cell]) -> Option<Diagnostic> {
    let best = breaking(demands, supply, |tier| tier.best);
    // Worst cases count where somebody chose the limits: those of a profile are for networks of any size.
    let is_written = |tier: &TierDemand<'_>| {
        class.karpenter.iter().any(|own| own.name.as_str() == tier.name && own.limits.cpu.is_written())
    };
    let worst = || breaking(demands, supply, |tier| tier.worst).filter(|found| is_written(found.tier));
    let (kind, found) = match best {
        Some(found) => (Kind::Mistake, found),
        None => (Kind::Advice, worst()?),
    };
    Some(finding(class, kind, &found, supply, cells))
}

/// The tier that breaks first, and what all need.
struct Broken<'a> {
    tier: &'a TierDemand<'a>,
    demand: Demand,
    addresses: u64,
    pods: u64,
}

fn breaking<'a>(
    demands: &'a [TierDemand<'_>],
    supply: u64,
    case: impl Fn(&TierDemand<'_>) -> Demand,
) -> Option<Broken<'a>> {
    let (mut used, mut pods, mut first) = (0, 0, None);
    for tier in demands {
        let demand = case(tier);
        let free = supply.saturating_sub(used);
        // As many pods as addresses where the addresses end.
        pods = u64::saturating_add(pods, if demand.addresses <= free { demand.pods } else { part(demand, free) });
        used = u64::saturating_add(used, demand.addresses);
        if used > supply && first.is_none() {
            first = Some((tier, demand));
        }
    }
    first.map(|(tier, demand)| Broken { tier, demand, addresses: used, pods })
}

/// The pods that find one of the `free` addresses.
fn part(demand: Demand, free: u64) -> u64 {
    let pods = u128::from(demand.pods) * u128::from(free) / u128::from(demand.addresses.max(1));
    u64::try_from(pods).unwrap_or(u64::MAX)
}

fn finding(class: &Class, kind: Kind, broken: &Broken<'_>, supply: u64, cells: &[&Cell]) -> Diagnostic {
    let Broken { tier, demand, addresses, pods } = broken;
    let first = cells.first().copied();
    let name = first.map(|cell| cell.name.to_string()).unwrap_or_default();
    let others = cells.len().saturating_sub(1);
    let whose = if others == 0 { String::new() } else { format!(" and those of {}", plural(others, "other cell")) };
    let headline = format!("cell `{name}` has too few addresses for its node tiers{whose}");
    let place = first.map_or(class.span(), |cell| cell.cidr.span);
    let with = if kind == Kind::Mistake { "at least" } else { "up to" };
    let finding = RULE.finding_as(kind, place, headline);
    let finding = first
        .into_iter()
        .fold(finding, with_record)
        .label(format!("{supply} addresses for nodes and pods, {with} {addresses} are needed"))
        .also(
            tier.limit,
            format!("tier `{}` runs out first: {} × {} use {}", tier.name, demand.nodes, demand.kind, demand.addresses),
        )
        .note(format!("about {pods} pods fit; beyond that, nodes start but their pods get no address"));
    finding.help("give the cell a larger network, lower the limits, or allow larger nodes in `cpus`")
}
