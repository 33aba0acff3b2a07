//! What several rules ask of roles and access entries.

use crate::model::{AccessEntry, AccessRole, AccessScope, Environment, RoleRule};
use crate::source::Spanned;
use crate::values::Name;

/// The role of an entry, if there is none of its name.
pub(in crate::check) fn unknown<'a>(
    environment: &Environment,
    entry: &'a AccessEntry,
) -> Option<(&'a Spanned<AccessRole>, &'a Name)> {
    let role = entry.role.as_ref()?;
    match &role.value {
        AccessRole::Custom(name) if environment.custom_role(name).is_none() => Some((role, name)),
        _ => None,
    }
}

/// Whether all who hold the role hold it in namespaces.
pub(in crate::check) fn is_confined(environment: &Environment, role: &Name) -> bool {
    let is_it = |entry: &&AccessEntry| {
        entry.role.as_ref().is_some_and(|held| matches!(&held.value, AccessRole::Custom(name) if name == role))
    };
    let mut scopes = environment.access.iter().filter(is_it).map(|entry| &entry.scope).peekable();
    scopes.peek().is_some() && scopes.all(|scope| matches!(scope, AccessScope::Namespaces(_)))
}

/// What makes pods or changes them, by API group.
const WORKLOADS: [(&str, &[&str]); 3] = [
    ("", &["pods", "pods/ephemeralcontainers", "replicationcontrollers"]),
    ("apps", &["daemonsets", "deployments", "replicasets", "statefulsets"]),
    ("batch", &["cronjobs", "jobs"]),
];

/// Whether what makes pods is among the rule's kinds.
pub(in crate::check) fn makes_pods(rule: &RoleRule) -> bool {
    WORKLOADS.iter().any(|(group, resources)| rule.covering(group, resources).is_some())
}
