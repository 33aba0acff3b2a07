//! Only administrators reach into `kube-system`.
//!
//! ## Why
//! Karpenter, the VPC CNI and the EBS CSI driver run in `kube-system`. Who starts pods or reads Secrets there has their
//! rights in AWS and their tokens in Kubernetes, so that an entry which seems confined to a namespace is not confined at
//! all. A pattern such as `kube-*` or `*-system` reaches it as well. `view` is harmless there. A warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   access "developers" {
//!     principal  = "arn:aws:iam::111111111111:role/developer"
//!     policy     = "edit"
//!     namespaces = ["payments", "kube-system"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   access "developers" {
//!     principal  = "arn:aws:iam::111111111111:role/developer"
//!     policy     = "edit"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SYSTEM_NAMESPACE;
use crate::model::{AccessEntry, AccessScope};
use crate::values::AccessPolicy;

/// Where the cell's own controllers run.
const SYSTEM: &str = "kube-system";

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        diagnostics.extend(environment.access.iter().filter_map(check_entry));
    }
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    // An administrator cannot be confined, and is told so.
    let is_mighty = |policy: &AccessPolicy| !matches!(policy, AccessPolicy::View | AccessPolicy::ClusterAdmin);
    let policy = entry.eks_policy().filter(|policy| is_mighty(&policy.value))?;
    let AccessScope::Namespaces(namespaces) = &entry.scope else { return None };
    let namespace = namespaces.iter().find(|namespace| namespace.matches(SYSTEM))?;
    let headline = format!("access `{}` reaches into `{SYSTEM}`", entry.name.value);
    let label = if namespace.is_wildcard() { format!("this matches `{SYSTEM}`") } else { "of the platform".to_owned() };
    let warning = Diagnostic::warning(SYSTEM_NAMESPACE, namespace.span, headline).label(label);
    let warning = warning.also(policy.span, "more than looking");
    let note = "pods there run with the AWS rights of the cell's own controllers";
    Some(warning.note(note).help("leave it out; grant `view` there, or make the principal an administrator"))
}
