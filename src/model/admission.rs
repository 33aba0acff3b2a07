//! What the objects of a namespace may say to the API server, beyond amounts.

use serde::Serialize;

use crate::platform::PLATFORM_PRIORITY;
use crate::source::Spanned;
use crate::values::Name;

/// The priority classes that cellc makes for workloads; every namespace may use them unless it says otherwise.
pub const WORKLOAD_PRIORITIES: [&str; 2] = ["batch", "business-critical"];
/// Classes whose pods may take the place of the platform's: those of Kubernetes ("Guaranteed Scheduling For Critical Add-On
/// Pods") and the platform's own.
pub const PROTECTED_PRIORITIES: [&str; 3] = [PLATFORM_PRIORITY, "system-cluster-critical", "system-node-critical"];
/// The `IngressClass` that the chart of the load balancer controller makes.
pub const INGRESS_CLASS: &str = "alb";

/// What the API server lets through in a namespace. Everything that reaches past the namespace is closed until the spec
/// opens it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Admission {
    /// The tiers whose taints pods may tolerate; every tier but the system tier when there is none.
    pub tiers: Option<Spanned<Vec<Spanned<Name>>>>,
    /// The priority classes that pods may name.
    pub priorities: Vec<Spanned<Name>>,
    /// Whether pods may name their node, past the scheduler and taints.
    pub node_names: Spanned<bool>,
    /// Whether Services may claim addresses that are not theirs.
    pub external_ips: Spanned<bool>,
    /// How many node ports Services may have.
    pub node_ports: Spanned<u32>,
    /// How many Services may be of type `LoadBalancer`.
    pub load_balancers: Spanned<u32>,
    /// The classes that Ingresses may name.
    pub ingress_classes: Vec<Spanned<Name>>,
}

impl Admission {
    /// Whether pods may tolerate the taints of a tier.
    pub fn admits_to(&self, tier: &str, is_system: bool) -> bool {
        self.tiers.as_ref().map_or(!is_system, |tiers| tiers.iter().any(|own| own.as_str() == tier))
    }

    /// Whether pods may name a priority class.
    pub fn admits_priority(&self, class: &str) -> bool {
        self.priorities.iter().any(|own| own.as_str() == class)
    }
}
