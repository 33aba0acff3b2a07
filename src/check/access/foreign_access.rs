use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Cell;
use crate::values::{AccountId, Profile};

/// A principal of the account of another environment in production.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0614"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("foreign_access.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let is_production = |cell: &&Cell| model.environment_of(cell).profile == Profile::Production;
    let production: BTreeSet<&AccountId> =
        model.cells.iter().filter(is_production).map(|cell| &cell.account.value).collect();
    let mut others: BTreeMap<&AccountId, &Cell> = BTreeMap::new();
    // An account that holds cells of production as well is reported as that.
    for cell in model.cells.iter().filter(|cell| !production.contains(&cell.account.value)) {
        others.entry(&cell.account.value).or_insert(cell);
    }
    let production = model.environments.values().filter(|environment| environment.profile == Profile::Production);
    for environment in production {
        for entry in &environment.access {
            let Some(cell) = others.get(entry.principal.account()) else { continue };
            let of = &cell.class.environment;
            let headline = format!("access `{}` opens production to the account of `{of}`", entry.name.value);
            let finding = RULE.finding_in(environment.profile, entry.principal.span, headline);
            let finding = finding.label("administrators of that account decide who this is");
            let finding = finding.also(cell.account.span, format!("the account of environment `{of}`"));
            diagnostics.push(finding.help("use a principal in the cell's account, or in an account without cells"));
        }
    }
}
