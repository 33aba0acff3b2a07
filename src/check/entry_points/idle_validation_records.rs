use crate::check::Context;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Account, Model};

/// Validation records for which there is no certificate.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1146"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("idle_validation_records.md"),
    yields_to: &[Yield { code: Code::rule("CELL1166"), within: Within::Fleet }],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read may be the front door.
    if *is_whole {
        diagnostics.extend(model.accounts.values().filter_map(|account| finding(model, account)));
    }
}

fn finding(model: &Model, account: &Account) -> Option<Diagnostic> {
    let said = account.validation_records()?;
    (model.validated_names(account).is_empty() && !account.regions.is_empty()).then(|| {
        let headline = format!("no cell in account {} needs a validation record", account.id);
        let warning = RULE.finding(said.span, headline).label("declared for nothing");
        warning.help("remove it; it belongs to accounts with cells of an environment with `front_door`")
    })
}
