use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::facts::cell_networks::CellNetworks;
use crate::check::facts::networks::is_vpc;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout;
use crate::model::{Cell, Resting};
use crate::values::CellId;

/// A `cidr` in a network that another cell has left not long ago.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0431"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("resting_range.md"),
    yields_to: &[],
    check,
};

/// A range that cellc gives by itself never rests. A cell that could not be read may still have its network.
fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if !is_whole || model.resting.is_empty() {
        return;
    }
    let networks = CellNetworks::new(model);
    let mut found: BTreeMap<&CellId, (&Cell, &Resting)> = BTreeMap::new();
    for resting in &model.resting {
        let cells = networks.within(resting.range).iter().filter(|cell| is_vpc(cell) && cell.cidr.is_written());
        for cell in cells.filter(|cell| layout::cell_name(&cell.class.environment, &cell.name) != resting.cell) {
            let longest = found.entry(&cell.name.value).or_insert((cell, resting));
            if longest.1.until < resting.until {
                longest.1 = resting;
            }
        }
    }
    diagnostics.extend(found.into_values().map(|(cell, resting)| finding(cell, resting)));
}

fn finding(cell: &Cell, resting: &Resting) -> Diagnostic {
    let Resting { range, cell: owner, left, until, place } = resting;
    let headline = format!("the network of cell `{}` was that of `{owner}` until {left}", cell.name.value);
    RULE.finding(cell.cidr.span, headline)
        .label(format!("{range} rests until {until}"))
        .also(*place, format!("recorded here for `{owner}`"))
        .note(format!("routes, firewall rules and logs may still name addresses in {} as those of `{owner}`", cell.cidr.value))
        .help(format!(
            "choose another network, or wait until {until} is over; if nothing names the old owner any more, accept it with an `allow` block"
        ))
}
