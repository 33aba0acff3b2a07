use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::Cell;
use crate::values::AccountId;

/// Cells of one environment in several accounts, and no role that deploys them.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0315"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("account_role.md"),
    yields_to: &[],
    check,
};

/// Cells without a role, by environment and account, in the order of the accounts.
type Callers<'a> = BTreeMap<&'a str, BTreeMap<&'a AccountId, Vec<&'a Cell>>>;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut callers: Callers<'_> = BTreeMap::new();
    for cell in model.cells.iter().filter(|cell| cell.deploy_role.is_none()) {
        let environment = cell.class.environment.as_str();
        callers.entry(environment).or_default().entry(&cell.account.value).or_default().push(cell);
    }
    for (environment, accounts) in callers.iter().filter(|(_, accounts)| accounts.len() > 1) {
        // Which account is the caller's, nobody can know: most likely the one with the most cells.
        let mut groups: Vec<&Vec<&Cell>> = accounts.values().collect();
        groups.sort_by_key(|cells| cells.len());
        let (Some([few, ..]), Some([many, ..])) =
            (groups.first().map(|g| g.as_slice()), groups.last().map(|g| g.as_slice()))
        else {
            continue;
        };
        let of = |cell: &Cell| {
            let count = accounts.get(&cell.account.value).map_or(0, Vec::len);
            format!("account {}, of {}", cell.account.value, plural(count, "cell"))
        };
        let headline =
            format!("cells of environment `{environment}` span several accounts, but there is no deploy role");
        let warning = RULE.finding(few.account.span, headline);
        let warning = warning.label(of(few)).also(many.account.span, of(many));
        diagnostics.push(
            warning
                .note("without a role, Terraform runs as its caller, and each cell rejects callers from other accounts")
                .help("set `deploy_role` in the environment and in each cell that has its own account"),
        );
    }
}
