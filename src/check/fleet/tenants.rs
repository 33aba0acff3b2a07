//! A tenant has one cell.
//!
//! ## Why
//! The router sends each tenant to one cell. A tenant in two cells would have its data in both, and one that is named
//! twice was probably meant to be two.
//!
//! ## Wrong
//! ```hcl
//! cell "alpha" {
//!   tenants = ["coop-north"]
//! }
//! cell "beta" {
//!   tenants = ["coop-north"]
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! cell "alpha" {
//!   tenants = ["coop-north"]
//! }
//! cell "beta" {
//!   tenants = ["coop-south"]
//! }
//! ```

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::TENANTS;
use crate::model::Cell;
use crate::source::{Span, Spanned};
use crate::values::Name;

/// Environments are worlds of their own: a tenant may be in one cell of each.
pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(&str, &str), (Span, &Cell)> = BTreeMap::new();
    let mut cells: Vec<&Cell> = model.cells.iter().collect();
    cells.sort_by_key(|cell| cell.span());
    for cell in cells {
        let environment = cell.class.environment.as_str();
        for tenant in &cell.tenants {
            let (span, first) = match seen.entry((environment, tenant.as_str())) {
                Entry::Occupied(first) => *first.get(),
                Entry::Vacant(first) => {
                    first.insert((tenant.span, cell));
                    continue;
                }
            };
            let tenant = tenant.as_ref();
            diagnostics.push(if first.name.value == cell.name.value {
                twice(tenant, span)
            } else {
                found(tenant, cell, span, first, environment)
            });
        }
    }
}

fn twice(tenant: Spanned<&Name>, first: Span) -> Diagnostic {
    let error = Diagnostic::error(TENANTS, tenant.span, format!("tenant `{}` is named twice", tenant.value));
    error.label("again here").also(first, "first here").help_removing("name it once", tenant.span)
}

fn found(tenant: Spanned<&Name>, cell: &Cell, span: Span, first: &Cell, environment: &str) -> Diagnostic {
    let headline = format!("tenant `{}` is in two cells of environment `{environment}`", tenant.value);
    let error = Diagnostic::error(TENANTS, tenant.span, headline).label(format!("in cell `{}`", cell.name.value));
    error.also(span, format!("in cell `{}`", first.name.value)).help("keep it in one cell")
}
