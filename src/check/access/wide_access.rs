//! Whoever changes workloads does so in named namespaces.
//!
//! ## Why
//! The access policies `edit` and `admin` start pods and read Secrets wherever they hold; an `operator`, a `developer` who
//! may `write` or `exec`, and a `role` with such rules change pods or run commands in them, for which before Kubernetes 1.35
//! `get` on `pods/exec` is enough. In the whole cluster that includes `kube-system`, where a pod may run as the service account of Karpenter or of the VPC CNI, with their rights in
//! AWS: the principal is an administrator in all but name (EKS user guide, "Review access policy permissions"). A custom role that
//! writes config maps, Secrets or service accounts everywhere is one too: Argo CD, CoreDNS and the controllers are set up by
//! them. Advice in development, a warning in staging, an error in production, where people deploy through a pipeline.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   access "developers" {
//!     principal = "arn:aws:iam::111111111111:role/developer"
//!     policy    = "edit"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   access "developers" {
//!     principal  = "arn:aws:iam::111111111111:role/developer"
//!     policy     = "edit"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::WIDE_ACCESS;
use crate::model::{AccessEntry, AccessRole, AccessScope, Environment, RoleRule};
use crate::source::Span;
use crate::values::{AccessPolicy, BuiltInRole, KubernetesVerb};

/// What the controllers of a cell are set up by, Argo CD and CoreDNS among them, or prove with who they are.
const SETTINGS: [(&str, &[&str]); 1] = [("", &["configmaps", "secrets", "serviceaccounts"])];
/// What makes pods or changes them, by API group.
const WORKLOADS: [(&str, &[&str]); 3] = [
    ("", &["pods", "pods/ephemeralcontainers", "replicationcontrollers"]),
    ("apps", &["daemonsets", "deployments", "replicasets", "statefulsets"]),
    ("batch", &["cronjobs", "jobs"]),
];
const WORKLOADS_OF_ALL: &str = "workloads";
const OF_CONTROLLERS: &str = "settings";
const CHANGING: [KubernetesVerb; 3] = [KubernetesVerb::Create, KubernetesVerb::Patch, KubernetesVerb::Update];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // Without an administrator, one of these is mostly meant to be it: rule CELL0601 says so.
    for environment in model.environments.values().filter(|environment| super::cluster_admin::is_there(environment)) {
        for entry in environment.access.iter().filter(|entry| entry.scope == AccessScope::Cluster) {
            let Some((span, what, instead)) = changed(environment, entry) else { continue };
            let headline = format!("access `{}` changes {what} in the whole cluster", entry.name.value);
            let finding = Diagnostic::of_profile(environment.profile, WIDE_ACCESS, span, headline);
            diagnostics.push(
                finding
                    .label("in every namespace, `kube-system` included")
                    .note(reason(what))
                    .help(format!("add `namespaces = [\"…\"]`, or write `{instead}` where that is meant")),
            );
        }
    }
}

fn reason(what: &str) -> &'static str {
    match what {
        OF_CONTROLLERS => "Argo CD, CoreDNS and the cell's own controllers are set up by objects of these kinds",
        _ => "a pod in `kube-system` may run with the AWS rights of the cell's own controllers",
    }
}

/// Where the specification says so, what is changed, and what says openly what it comes to. `platform-admin` does.
fn changed(environment: &Environment, entry: &AccessEntry) -> Option<(Span, &'static str, &'static str)> {
    let Some(role) = &entry.role else {
        let is_wide = |policy: &AccessPolicy| matches!(policy, AccessPolicy::Edit | AccessPolicy::Admin);
        let policy = entry.policy.filter(|policy| is_wide(&policy.value));
        return policy.map(|policy| (policy.span, WORKLOADS_OF_ALL, "cluster-admin"));
    };
    let what = match &role.value {
        AccessRole::BuiltIn(BuiltInRole::Developer) => (!entry.permissions.is_empty()).then_some(WORKLOADS_OF_ALL),
        AccessRole::BuiltIn(role) => (*role == BuiltInRole::Operator).then_some(WORKLOADS_OF_ALL),
        AccessRole::Custom(name) => environment.custom_role(name).and_then(|role| {
            let rules = || role.rules.iter();
            let sets_up = || rules().any(sets_up).then_some(OF_CONTROLLERS);
            rules().any(changes).then_some(WORKLOADS_OF_ALL).or_else(sets_up)
        }),
    };
    what.map(|what| (role.span, what, "platform-admin"))
}

/// `*` is Secrets as well: CELL0627 says so, and says what to do.
fn sets_up(rule: &RoleRule) -> bool {
    let covered = SETTINGS.iter().find_map(|(group, resources)| rule.covering(group, resources));
    covered.is_some_and(|resource| resource.as_str() != "*") && rule.granting(&CHANGING).is_some()
}

fn changes(rule: &RoleRule) -> bool {
    // `*` with `get` is this as well, and reads Secrets: CELL0627 says so, and says what to do.
    let opens = || rule.shell().is_some_and(|resource| resource.as_str() != "*");
    makes_pods(rule) && rule.granting(&CHANGING).is_some() || opens()
}

/// Whether what makes pods is among the rule's kinds.
pub(in crate::check) fn makes_pods(rule: &RoleRule) -> bool {
    WORKLOADS.iter().any(|(group, resources)| rule.covering(group, resources).is_some())
}
