use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Cell;
use crate::values::{AccountId, Profile};

/// Production in an account with something else.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0314"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("shared_account.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let is_production = |cell: &&Cell| model.environment_of(cell).profile == Profile::Production;
    let mut others: BTreeMap<&AccountId, &Cell> = BTreeMap::new();
    for cell in model.cells.iter().filter(|cell| !is_production(cell)) {
        others.entry(&cell.account.value).or_insert(cell);
    }
    let mut told = BTreeSet::new();
    for cell in model.cells.iter().filter(is_production) {
        let Some(other) = others.get(&cell.account.value).filter(|_| told.insert(&cell.account.value)) else {
            continue;
        };
        let (environment, of) = (&cell.class.environment, &other.class.environment);
        let headline = format!("production environment `{environment}` shares its account with `{of}`");
        let finding = RULE.finding_in(Profile::Production, cell.account.span, headline);
        let finding =
            finding.label("the account of production").also(other.account.span, format!("the account of `{of}`"));
        diagnostics.push(
            finding
                .note("an administrator of the account administers both environments, and they share its quotas")
                .help("give production its own account"),
        );
    }
}
