use crate::check::Context;
use crate::check::facts::roles::unknown;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessEntry, AccessRole};
use crate::values::BuiltInRole;

/// `may` for somebody who is no developer.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0624"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("may.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        // An unknown role may be meant as `developer`.
        let known = environment.access.iter().filter(|entry| unknown(environment, entry).is_none());
        diagnostics.extend(known.filter_map(check_entry));
    }
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    let may = Some(&entry.permissions).filter(|permissions| permissions.is_written())?;
    let Some(role) = &entry.role else {
        let headline = format!("`may` has no effect in access `{}`, which has no role", entry.name.value);
        let error = RULE.finding(may.span, headline).label("for the role `developer` only");
        return Some(error.help("add `role = \"developer\"`, or remove `may`"));
    };
    let instead = match role.value {
        AccessRole::BuiltIn(BuiltInRole::Developer) => return None,
        AccessRole::BuiltIn(_) => "remove it, or use `role = \"developer\"`",
        AccessRole::Custom(_) => "remove it, and add a `rule` to the role",
    };
    let headline = format!("`may` has no effect on the role `{}`", role.value);
    let error = RULE.finding(may.span, headline).label("for the role `developer` only");
    Some(error.also(role.span, "this role").help(instead))
}
