use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Account, Cell, Class, Model};
use crate::values::{AccountId, ClassId};

/// Cells whose Karpenter may not create the role for spot instances, in an account that declares none.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0436"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("spot_role.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read may be what declares the role.
    if !is_whole {
        return;
    }
    let mut told: BTreeSet<(&ClassId, &AccountId)> = BTreeSet::new();
    let mut declared: BTreeMap<&ClassId, &Account> = BTreeMap::new();
    for (cell, account) in cells(model) {
        if account.spot_role().is_some() {
            declared.entry(&cell.class).or_insert(account);
        }
    }
    for (cell, account) in cells(model).filter(|(_, account)| account.spot_role().is_none()) {
        let class = model.class_of(cell);
        let Some(other) = declared.get(&cell.class).filter(|_| class.has_spot_tier()) else { continue };
        if told.insert((&cell.class, &account.id)) {
            diagnostics.push(finding(cell, class, other));
        }
    }
}

fn cells(model: &Model) -> impl Iterator<Item = (&Cell, &Account)> {
    model.cells.iter().filter_map(|cell| Some((cell, model.accounts.get(&cell.account.value)?)))
}

fn finding(cell: &Cell, class: &Class, other: &Account) -> Diagnostic {
    let account = &cell.account.value;
    let headline = format!("account {account} does not say where its role for spot instances comes from");
    let finding = RULE.finding(cell.account.span, headline).label("Karpenter may not create it here");
    let finding = match other.spot_role() {
        Some(role) => finding.also(role.span, format!("account {} does, and has cells of the same class", other.id)),
        None => finding,
    };
    finding
        .note(format!(
            "the cells of {} share one module, and its Karpenter may create the role only if no account has it from elsewhere",
            class.title()
        ))
        .help(format!("add `account \"{account}\" {{ spot_role = \"create\" }}`, or `\"exists\"` if the account has the role"))
}
