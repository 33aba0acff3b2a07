//! The networks of all cells are disjoint and lie in their environment's range.
//!
//! ## Why
//! Cells share nothing. Networks that overlap can never be routed to each other or to an office, and a rule that
//! admits one cell's range would admit a part of another's. An environment's `network` is what firewalls and partners
//! know; a cell outside it is unreachable for them.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   network = "10.64.0.0/12"
//! }
//! cell "alpha" {
//!   cidr = "10.64.0.0/16"
//! }
//! cell "beta" {
//!   cidr = "10.64.128.0/17"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   network = "10.64.0.0/12"
//! }
//! cell "alpha" {
//!   cidr = "10.64.0.0/16"
//! }
//! cell "beta" {
//!   cidr = "10.65.0.0/16"
//! }
//! ```

use super::cidr_size::is_vpc;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::CIDR_OVERLAP;
use crate::model::{Cell, Model};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
            let error = Diagnostic::error(CIDR_OVERLAP, second.cidr.span, headline);
            let error = error.label(format!("{} overlaps {}", second.cidr.value, first.cidr.value));
            let error = error.also(first.cidr.span, format!("network of `{}`", first.name.value));
            diagnostics.push(error.help("give each cell a network of its own"));
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
    let error = Diagnostic::error(CIDR_OVERLAP, cell.cidr.span, headline);
    let error = error.label(format!("{} is not in {}", cell.cidr.value, network.value));
    Some(error.also(network.span, "the environment's range").help("choose a network inside the range, or widen it"))
}
