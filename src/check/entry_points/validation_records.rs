use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Account, Model};

/// An account that needs validation records and does not say where they come from.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1145"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("validation_records.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if *is_whole {
        diagnostics.extend(model.accounts.values().filter_map(|account| finding(model, account)));
    }
}

fn finding(model: &Model, account: &Account) -> Option<Diagnostic> {
    if account.validation_records().is_some() {
        return None;
    }
    let names = model.validated_names(account);
    let first = names.first()?;
    let door = first.environment.front_door.as_ref()?;
    let id = &account.id;
    let headline = format!("account {id} does not say who owns its validation records");
    let error = match &account.declared {
        Some(declared) => RULE.finding(declared.span(), headline).label("no `validation_records`"),
        None => RULE.finding(first.environment.account.span, headline).label(format!("no block `account \"{id}\"`")),
    };
    let error = error.also(door.span(), format!("its cells need a certificate for `*.{}`", first.domain));
    let error =
        error.help(format!("add `validation_records = \"create\"` to `account \"{id}\"`, and Terraform creates them"));
    Some(error.help("or `validation_records = \"exists\"`, if the account has them already"))
}
