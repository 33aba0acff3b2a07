use crate::check::Context;
use crate::check::facts::misspelt_account::witnesses;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Account;
use crate::source::Spanned;
use crate::values::RoleArn;

/// The deploy role lies in another account than the cell.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0407"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("deploy_role.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let told = witnesses(model);
    for cell in &model.cells {
        let is_strange = |role: &&Spanned<RoleArn>| *role.account() != cell.account.value && !told.contains(&role.span);
        let Some(role) = cell.deploy_role.as_ref().filter(is_strange) else { continue };
        // Without the cell's name: cells that share account and role share the finding.
        let headline = format!("the deploy role is in account {}, the cell in {}", role.account(), cell.account.value);
        diagnostics.push(
            RULE.finding(role.span, headline)
                .label(format!("account {}", role.account()))
                .also(cell.account.span, "the cell's account")
                .note("the provider refuses to run in any account but the cell's (`allowed_account_ids`)")
                .help("set `deploy_role`, here or in the cell, to a role in the cell's account"),
        );
    }
    diagnostics.extend(model.accounts.values().filter_map(of_account));
}

/// A role that comes from the account's cells was told with them.
fn of_account(account: &Account) -> Option<Diagnostic> {
    let declared = account.declared.as_ref()?;
    let role = declared.deploy_role.as_ref().filter(|role| declared.has_own_role && *role.account() != account.id)?;
    let headline = format!("the deploy role is in account {}, the account baseline in {}", role.account(), account.id);
    let finding = RULE.finding(role.span, headline).label(format!("account {}", role.account()));
    Some(
        finding
            .also(declared.span(), "this account")
            .note("the provider refuses to run in any account but this one (`allowed_account_ids`)")
            .help("set `deploy_role` to a role in the account itself, or leave it out"),
    )
}
