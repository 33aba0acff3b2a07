use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Cell;
use crate::source::{Span, Spanned};
use crate::values::Name;

/// A tenant in two cells, or twice in one.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0308"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("tenants.md"),
    yields_to: &[],
    check,
};

/// Environments are worlds of their own: a tenant may be in one cell of each.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let error = RULE.finding(tenant.span, format!("tenant `{}` is listed twice", tenant.value));
    error.label("again here").also(first, "first here").help_removing("list it once", tenant.span)
}

fn found(tenant: Spanned<&Name>, cell: &Cell, span: Span, first: &Cell, environment: &str) -> Diagnostic {
    let headline = format!("tenant `{}` is in two cells of environment `{environment}`", tenant.value);
    let error = RULE.finding(tenant.span, headline).label(format!("in cell `{}`", cell.name.value));
    error.also(span, format!("in cell `{}`", first.name.value)).help("keep it in one cell")
}
