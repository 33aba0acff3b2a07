use crate::check::Context;
use crate::check::facts::mirrors::{in_ecr, of_isolated_cells};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Class};
use crate::source::Span;

/// A mirror in a region to which no endpoint of a cell leads.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0432"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("mirror_region.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let find = |cell: &Cell, address: &str, span| elsewhere(cell, model.class_of(cell), address, span);
    diagnostics.extend(of_isolated_cells(model, find));
}

fn elsewhere(cell: &Cell, class: &Class, address: &str, span: Span) -> Option<Diagnostic> {
    let (_, region) = in_ecr(address)?;
    let own = cell.region.value.as_str();
    if region == own {
        return None;
    }
    let headline = format!("the endpoints of cell `{}` do not lead to ECR in {region}", cell.name.value);
    let error = RULE.finding(span, headline).label(format!("the cell is in {own}"));
    let error = error.also(class.nat.span, "the endpoints are the only route out");
    Some(error.help(format!("replicate the registry to {own}, and name that one: `….dkr.ecr.{own}.…`")))
}
