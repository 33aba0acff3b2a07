//! What several rules ask of a namespace.

use crate::model::{Class, SYSTEM_TIER};
use crate::platform::taken_namespaces;
use crate::values::Name;

/// Kubernetes, "Service", "Type: NodePort": 30000 to 32767 unless the API server is told otherwise, which EKS does not offer.
pub(in crate::check) const NODE_PORTS: u32 = 2768;

/// Whether a class has a tier of that name.
pub(in crate::check) fn is_there(class: &Class, tier: &Name) -> bool {
    tier.as_str() == SYSTEM_TIER || class.karpenter.iter().any(|own| own.name.value == *tier)
}

/// Who has a namespace that no domain may have.
pub(in crate::check) fn whose(name: &str) -> Option<&'static str> {
    match name {
        "default" => Some("what names no namespace lands here"),
        _ if name.starts_with("kube-") => Some("Kubernetes keeps names with `kube-`"),
        _ if taken_namespaces().any(|taken| taken == name) => Some("the platform's own"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_of_the_cluster_and_the_platform_are_kept() {
        for (name, is_kept) in [
            ("kube-system", true),
            ("kube-x", true),
            ("default", true),
            ("argocd", true),
            ("kubernetes", false),
            ("fraud", false),
        ] {
            assert_eq!(super::whose(name).is_some(), is_kept, "{name}");
        }
    }
}
