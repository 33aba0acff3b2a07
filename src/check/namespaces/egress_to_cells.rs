//! No namespace reaches into the network of another cell.
//!
//! ## Why
//! Cells share nothing, and an allow rule with a range such as `10.0.0.0/8` opens the networks of all of them: the loss of one
//! cell is then the loss of what it can reach. Ranges that are wider than private networks, such as `0.0.0.0/0`, are
//! harmless: the policies leave private networks out of them. A range that lies where the environment keeps room for further
//! cells is a warning, one inside the cell's own network advice: there `connection` opens exactly one namespace.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "fraud" {
//!     egress "partner" {
//!       cidrs = ["10.0.0.0/8"]
//!       ports = [443]
//!     }
//!   }
//! }
//! cell "alpha" {
//!   cidr = "10.64.0.0/16"
//! }
//! cell "beta" {
//!   cidr = "10.65.0.0/16"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   peers = ["10.8.0.0/16"]
//!   namespace "fraud" {
//!     egress "partner" {
//!       cidrs = ["10.8.0.0/16"]
//!       ports = [443]
//!     }
//!   }
//! }
//! cell "alpha" {
//!   cidr = "10.64.0.0/16"
//! }
//! cell "beta" {
//!   cidr = "10.65.0.0/16"
//! }
//! ```

use crate::check::Context;
use crate::check::facts::cell_networks::CellNetworks;
use crate::diagnostic::codes::EGRESS_TO_CELLS;
use crate::diagnostic::{Diagnostic, plural};
use crate::model::{Cell, Environment, Namespace};
use crate::source::Spanned;
use crate::values::Cidr;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let networks = CellNetworks::new(model);
    let own = model.cells_of_environments();
    for (environment, namespace) in model.namespaces() {
        let own = own.get(&environment.name.value).map_or(&[][..], Vec::as_slice);
        for range in namespace.egress.iter().flat_map(|egress| &egress.cidrs) {
            let reached = networks.reached(range.value);
            diagnostics.extend(
                other_cells(namespace, range, own, reached)
                    .or_else(|| own_place(environment, namespace, range, reached)),
            );
        }
    }
}

/// The rule stands in every cell of its environment: with two of them, each is another cell to the other.
fn other_cells(namespace: &Namespace, range: &Spanned<Cidr>, own: &[&Cell], reached: &[&Cell]) -> Option<Diagnostic> {
    let is_own = |cell: &Cell| matches!(own, [only] if only.name == cell.name);
    let first = reached.iter().find(|cell| !is_own(cell))?;
    // They are in the order of their networks, and there may be thousands.
    let has_own =
        matches!(own, [only] if reached.binary_search_by_key(&only.cidr.value, |cell| cell.cidr.value).is_ok());
    let others = reached.len() - usize::from(has_own) - 1;
    let more = if others == 0 { String::new() } else { format!(", and those of {}", plural(others, "other")) };
    let name = &namespace.name.value;
    let headline = format!("namespace `{name}` reaches the network of cell `{}`{more}", first.name.value);
    let error = Diagnostic::error(EGRESS_TO_CELLS, range.span, headline);
    let error = error.label(format!("{} overlaps {}", range.value, first.cidr.value));
    let error = error.also(first.cidr.span, format!("network of `{}`", first.name.value));
    Some(error.help("write the ranges that are meant, and nothing that holds a cell"))
}

/// Inside the environment's range, or the only cell's own network.
fn own_place(
    environment: &Environment,
    namespace: &Namespace,
    range: &Spanned<Cidr>,
    reached: &[&Cell],
) -> Option<Diagnostic> {
    let name = &namespace.name.value;
    let is_inside = reached.iter().any(|cell| cell.cidr.contains(range.value));
    let is_cut = |network: Cidr| range.contains(network) && range.value != network && !range.is_private();
    let reserved =
        environment.network.filter(|network| network.overlaps(range.value) && !is_cut(network.value) && !is_inside);
    if let Some(network) = reserved {
        let headline =
            format!("namespace `{name}` reaches where cells of environment `{}` come", environment.name.value);
        let warning = Diagnostic::warning(EGRESS_TO_CELLS, range.span, headline);
        let warning = warning
            .label(format!("{} overlaps {}", range.value, network.value))
            .also(network.span, "room for further cells");
        return Some(warning.help("write the ranges that are meant, outside the environment's own"));
    }
    let own = reached.first()?;
    let headline = format!("namespace `{name}` opens the network of its own cell");
    let advice = Diagnostic::advice(EGRESS_TO_CELLS, range.span, headline).label("every pod of every namespace");
    let advice = advice.also(own.cidr.span, format!("network of `{}`", own.name.value));
    Some(advice.help("declare a `connection` to the namespace that is meant: it opens both sides"))
}
