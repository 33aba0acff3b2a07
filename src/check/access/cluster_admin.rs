//! Somebody can administer every cluster.
//!
//! ## Why
//! The creator of a cluster is no administrator of it here, because that would depend on who runs Terraform. Without
//! an entry for `cluster-admin` or `break-glass` in the whole cluster nobody could use it, and only a call of the EKS API would help
//! (EKS user guide, "Grant IAM users and roles access to Kubernetes APIs").
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   access "platform" {
//!     principal = "arn:aws:iam::111111111111:role/platform-engineer"
//!     policy    = "view"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   access "platform" {
//!     principal = "arn:aws:iam::111111111111:role/platform-engineer"
//!     policy    = "cluster-admin"
//!   }
//! }
//! ```

use super::unknown_role::unknown;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::CLUSTER_ADMIN;
use crate::model::{AccessEntry, Environment, Part};
use crate::values::AccessPolicy;

/// Classes of one environment share its access entries: one finding an environment.
pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| !environment.partial.contains(Part::Access)) {
        if is_there(environment) {
            continue;
        }
        diagnostics.push(
            Diagnostic::error(
                CLUSTER_ADMIN,
                environment.span(),
                format!("nobody can administer the cells of {}", environment.title()),
            )
            .label("no `access` block with the policy `cluster-admin` for the whole cluster")
            .note("whoever creates a cluster is no administrator of it: that would depend on who runs Terraform")
            .help("add an `access` block with a `principal` and `policy = \"cluster-admin\"`, without `namespaces`"),
        );
    }
}

/// Whether an entry is meant as an administrator; one that is confined to namespaces is reported as such.
pub(in crate::check) fn is_there(environment: &Environment) -> bool {
    let is_meant = |entry: &AccessEntry| {
        let policy = entry.eks_policy().or(entry.policy);
        let is_admin = policy.is_some_and(|policy| policy.value == AccessPolicy::ClusterAdmin);
        // An unknown role may be meant as `break-glass`.
        is_admin || unknown(environment, entry).is_some()
    };
    environment.access.iter().any(is_meant)
}
