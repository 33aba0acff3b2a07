//! Labels and taints of nodes are not those that Kubernetes, Karpenter or EKS keep for themselves.
//!
//! ## Why
//! A kubelet may set labels below `kubernetes.io` and `k8s.io` only where Kubernetes says so: below `node.kubernetes.io` and
//! `kubelet.kubernetes.io` (Kubernetes, "`NodeRestriction`"); otherwise the node never joins. Karpenter refuses pools with
//! labels of its own domains, and EKS keeps `eks.amazonaws.com`.
//!
//! Taints below `node.kubernetes.io` and `node.cloudprovider.kubernetes.io` say how a node is, and Kubernetes takes them off again
//! (Kubernetes, "Taints and Tolerations", section "Taint based Evictions"). Karpenter takes a node with a taint of its own for
//! one that it is about to start or to remove.
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

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::NODE_LABELS;
use crate::model::Taint;
use crate::values::LabelKey;

const OWN_DOMAIN: &str = "use a domain of your own, as in `example.com/role`, or a key without a domain";
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

/// Where taints have a meaning that others give them.
const OWNED_BY_CONTROLLERS: [(&str, &str); 4] = [
    ("karpenter.k8s.aws", "Karpenter"),
    ("karpenter.sh", "Karpenter"),
    ("node.cloudprovider.kubernetes.io", "Kubernetes"),
    ("node.kubernetes.io", "Kubernetes"),
];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let of_system = model.classes().flat_map(|(_, class)| &class.system.labels);
    let of_karpenter = model.karpenter_tiers().flat_map(|tier| &tier.labels);
    for (key, value) in of_system.chain(of_karpenter).filter(|(_, value)| value.is_written()) {
        let Some(owner) = owner(key) else { continue };
        let headline = format!("nodes cannot have the label `{key}`");
        let error = Diagnostic::error(NODE_LABELS, value.span, headline).label(format!("{owner} keeps this domain"));
        diagnostics.push(error.help(OWN_DOMAIN));
    }
    // Tiers of an environment recur in its classes: identical findings are printed once.
    // The system tier takes no taint but its own in any case.
    let tiers = model.karpenter_tiers();
    diagnostics.extend(tiers.flat_map(|tier| &tier.taints).filter_map(taint));
}

fn taint(taint: &Taint) -> Option<Diagnostic> {
    let key = &taint.key;
    let (_, owner) = OWNED_BY_CONTROLLERS.iter().find(|(domain, _)| key.is_in(domain))?;
    let headline = format!("nodes cannot keep the taint `{}`", key.value);
    let error = Diagnostic::error(NODE_LABELS, key.span, headline).label(format!("{owner} sets it and takes it off"));
    Some(error.help(OWN_DOMAIN))
}

fn owner(key: &LabelKey) -> Option<&'static str> {
    if OPEN.iter().any(|domain| key.is_in(domain)) {
        return None;
    }
    OWNED.iter().find(|(domain, _)| key.is_in(domain)).map(|(_, owner)| *owner)
}
