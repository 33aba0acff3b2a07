//! Whoever changes workloads does so in named namespaces.
//!
//! ## Why
//! The access policies `edit` and `admin` start pods and read Secrets wherever they hold. In the whole cluster that
//! includes `kube-system`, where a pod may run as the service account of Karpenter or of the VPC CNI, with their rights in
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
use crate::model::AccessScope;
use crate::values::AccessPolicy;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // Without an administrator, one of these is mostly meant to be it: rule CELL0601 says so.
    for class in model.classes.iter().filter(|class| class.name.is_none() && super::cluster_admin::is_there(class)) {
        for entry in class.access.iter().filter(|entry| entry.scope == AccessScope::Cluster) {
            let is_wide = |policy: &AccessPolicy| matches!(policy, AccessPolicy::Edit | AccessPolicy::Admin);
            let Some(policy) = entry.policy.filter(|policy| is_wide(&policy.value)) else { continue };
            let headline = format!("access `{}` changes workloads in the whole cluster", entry.name.value);
            let finding = Diagnostic::of_profile(class.profile, WIDE_ACCESS, policy.span, headline);
            diagnostics.push(
                finding
                    .label("in every namespace, `kube-system` included")
                    .note("a pod in `kube-system` may run with the AWS rights of the cell's own controllers")
                    .help("add `namespaces = [\"…\"]`, or write `cluster-admin` where that is meant"),
            );
        }
    }
}
