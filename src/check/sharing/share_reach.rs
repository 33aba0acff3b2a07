//! What holds in the whole cluster reaches every environment in it.
//!
//! ## Why
//! An access entry of the host without `namespaces` holds in the namespaces of its guests too, those of today and those of
//! tomorrow: whoever deploys and runs commands in development then does so in a guest's staging, and no entry of the guest says
//! so. A warning for each such entry. Entries for people who work in namespaces name them; for those who run the cells, an
//! `allow` block in the entry says that the guests know. Administrators (`cluster-admin`, `break-glass`) are left out, because
//! every cell must have one (CELL0601). Production is on neither side: CELL0652 refuses that.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {}
//!   access "developers" {
//!     principal = "arn:aws:iam::111111111111:role/developer"
//!     policy    = "view"
//!   }
//! }
//! environment "staging" {
//!   shares = "dev"
//!   namespace "payments-staging" {}
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {}
//!   access "developers" {
//!     principal  = "arn:aws:iam::111111111111:role/developer"
//!     policy     = "view"
//!     namespaces = ["payments"]
//!   }
//! }
//! environment "staging" {
//!   shares = "dev"
//!   namespace "payments-staging" {}
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::SHARE_REACH;
use crate::diagnostic::{Diagnostic, listing};
use crate::model::{AccessEntry, AccessRole, AccessScope, CustomRole, Environment, Model, RoleRule};
use crate::source::Span;
use crate::values::{AccessPolicy, BuiltInRole, EnvironmentId, KubernetesVerb, Permission};

const CHANGING: [KubernetesVerb; 3] = [KubernetesVerb::Create, KubernetesVerb::Patch, KubernetesVerb::Update];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for host in model.hosts() {
        let own = host.access.iter().filter(|entry| entry.environment == host.name.value);
        let wide = own.filter(|entry| entry.scope == AccessScope::Cluster && !administers(entry));
        diagnostics.extend(wide.filter_map(|entry| reaches(model, host, entry)));
    }
}

fn reaches(model: &Model, host: &Environment, entry: &AccessEntry) -> Option<Diagnostic> {
    let (place, acts) = acts(host, entry)?;
    let guests = listing(host.guests.keys().map(EnvironmentId::as_str), "and");
    let headline = format!("access `{}` of environment `{}` reaches {guests} too", entry.name.value, host.name.value);
    let warning = Diagnostic::warning(SHARE_REACH, place, headline);
    let warning = warning.label(format!("there it {}", acts.join(" and ")));
    let shares = model.shares.values().filter(|share| host.guests.contains_key(&share.environment.value));
    let warning = shares.fold(warning, |warning, share| {
        warning.also(share.host.span, format!("`{}` is in the same cells", share.environment.value))
    });
    Some(warning.help(if can_be_confined(entry) {
        "add `namespaces = [\"…\"]`; where the guests know and want it, an `allow` block in the entry says so"
    } else {
        "an `allow` block in the entry says that the guests know who runs the cells they are in"
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
        AccessPolicy::AdminView => "reads everything, Secrets included",
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
        BuiltInRole::SecurityAuditor => "reads everything but Secrets",
        BuiltInRole::BreakGlass => "does everything",
    }
}

fn of_custom(role: &CustomRole) -> Vec<&'static str> {
    let any = |grants: &dyn Fn(&RoleRule) -> bool| role.rules.iter().any(grants);
    let deploys =
        any(&|rule| crate::check::access::wide_access::makes_pods(rule) && rule.granting(&CHANGING).is_some());
    let runs = any(&|rule| rule.shell().is_some());
    let reads = any(&|rule| {
        rule.covering("", &["secrets"]).is_some()
            && rule.granting(&[KubernetesVerb::Get, KubernetesVerb::List]).is_some()
    });
    let found = [(deploys, "deploys"), (runs, "runs commands in pods"), (reads, "reads Secrets")];
    let acts: Vec<_> = found.into_iter().filter(|(does, _)| *does).map(|(_, act)| act).collect();
    if acts.is_empty() { vec!["does what the role says"] } else { acts }
}
