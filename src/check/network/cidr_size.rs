use crate::catalog::networks;
use crate::check::Context;
use crate::check::facts::networks::{is_vpc, with_record};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, NetworkPlan};
use crate::values::{Cidr, Region};

/// A network that AWS does not take as a VPC, or without room for its subnets.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0401"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("cidr_size.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let found = size(cell).or_else(|| reserved(cell)).or_else(|| room(cell));
        diagnostics.extend(found.map(|error| with_record(error, cell)));
    }
}

/// The prefix of the smallest network that has room for the zones of the cell.
fn smallest_for(cell: &Cell) -> u8 {
    let has_room = |prefix: &u8| {
        let network = format!("10.0.0.0/{prefix}").parse::<Cidr>();
        network.is_ok_and(|network| NetworkPlan::new(network, &cell.zones).is_some())
    };
    networks::vpc().prefixes().rev().find(has_room).unwrap_or(networks::vpc().largest_prefix)
}

fn size(cell: &Cell) -> Option<Diagnostic> {
    if is_vpc(cell) {
        return None;
    }
    let prefix = cell.cidr.prefix_len();
    let networks::Sizes { largest_prefix, smallest_prefix, source } = networks::vpc();
    let is_large = prefix < *largest_prefix;
    let (word, needed) = if is_large { ("large", *largest_prefix) } else { ("small", smallest_for(cell)) };
    let headline = format!("{} is too {word} for a VPC", cell.cidr.value);
    let error = RULE.finding(cell.cidr.span, headline).label(format!("a /{prefix} network"));
    let error = error.note(format!("AWS accepts /{largest_prefix} to /{smallest_prefix} ({source})"));
    Some(error.help(format!("use a /{needed} network")))
}

fn reserved(cell: &Cell) -> Option<Diagnostic> {
    let reserved = networks::reserved().find(|reserved| reserved.range.overlaps(cell.cidr.value))?;
    let networks::Reserved { range, meaning } = reserved;
    let error = RULE.finding(cell.cidr.span, format!("{} cannot be a cell's network", cell.cidr.value));
    let error = error.label(format!("overlaps {range}: {meaning}"));
    Some(error.help("use a private network, such as one in 10.0.0.0/8"))
}

fn room(cell: &Cell) -> Option<Diagnostic> {
    if cell.network.is_some() || cell.zones.is_empty() {
        return None;
    }
    let zones = cell.zones.len();
    let headline = format!("{} has no room for the subnets of {zones} zones", cell.cidr.value);
    let error = RULE.finding(cell.cidr.span, headline).label("too small");
    let error = error.also(cell.zones.span, format!("{zones} zones"));
    let note = "each zone gets one large private and one small public subnet, none smaller than /28";
    let needed = smallest_for(cell);
    // EKS wants subnets in two zones, and no region has more than six.
    let fits =
        |count: &usize| NetworkPlan::new(cell.cidr.value, cell.zones.get(..*count).unwrap_or_default()).is_some();
    let fewer = (2..zones.min(Region::MOST_ZONES + 1)).rev().find(fits);
    let fewer = fewer.map(|count| format!(", or {count} zones")).unwrap_or_default();
    Some(error.note(note).help(format!("use a /{needed} network or a larger one{fewer}")))
}
