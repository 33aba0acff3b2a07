use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Home, Tenant};

/// A standby, or the goal of a move, that is the cell itself.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1101"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("standby_cell.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (tenant, _, home) in model.tenants.homes() {
        diagnostics.extend(standby(tenant, home));
        diagnostics.extend(goal(tenant, home));
    }
}

fn standby(tenant: &Tenant, home: &Home) -> Option<Diagnostic> {
    let standby = home.standby.as_ref().filter(|standby| standby.value == home.cell.value)?;
    let headline = format!("tenant `{}` has its own cell as its standby", tenant.name.value);
    let error = RULE.finding(standby.span, headline).label("serves it already").also(home.cell.span, "its cell");
    Some(error.help("name another cell of the environment, or leave `standby` out"))
}

fn goal(tenant: &Tenant, home: &Home) -> Option<Diagnostic> {
    let moving = home.moving_to.as_ref().filter(|moving| moving.cell.value == home.cell.value)?;
    let headline = format!("tenant `{}` moves to the cell that serves it", tenant.name.value);
    let error = RULE.finding(moving.cell.span, headline).label("serves it already").also(home.cell.span, "its cell");
    Some(error.help("remove `moving_to` when the move is over"))
}
