//! Whoever changes workloads does so in named namespaces.
//!
//! ## Why
//! The access policies `edit` and `admin` start pods and read Secrets wherever they hold; an `operator`, a `developer` who
//! may `write` or `exec`, and a `role` with such rules change pods or run commands in them, for which before Kubernetes 1.35
//! `get` on `pods/exec` is enough. In the whole cluster that includes `kube-system`, where a pod may run as the service account of Karpenter or of the VPC CNI, with their rights in
//! AWS: the principal is an administrator in all but name (EKS user guide, "Review access policy permissions"). Advice in
//! development, a warning in staging, an error in production, where people deploy through a pipeline.
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

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::WIDE_ACCESS;
use crate::model::{AccessEntry, AccessRole, AccessScope, Class, RoleRule};
use crate::source::Span;
use crate::values::{AccessPolicy, BuiltInRole, KubernetesVerb};

/// What makes pods, changes them or gets into them, by API group.
const WORKLOADS: [(&str, &[&str]); 3] = [
    ("", &["pods", "pods/attach", "pods/ephemeralcontainers", "pods/exec", "replicationcontrollers"]),
    ("apps", &["daemonsets", "deployments", "replicasets", "statefulsets"]),
    ("batch", &["cronjobs", "jobs"]),
];
const CHANGING: [KubernetesVerb; 3] = [KubernetesVerb::Create, KubernetesVerb::Patch, KubernetesVerb::Update];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // Without an administrator, one of these is mostly meant to be it: rule CELL0601 says so.
    for class in model.classes.iter().filter(|class| class.name.is_none() && super::cluster_admin::is_there(class)) {
        for entry in class.access.iter().filter(|entry| entry.scope == AccessScope::Cluster) {
            let Some((span, instead)) = changes_workloads(class, entry) else { continue };
            let headline = format!("access `{}` changes workloads in the whole cluster", entry.name.value);
            let finding = Diagnostic::of_profile(class.profile, WIDE_ACCESS, span, headline);
            diagnostics.push(
                finding
                    .label("in every namespace, `kube-system` included")
                    .note("a pod in `kube-system` may run with the AWS rights of the cell's own controllers")
                    .help(format!("add `namespaces = [\"…\"]`, or write `{instead}` where that is meant")),
            );
        }
    }
}

/// Where the specification says so, and what says openly what it comes to. `platform-admin` does.
fn changes_workloads(class: &Class, entry: &AccessEntry) -> Option<(Span, &'static str)> {
    let Some(role) = &entry.role else {
        let is_wide = |policy: &AccessPolicy| matches!(policy, AccessPolicy::Edit | AccessPolicy::Admin);
        return entry.policy.filter(|policy| is_wide(&policy.value)).map(|policy| (policy.span, "cluster-admin"));
    };
    let is_wide = match &role.value {
        AccessRole::BuiltIn(BuiltInRole::Developer) => !entry.permissions.is_empty(),
        AccessRole::BuiltIn(role) => *role == BuiltInRole::Operator,
        AccessRole::Custom(name) => class.custom_role(name).is_some_and(|role| role.rules.iter().any(changes)),
    };
    is_wide.then_some((role.span, "platform-admin"))
}

fn changes(rule: &RoleRule) -> bool {
    let reaches = WORKLOADS.iter().any(|(group, resources)| rule.covering(group, resources).is_some());
    // `*` with `get` is this as well, and reads Secrets: CELL0627 says so, and says what to do.
    let opens = || rule.shell().is_some_and(|resource| resource.as_str() != "*");
    reaches && rule.granting(&CHANGING).is_some() || opens()
}
