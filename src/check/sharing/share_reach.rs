use crate::check::Context;
use crate::check::facts::roles::makes_pods;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{AccessEntry, AccessRole, AccessScope, CustomRole, Environment, Model, RoleRule};
use crate::source::Span;
use crate::values::{AccessPolicy, BuiltInRole, EnvironmentId, KubernetesVerb, Permission};

/// An access entry of the whole cluster that reaches another environment in the same cells.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0671"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("share_reach.md"),
    yields_to: &[],
    check,
};

const CHANGING: [KubernetesVerb; 3] = [KubernetesVerb::Create, KubernetesVerb::Patch, KubernetesVerb::Update];

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for host in model.hosts() {
        let own = host.access.iter().filter(|entry| entry.environment == host.name.value);
        let wide = own.filter(|entry| entry.scope == AccessScope::Cluster && !administers(entry));
        diagnostics.extend(wide.filter_map(|entry| reaches(model, host, entry)));
    }
}

fn reaches(model: &Model, host: &Environment, entry: &AccessEntry) -> Option<Diagnostic> {
    let (place, acts) = acts(host, entry)?;
    let guests = listing(host.guests.keys().map(EnvironmentId::as_str), "and");
    let headline = format!("access `{}` of environment `{}` includes {guests}", entry.name.value, host.name.value);
    let warning = RULE.finding(place, headline);
    let warning = warning.label(format!("there, it {}", acts.join(" and ")));
    let shares = model.shares.values().filter(|share| host.guests.contains_key(&share.environment.value));
    let warning = shares.fold(warning, |warning, share| {
        warning.also(share.host.span, format!("`{}` is in the same cells", share.environment.value))
    });
    Some(warning.help(if can_be_confined(entry) {
        "add `namespaces = [\"…\"]`; if the guests know and want it, say so in an `allow` block in the entry"
    } else {
        "say in an `allow` block in the entry that the guests know who operates their cells"
    }))
}

/// Every cell has somebody who does.
fn administers(entry: &AccessEntry) -> bool {
    entry.eks_policy().is_some_and(|policy| policy.value == AccessPolicy::ClusterAdmin)
}

/// Whether `namespaces` has a meaning for it.
fn can_be_confined(entry: &AccessEntry) -> bool {
    let role = entry.role.as_ref().map(|role| &role.value);
    !matches!(role, Some(AccessRole::BuiltIn(role)) if role.is_cluster_wide())
}

/// Where the entry says what it may do, and that in words.
fn acts(environment: &Environment, entry: &AccessEntry) -> Option<(Span, Vec<&'static str>)> {
    let Some(role) = &entry.role else {
        let policy = entry.policy?;
        return Some((policy.span, vec![of_policy(policy.value)]));
    };
    let acts = match &role.value {
        AccessRole::BuiltIn(BuiltInRole::Developer) if entry.permissions.is_empty() => vec!["reads logs"],
        AccessRole::BuiltIn(BuiltInRole::Developer) => entry.permissions.iter().copied().map(of_permission).collect(),
        AccessRole::BuiltIn(role) => vec![of_role(*role)],
        AccessRole::Custom(name) => environment.custom_role(name).map(of_custom)?,
    };
    Some((role.span, acts))
}

/// EKS user guide, "Review access policy permissions".
const fn of_policy(policy: AccessPolicy) -> &'static str {
    match policy {
        AccessPolicy::ClusterAdmin => "does everything",
        AccessPolicy::Admin | AccessPolicy::Edit => "deploys, runs commands in pods and reads Secrets",
        AccessPolicy::AdminView => "reads everything, including Secrets",
        AccessPolicy::View => "sees what runs",
        AccessPolicy::SecretReader => "reads Secrets",
    }
}

const fn of_permission(permission: Permission) -> &'static str {
    match permission {
        Permission::Write => "deploys",
        Permission::Exec => "runs commands in pods",
    }
}

const fn of_role(role: BuiltInRole) -> &'static str {
    match role {
        BuiltInRole::Viewer => "sees what runs",
        BuiltInRole::Developer => "reads logs",
        BuiltInRole::Operator => "reads logs, restarts and scales",
        BuiltInRole::ReleaseManager => "starts syncs",
        BuiltInRole::PlatformAdmin => "deploys, and changes quotas and network policies",
        BuiltInRole::SecurityAuditor => "reads everything except Secrets",
        BuiltInRole::BreakGlass => "does everything",
    }
}

fn of_custom(role: &CustomRole) -> Vec<&'static str> {
    let any = |grants: &dyn Fn(&RoleRule) -> bool| role.rules.iter().any(grants);
    let deploys = any(&|rule| makes_pods(rule) && rule.granting(&CHANGING).is_some());
    let runs = any(&|rule| rule.shell().is_some());
    let reads = any(&|rule| {
        rule.covering("", &["secrets"]).is_some()
            && rule.granting(&[KubernetesVerb::Get, KubernetesVerb::List]).is_some()
    });
    let found = [(deploys, "deploys"), (runs, "runs commands in pods"), (reads, "reads Secrets")];
    let acts: Vec<_> = found.into_iter().filter(|(does, _)| *does).map(|(_, act)| act).collect();
    if acts.is_empty() { vec!["does what the role says"] } else { acts }
}
