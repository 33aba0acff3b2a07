use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, Model};
use crate::values::AccountId;

/// A perimeter that trusts an account without cells, or the cells' own.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0422"),
    kind: Kind::Varies(&[
        (Kind::Mistake, "for an account in which the fleet has no cell"),
        (Kind::Advice, "for the environment's own account"),
    ]),
    since: "0.2.0",
    docs: include_str!("perimeter_account.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let known: BTreeSet<&AccountId> = model.cells.iter().map(|cell| &cell.account.value).collect();
    for environment in model.environments.values() {
        let own = accounts_of(model, environment);
        for account in environment.perimeter.iter().flat_map(|perimeter| &perimeter.accounts) {
            if own.len() == 1 && own.contains(&account.value) {
                let headline = format!("{} is the account of {}", account.value, environment.title());
                let advice = RULE.finding_as(Kind::Advice, account.span, headline).label("trusted anyway");
                diagnostics.push(advice.help_removing("leave it out", account.span));
            } else if !known.contains(&account.value) {
                let headline =
                    format!("{} trusts account {}, in which the fleet has no cell", environment.title(), account.value);
                diagnostics.push(
                    RULE.finding_as(Kind::Mistake, account.span, headline)
                        .label("owner unknown")
                        .note("its principals may call through the endpoints, and data may be written to its resources")
                        .help("check the number; if it is right, say in an `allow` block who owns it"),
                );
            }
        }
    }
}

/// The accounts of the cells of an environment.
fn accounts_of<'a>(model: &'a Model, environment: &'a Environment) -> BTreeSet<&'a AccountId> {
    model.cells_of(&environment.name).map(|cell| &cell.account.value).collect()
}
