use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Class};
use crate::values::ClassId;

/// Isolated cells of one class in accounts with and without an organisation.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0437"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("account_organization.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let members: BTreeMap<&ClassId, &Cell> =
        model.cells.iter().filter(|cell| cell.organization_id.is_some()).map(|cell| (&cell.class, cell)).collect();
    let mut told = BTreeSet::new();
    for cell in model.cells.iter().filter(|cell| cell.organization_id.is_none()) {
        let class = model.class_of(cell);
        let Some(member) = members.get(&cell.class).filter(|_| class.is_isolated()) else { continue };
        if told.insert((&cell.class, &cell.account.value)) {
            diagnostics.push(finding(cell, class, member));
        }
    }
}

fn finding(cell: &Cell, class: &Class, member: &Cell) -> Diagnostic {
    let account = &cell.account.value;
    let headline = format!("account {account} has no `organization_id`, other accounts of {} have one", class.title());
    let finding = RULE.finding(cell.account.span, headline).label("no organisation");
    let finding = match &member.organization_id {
        Some(organization) => finding.also(organization.span, format!("of account {}", member.account.value)),
        None => finding,
    };
    finding
        .note("the endpoints of all cells of a class trust principals of an organisation, or of accounts")
        .help(format!("add `organization_id` to `account \"{account}\"`, or to the environment, where it holds for all of its accounts"))
}
