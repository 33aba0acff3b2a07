use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessEntry, AccessScope};
use crate::values::AccessPolicy;

/// An access entry that grants nothing, or in a scope that its policy does not have.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0603"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("access_scope.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, entry) in model.access() {
        diagnostics.extend(check_entry(entry));
    }
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    let name = &entry.name.value;
    if entry.policy.is_none() && entry.role.is_none() {
        return nothing(entry);
    }
    let AccessScope::Namespaces(namespaces) = &entry.scope else { return None };
    if namespaces.is_empty() {
        let error = RULE.finding(namespaces.span, format!("access `{name}` applies to no namespace"));
        return Some(
            error.label("empty").help("list a namespace, or remove `namespaces` to grant access to the whole cluster"),
        );
    }
    // `break-glass` is told by a rule of its own.
    let policy = entry.policy.filter(|_| entry.role.is_none())?;
    (policy.value == AccessPolicy::ClusterAdmin).then(|| {
        RULE.finding(namespaces.span, format!("`cluster-admin` of access `{name}` cannot be confined to namespaces"))
            .label("AmazonEKSClusterAdminPolicy always applies to the whole cluster")
            .also(policy.span, "this policy")
            .help("use `policy = \"admin\"` for these namespaces, or remove `namespaces`")
    })
}

/// Without a policy and without a role.
fn nothing(entry: &AccessEntry) -> Option<Diagnostic> {
    let name = &entry.name.value;
    match &entry.scope {
        AccessScope::Namespaces(namespaces) => Some(
            RULE.finding(namespaces.span, format!("access `{name}` has namespaces but no policy"))
                .label("nothing is allowed there")
                .help("add `policy = \"view\"` or another access policy, or a `role`"),
        ),
        AccessScope::Cluster if entry.groups.is_empty() => Some(
            RULE.finding(entry.span(), format!("access `{name}` grants nothing"))
                .label("no policy, role or groups")
                .help("add `policy = \"view\"`, a `role`, or `groups = [\"…\"]` for role bindings inside the cell"),
        ),
        AccessScope::Cluster => None,
    }
}
