use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::AccessEntry;

/// An access entry with a role and a policy.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0622"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("role_and_policy.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        diagnostics.extend(environment.access.iter().filter_map(check_entry));
    }
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    let (role, policy) = (entry.role.as_ref()?, entry.policy?);
    let headline = format!("access `{}` has both a role and a policy", entry.name.value);
    let error = RULE.finding(policy.span, headline).label("adds to what the role allows");
    let error = error.also(role.span, "this role").note("Kubernetes combines what both allow");
    Some(error.help(format!("remove `policy` to keep the role `{}`, or remove `role` to keep the policy", role.value)))
}
