use crate::catalog::networks;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
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
    let cidrs = model.cells.iter().map(|cell| &cell.cidr);
    for cidr in cidrs.filter(|cidr| !cidr.is_private() && !is_special(cidr.value)) {
        let headline = format!("{} is not a suitable network for a cell", cidr.value);
        let warning = RULE.finding(cidr.span, headline).label("not a private range");
        diagnostics.push(warning.help("use one in 10.0.0.0/8 or 100.64.0.0/10"));
    }
}
