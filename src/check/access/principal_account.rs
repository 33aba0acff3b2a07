use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::facts::misspelt_account::{MisspeltAccount, is_slip, misspelt_accounts};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::values::AccountId;

/// A principal whose account is one digit away from an account of the fleet.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0613"),
    kind: Kind::Varies(&[
        (Kind::Fails, "at `account`, if the deploy role or a policy is among the ARNs that name the other account"),
        (Kind::Mistake, "otherwise"),
    ]),
    since: "0.1.0",
    docs: include_str!("principal_account.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let accounts: BTreeSet<&AccountId> = model.cells.iter().map(|cell| &cell.account.value).collect();
    let misspelt = misspelt_accounts(model);
    diagnostics.extend(misspelt.iter().map(account));
    let told: BTreeSet<Span> = misspelt.into_iter().flat_map(|misspelt| misspelt.witnesses).collect();
    for environment in model.environments.values() {
        let strange = environment.access.iter().filter(|entry| !accounts.contains(entry.principal.account()));
        for entry in strange.filter(|entry| !told.contains(&entry.principal.span)) {
            let account = entry.principal.account();
            let Some(meant) = accounts.iter().find(|known| is_slip(account, known)) else { continue };
            let headline = format!("account {account} is almost {meant}");
            let warning = RULE.finding_as(Kind::Mistake, entry.principal.span, headline);
            let warning = warning.label(format!("no cell is in account {account}"));
            let arn = entry.principal.to_string().replacen(account.as_str(), meant.as_str(), 1);
            let help = format!("write `{arn}` if that is what was meant");
            // Which of the two is wrong, nobody but the author knows: nothing to apply.
            diagnostics.push(warning.help(help));
        }
    }
}

fn account(MisspeltAccount { account, meant, witnesses, fails }: &MisspeltAccount<'_>) -> Diagnostic {
    let kind = if *fails { Kind::Fails } else { Kind::Mistake };
    let headline = format!("account {} is almost {meant}, which {} ARNs use", account.value, witnesses.len());
    let finding = RULE.finding_as(kind, account.span, headline).label("no ARN uses this one");
    let finding = match witnesses.first() {
        Some(first) => finding.also(*first, "the first that uses the other"),
        None => finding,
    };
    finding.help(format!("write `account = \"{meant}\"` if that is what was meant"))
}
