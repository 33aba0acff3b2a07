use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A home that names no cell, and gets none from a bucket.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1165"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("home_without_cell.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for home in model.tenants.unplaced() {
        let (tenant, environment) = (&home.tenant, &home.environment);
        let headline = format!("tenant `{tenant}` has a home in `{environment}` without a cell");
        let error = RULE.finding(home.beside.unwrap_or(home.span()), headline);
        let error = match home.beside {
            Some(_) => error
                .label("a bucket has its own")
                .help("name the `cell`, so that the tenant has records of its own, or leave the home empty and take that of its bucket"),
            None => error.label("which cell?").help("name the `cell`; only a router with `tenants = \"buckets\"` gives one"),
        };
        diagnostics.push(error);
    }
}
