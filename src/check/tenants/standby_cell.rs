use crate::check::Context;
use crate::check::facts::tenants::{Pair, pairs};
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
    diagnostics.extend(pairs(model).filter_map(|pair| standby(&pair)));
    diagnostics.extend(model.tenants.homes().filter_map(|(tenant, _, home)| goal(tenant, home)));
}

fn standby(Pair { who, cell, standby, .. }: &Pair<'_>) -> Option<Diagnostic> {
    let (headline, serves, its) = match who.strip_prefix("the ") {
        Some(buckets) => {
            (format!("{buckets} have their own cell as their standby"), "serves them already", "their cell")
        }
        None => (format!("{who} has its own cell as its standby"), "serves it already", "its cell"),
    };
    let error = || RULE.finding(standby.span, headline).label(serves).also(cell.span, its);
    (standby.value == cell.value).then(|| error().help("name another cell of the environment, or leave `standby` out"))
}

fn goal(tenant: &Tenant, home: &Home) -> Option<Diagnostic> {
    let moving = home.moving_to.as_ref().filter(|moving| moving.cell.value == home.cell.value)?;
    let headline = format!("tenant `{}` moves to the cell that serves it", tenant.name.value);
    let error = RULE.finding(moving.cell.span, headline).label("serves it already").also(home.cell.span, "its cell");
    Some(error.help("remove `moving_to` when the move is over"))
}
