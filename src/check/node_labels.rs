//! Labels of nodes are not those that Kubernetes, Karpenter or EKS keep for themselves.
//!
//! ## Why
//! A kubelet may set labels below `kubernetes.io` and `k8s.io` only where Kubernetes says so: below `node.kubernetes.io` and
//! `kubelet.kubernetes.io` (Kubernetes, "`NodeRestriction`"); otherwise the node never joins. Karpenter refuses pools with
//! labels of its own domains, and EKS keeps `eks.amazonaws.com`.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     labels   = { "kubernetes.io/role" = "worker" }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     labels   = { "example.com/role" = "worker" }
//!   }
//! }
//! ```

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::NODE_LABELS;
use crate::values::LabelKey;

/// Domains with an owner.
const OWNED: [(&str, &str); 5] = [
    ("eks.amazonaws.com", "EKS"),
    ("k8s.io", "Kubernetes"),
    ("karpenter.k8s.aws", "Karpenter"),
    ("karpenter.sh", "Karpenter"),
    ("kubernetes.io", "Kubernetes"),
];
/// Where a kubelet may set labels all the same (Kubernetes, admission plugin `NodeRestriction`).
const OPEN: [&str; 2] = ["kubelet.kubernetes.io", "node.kubernetes.io"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for key in &model.written_labels {
        let Some(owner) = owner(&key.value) else { continue };
        let headline = format!("nodes cannot have the label `{}`", key.value);
        let error = Diagnostic::error(NODE_LABELS, key.span, headline).label(format!("{owner} keeps this domain"));
        diagnostics.push(error.help("use a domain of your own, as in `example.com/role`, or a key without a domain"));
    }
}

fn owner(key: &LabelKey) -> Option<&'static str> {
    if OPEN.iter().any(|domain| key.is_in(domain)) {
        return None;
    }
    OWNED.iter().find(|(domain, _)| key.is_in(domain)).map(|(_, owner)| *owner)
}
