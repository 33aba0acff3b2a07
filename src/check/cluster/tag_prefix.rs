//! Tags by which controllers know their resources are not set by hand.
//!
//! ## Why
//! Tags of the fleet and the environment go to every resource. Karpenter finds its subnets and security groups by
//! `karpenter.sh/discovery`, the load balancer controller by `kubernetes.io/…` and `elbv2.k8s.aws/…`, EKS marks what it
//! made with `eks:…`: the same tag on everything makes a controller use resources that are not its own, and two security
//! groups with `kubernetes.io/cluster/…` on one node stop it altogether (AWS Load Balancer Controller, "Subnet
//! Discovery"; Karpenter documentation). An error. `Name` is a warning: what has no name of its own would be called the
//! same everywhere.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   tags = { "karpenter.sh/discovery" = "alpha" }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   tags = { Team = "payments" }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::TAG_PREFIX;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Spanned;
use crate::values::TagKey;

/// Beginnings of the keys by which EKS, Kubernetes and their controllers find or mark resources. A key before a slash may
/// have more in front, as in `node.kubernetes.io/x`.
const PREFIXES: [(&str, &str); 8] = [
    ("eks:", "EKS marks what it made with it"),
    ("karpenter.sh/", "Karpenter finds its resources by it"),
    ("karpenter.k8s.aws/", "Karpenter finds its resources by it"),
    ("kubernetes.io/", "controllers of Kubernetes find their resources by it"),
    ("k8s.io/", "controllers of Kubernetes find their resources by it"),
    ("k8s.aws/", "controllers of Kubernetes find their resources by it"),
    ("k8s.amazonaws.com/", "the VPC CNI finds its network interfaces by it"),
    ("ebs.csi.aws.com/", "the EBS CSI driver finds its volumes by it"),
];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, key) in model.declared_tags() {
        let finding = if let Some(reason) = owner(key.as_str()) {
            let help = "remove it, or choose a key that no controller reads";
            everywhere(Severity::Error, &key).label(reason).help(help)
        } else if key.as_str() == "Name" {
            let label = "every resource without a name of its own would have this one";
            everywhere(Severity::Warning, &key).label(label).help("remove it: cellc names what has a name")
        } else {
            continue;
        };
        diagnostics.push(finding);
    }
}

fn everywhere(severity: Severity, key: &Spanned<&TagKey>) -> Diagnostic {
    Diagnostic::new(severity, TAG_PREFIX, key.span, format!("the tag `{}` goes to every resource", key.value))
}

fn owner(key: &str) -> Option<&'static str> {
    let starts = |prefix: &str| {
        let inner =
            key.match_indices(prefix).any(|(at, _)| at == 0 || key.get(..at).is_some_and(|head| head.ends_with('.')));
        if prefix.ends_with('/') { inner } else { key.starts_with(prefix) }
    };
    PREFIXES.iter().find(|(prefix, _)| starts(prefix)).map(|(_, reason)| *reason)
}
