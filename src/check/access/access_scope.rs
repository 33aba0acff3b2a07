//! An access entry grants something, in a scope that its policy has.
//!
//! ## Why
//! An entry without a policy, a role and groups lets its principal do nothing, and `AmazonEKSClusterAdminPolicy` means
//! the whole cluster: EKS refuses to confine it to namespaces (EKS user guide, "Associate access policies with access
//! entries").
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   access "platform" {
//!     principal = "arn:aws:iam::111111111111:role/platform-engineer"
//!     policy    = "cluster-admin"
//!   }
//!   access "payments" {
//!     principal  = "arn:aws:iam::111111111111:role/payments"
//!     policy     = "cluster-admin"
//!     namespaces = ["payments"]
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
//!   access "payments" {
//!     principal  = "arn:aws:iam::111111111111:role/payments"
//!     policy     = "edit"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ACCESS_SCOPE;
use crate::model::{AccessEntry, AccessScope};
use crate::values::AccessPolicy;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
        let error = Diagnostic::error(ACCESS_SCOPE, namespaces.span, format!("access `{name}` holds in no namespace"));
        return Some(error.label("empty").help("name a namespace, or remove `namespaces` to grant the whole cluster"));
    }
    // `break-glass` is told by a rule of its own.
    let policy = entry.policy.filter(|_| entry.role.is_none())?;
    (policy.value == AccessPolicy::ClusterAdmin).then(|| {
        Diagnostic::error(
            ACCESS_SCOPE,
            namespaces.span,
            format!("`cluster-admin` of access `{name}` cannot be confined"),
        )
        .label("AmazonEKSClusterAdminPolicy means the whole cluster")
        .also(policy.span, "this policy")
        .help("write `policy = \"admin\"` for these namespaces, or remove `namespaces`")
    })
}

/// Without a policy and without a role.
fn nothing(entry: &AccessEntry) -> Option<Diagnostic> {
    let name = &entry.name.value;
    match &entry.scope {
        AccessScope::Namespaces(namespaces) => Some(
            Diagnostic::error(ACCESS_SCOPE, namespaces.span, format!("access `{name}` has namespaces but no policy"))
                .label("what may be done there?")
                .help("add `policy = \"view\"` or another access policy, or a `role`"),
        ),
        AccessScope::Cluster if entry.groups.is_empty() => Some(
            Diagnostic::error(ACCESS_SCOPE, entry.span(), format!("access `{name}` grants nothing"))
                .label("neither a policy, a role nor groups")
                .help("add `policy = \"view\"`, a `role`, or `groups = [\"…\"]` for role bindings inside the cell"),
        ),
        AccessScope::Cluster => None,
    }
}
