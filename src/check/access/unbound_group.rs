use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::AccessEntry;

/// Kubernetes groups that nothing in the output binds to a role.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0683"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("unbound_group.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.access().filter_map(|(_, entry)| check_entry(entry)));
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    // What begins like the groups of roles is refused by a rule of its own.
    let groups = entry.groups.iter().filter(|group| !group.as_str().starts_with(AccessEntry::GROUP_PREFIX));
    let groups: Vec<_> = groups.collect();
    let first = groups.first()?;
    let names: BTreeSet<&str> = groups.iter().map(|group| group.as_str()).collect();
    let (noun, are, them) = if names.len() == 1 { ("group", "is", "it") } else { ("groups", "are", "them") };
    let list = listing(names.iter().copied(), "and");
    let headline = format!("{noun} {list} of access `{}` {are} bound to no role", entry.name.value);
    let advice = RULE.finding(first.span, headline).label(if entry.policy.is_none() && entry.role.is_none() {
        "the entry grants nothing by itself"
    } else {
        "grants nothing beside the rest of the entry"
    });
    let advice = advice.note(format!(
        "neither cellc nor an EKS access policy binds {them}: only a RoleBinding does that you apply yourself"
    ));
    Some(advice.help(
        "write a `role`, which comes with its bindings; if the binding comes from elsewhere, say from where in an `allow` block",
    ))
}
