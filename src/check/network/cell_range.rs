use crate::catalog::networks;
use crate::check::Context;
use crate::check::facts::networks::with_record;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Cell;
use crate::values::Cidr;

/// A cell's network that is not private.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0414"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("cell_range.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // Ranges that mean something else in every cell have a finding of their own.
    let is_special = |cidr: Cidr| networks::reserved().any(|reserved| reserved.range.overlaps(cidr));
    let is_public = |cell: &&Cell| !cell.cidr.is_private() && !is_special(cell.cidr.value);
    for cell in model.cells.iter().filter(is_public) {
        let headline = format!("{} is not a suitable network for a cell", cell.cidr.value);
        let warning = with_record(RULE.finding(cell.cidr.span, headline).label("not a private range"), cell);
        diagnostics.push(warning.help("use one in 10.0.0.0/8 or 100.64.0.0/10"));
    }
}
