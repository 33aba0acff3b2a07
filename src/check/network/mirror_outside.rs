use crate::check::Context;
use crate::check::facts::mirrors::{in_ecr, of_isolated_cells};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Model};
use crate::source::Span;
use crate::values::AccountId;

/// A mirror in an account that the perimeter does not trust.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0425"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("mirror_outside.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(of_isolated_cells(model, |cell, address, span| outside(model, cell, address, span)));
}

fn outside(model: &Model, cell: &Cell, address: &str, span: Span) -> Option<Diagnostic> {
    let (environment, class) = (model.environment_of(cell), model.class_of(cell));
    let account: AccountId = in_ecr(address)?.0.parse().ok()?;
    let trusted = environment.perimeter.iter().flat_map(|perimeter| &perimeter.accounts);
    if account == cell.account.value || trusted.into_iter().any(|trusted| trusted.value == account) {
        return None;
    }
    let headline = format!("the endpoints of {} do not allow the registry of account {account}", class.title());
    let error = RULE.finding(span, headline).label("rejected");
    let error = error.also(class.nat.span, "the endpoints are the only route out");
    Some(error.help(format!("trust it: `perimeter {{ accounts = [\"{account}\"] }}`")))
}
