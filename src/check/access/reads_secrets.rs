//! Whoever reads Secrets does so in named namespaces.
//!
//! ## Why
//! `admin-view` sounds harmless, and reads every object, Secrets among them; `secret-reader` reads nothing else (EKS user
//! guide, "Review access policy permissions"). In the whole cluster that is every password and every token that any tenant
//! keeps in Kubernetes, and those of the platform itself. `view` reads everything but Secrets. Advice in development, a
//! warning in staging, an error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   access "auditors" {
//!     principal = "arn:aws:iam::111111111111:role/auditor"
//!     policy    = "admin-view"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   access "auditors" {
//!     principal = "arn:aws:iam::111111111111:role/auditor"
//!     policy    = "view"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::READS_SECRETS;
use crate::model::AccessScope;
use crate::values::AccessPolicy;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // Without an administrator, one of these is mostly meant to be it: rule CELL0601 says so.
    for environment in model.environments.values().filter(|environment| super::cluster_admin::is_there(environment)) {
        for entry in environment.access.iter().filter(|entry| entry.scope == AccessScope::Cluster) {
            let reads = |policy: &AccessPolicy| matches!(policy, AccessPolicy::AdminView | AccessPolicy::SecretReader);
            let Some(policy) = entry.eks_policy().filter(|policy| reads(&policy.value)) else { continue };
            let headline = format!("access `{}` reads every Secret of the cluster", entry.name.value);
            let finding = Diagnostic::of_profile(environment.profile, READS_SECRETS, policy.span, headline);
            let finding = finding.label("Secrets of all namespaces");
            diagnostics.push(if policy.value == AccessPolicy::AdminView {
                finding.help_replacing("write `view`, which reads all but Secrets", policy.span, "\"view\"")
            } else {
                finding.help("add `namespaces = [\"…\"]`")
            });
        }
    }
}
