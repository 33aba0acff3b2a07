use crate::check::Context;
use crate::check::facts::tenants::cells_by_name;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{Cell, StayRole, Tenant};
use crate::source::Span;

/// A tenant in a region in which it may not be.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1103"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("residency.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = cells_by_name(model);
    for (tenant, _, home) in model.tenants.homes().filter(|(tenant, ..)| !tenant.residency.is_empty()) {
        for (named, role) in home.stays() {
            let Some(cell) = cells.get(&named.value) else { continue };
            if !tenant.residency.iter().any(|region| region.matches(&cell.region)) {
                diagnostics.push(found(tenant, cell, role, named.span));
            }
        }
    }
}

fn found(tenant: &Tenant, cell: &Cell, role: StayRole, span: Span) -> Diagnostic {
    let what = match role {
        StayRole::Home => "has its home",
        StayRole::Standby => "has its standby",
        StayRole::Arriving => "moves to a cell",
    };
    let headline = format!("tenant `{}` {what} outside its residency", tenant.name.value);
    let error = RULE.finding(span, headline).label(format!("in `{}`", cell.region.value));
    let error = match tenant.residency.first() {
        Some(first) => error.also(first.span, "where it may be"),
        None => error,
    };
    let regions = tenant.residency.iter().map(|region| region.value.to_string());
    let regions: Vec<String> = regions.collect();
    error.help(format!("name a cell in {}", listing(regions.iter().map(String::as_str), "or")))
}
