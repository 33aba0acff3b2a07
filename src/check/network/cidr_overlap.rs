use crate::check::Context;
use crate::check::facts::networks::{is_vpc, with_record};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Model};

/// Networks of two cells overlap, or one lies outside its environment's range.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0402"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("cidr_overlap.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    overlaps(model, diagnostics);
    // What cannot be a VPC is another rule's finding.
    for cell in model.cells.iter().filter(|cell| is_vpc(cell)) {
        diagnostics.extend(outside(model, cell));
    }
}

/// Sorted by first address, a network overlaps an earlier one only if it overlaps the one that reaches furthest.
fn overlaps(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let mut cells: Vec<&Cell> = model.cells.iter().filter(|cell| is_vpc(cell)).collect();
    cells.sort_by_key(|cell| (cell.cidr.value, cell.name.value.clone()));
    let mut furthest: Option<&Cell> = None;
    for cell in cells {
        if let Some(other) = furthest.filter(|other| other.cidr.overlaps(cell.cidr.value)) {
            let (first, second) = if other.name.value < cell.name.value { (other, cell) } else { (cell, other) };
            let headline = format!("cells `{}` and `{}` share addresses", first.name.value, second.name.value);
            let error = RULE.finding(second.cidr.span, headline);
            let error = error.label(format!("{} overlaps {}", second.cidr.value, first.cidr.value));
            let error = error.also(first.cidr.span, format!("network of `{}`", first.name.value));
            let error = with_record(with_record(error, second), first);
            diagnostics.push(error.help("give each cell its own network"));
        }
        if furthest.is_none_or(|other| other.cidr.last_address() < cell.cidr.last_address()) {
            furthest = Some(cell);
        }
    }
}

fn outside(model: &Model, cell: &Cell) -> Option<Diagnostic> {
    let environment = model.environment_of(cell);
    let network = environment.network.as_ref().filter(|network| !network.contains(cell.cidr.value))?;
    let headline =
        format!("the network of cell `{}` lies outside environment `{}`", cell.name.value, environment.name.value);
    let error = RULE.finding(cell.cidr.span, headline);
    let error = error.label(format!("{} is not in {}", cell.cidr.value, network.value));
    let error = with_record(error.also(network.span, "the environment's range"), cell);
    Some(error.help("choose a network inside the range, or widen it"))
}
