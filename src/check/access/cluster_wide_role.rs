use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessEntry, AccessRole, AccessScope};

/// A role of the whole cluster that is confined to namespaces.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0626"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("cluster_wide_role.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        diagnostics.extend(environment.access.iter().filter_map(check_entry));
    }
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    let role = entry.role.as_ref()?;
    let AccessRole::BuiltIn(built_in) = &role.value else { return None };
    let AccessScope::Namespaces(namespaces) = &entry.scope else { return None };
    // An empty list is a finding by itself.
    if !built_in.is_cluster_wide() || namespaces.is_empty() {
        return None;
    }
    let headline = format!("the role `{built_in}` of access `{}` cannot be confined to namespaces", entry.name.value);
    let error = RULE.finding(namespaces.span, headline).label("applies to the whole cluster");
    let error = error.also(role.span, "this role");
    Some(error.help("remove `namespaces`, or use `viewer`, `developer` or `operator` for these namespaces"))
}
