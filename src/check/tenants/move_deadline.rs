use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A move that should be over.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1110"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("move_deadline.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (tenant, _, home) in model.tenants.homes() {
        let Some(moving) = home.moving_to.as_ref().filter(|moving| moving.until.value < *as_of) else { continue };
        let headline = format!("the move of tenant `{}` should be over", tenant.name.value);
        let warning = RULE.finding(moving.until.span, headline).label("its last day has passed");
        diagnostics.push(
            warning
                .also(moving.cell.span, "where it moves")
                .help(format!("write `cell = \"{}\"` and remove `moving_to`; or set a later day", moving.cell.value)),
        );
    }
}
