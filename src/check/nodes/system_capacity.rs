//! The system nodes have room for what must run before Karpenter.
//!
//! ## Why
//! On the system nodes run CoreDNS, the EBS CSI controller, Karpenter, Argo CD, the load balancer controller, the metrics
//! server and what else the environment asks for: up to thirty pods, with four to seven daemons on each node. An instance
//! takes as many pods as its network interfaces have addresses (EKS best practices, "VPC CNI": interfaces × (addresses − 1)
//! plus 2), and the kubelet keeps a part of its memory. Nothing makes that group larger by itself, so its smallest size counts:
//! where the pods do not fit, they stay pending before Karpenter can add a node. That is an error where manifests say what runs. Too
//! little memory is a warning, because what controllers need is an estimate, and an error where not even the largest size of the
//! group would have enough. Everything is a warning where the fleet has no Git repository.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "system" {
//!     instance_types = ["t4g.small"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "system" {
//!     instance_types = ["t4g.medium"]
//!   }
//! }
//! ```

use crate::catalog::instance_types::{self, InstanceFacts};
use crate::check::Context;
use crate::check::facts::daemons;
use crate::diagnostic::codes::SYSTEM_CAPACITY;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Class, Environment, KARPENTER_REPLICAS};
use crate::values::ApplicationName;

/// Where no Git repository says what will run: CoreDNS, the EBS CSI controller, Karpenter, the load balancer controller, external-dns and the metrics server in pairs,
/// cert-manager's three, Argo CD's seven: their charts' defaults.
const CONTROLLERS: u64 = 20;
/// CoreDNS and the EBS CSI controller in pairs, Argo CD's four.
const ALWAYS: u64 = 2 + 2 + 4;
/// What a replica of Karpenter requests, as its guide sets it.
const KARPENTER_MIB: u64 = 1024;
/// What any other controller requests, on average.
const CONTROLLER_MIB: u64 = 140;
/// What daemons request on each node.
const DAEMONS_MIB: u32 = 400;
/// What the kubelet keeps on nodes with fewer than 30 pods: 11 MiB a pod, 255 MiB and an eviction threshold of 100 MiB
/// (amazon-eks-ami, memory reservation).
const KUBELET_MIB: u32 = 11 * 29 + 255 + 100;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A single node is a finding of its own; that what usually runs does not fit there either is the same one.
    for (environment, class) in model.classes().filter(|(_, class)| class.system.min.value > 0) {
        let is_single = class.system.min.value == 1 && environment.applications.is_empty();
        let smallest = smallest(class).filter(|_| !is_single);
        diagnostics.extend(smallest.and_then(|facts| too_small(environment, class, facts)));
    }
}

/// The group may take any of its types, so the one with the least memory counts.
fn smallest(class: &Class) -> Option<&'static InstanceFacts> {
    let known = class.system.instance_types.iter().filter_map(|name| instance_types::get(&name.to_string()));
    known.min_by_key(|facts| (facts.memory_mib, facts.enis * facts.ipv4_per_eni))
}

fn too_small(environment: &Environment, class: &Class, facts: &InstanceFacts) -> Option<Diagnostic> {
    // One node alone is another rule's finding.
    let nodes = u64::from(class.system.min.value.max(2));
    let pods = u64::from(facts.max_pods(class.address_mode()).saturating_sub(daemons_of(environment))) * nodes;
    let free_mib = |nodes: u64| u64::from(facts.memory_mib.saturating_sub(KUBELET_MIB + DAEMONS_MIB)) * nodes;
    let controllers = controllers(environment);
    let runs_karpenter = environment.applications.is_empty() || environment.runs(ApplicationName::Karpenter);
    let karpenters = if runs_karpenter { u64::from(KARPENTER_REPLICAS) } else { 0 };
    let needed_mib = karpenters * KARPENTER_MIB + controllers.saturating_sub(karpenters) * CONTROLLER_MIB;
    // What runs is known where manifests say so; without them it is what usually does.
    let certain = if environment.applications.is_empty() { Severity::Warning } else { Severity::Error };
    let (severity, label) = if pods < controllers {
        (certain, format!("{nodes} × {} leave room for {pods} pods, {controllers} must run", facts.name))
    } else if free_mib(nodes) < needed_mib {
        let most = u64::from(class.system.max.value).max(nodes);
        let is_hopeless = free_mib(most) < needed_mib;
        let (severity, nodes) = if is_hopeless { (certain, most) } else { (Severity::Warning, nodes) };
        let at_most = if is_hopeless { "even " } else { "" };
        let free_mib = free_mib(nodes);
        let label = format!("{at_most}{nodes} × {} leave {free_mib} MiB, {needed_mib} MiB are needed", facts.name);
        (severity, label)
    } else {
        return None;
    };
    let types = &class.system.instance_types;
    let headline = "the system nodes are too small for what must run before Karpenter";
    let finding = Diagnostic::new(severity, SYSTEM_CAPACITY, types.span, headline).label(label);
    let note = "CoreDNS, the EBS CSI controller, Karpenter, Argo CD and the platform's controllers";
    Some(finding.note(note).help("take a larger type, such as `m7g.large`, or in development `t4g.medium`"))
}

/// Pods that must have a place on the system nodes.
fn controllers(environment: &Environment) -> u64 {
    let pods: u64 = environment.applications.iter().map(|application| pods_of(application.name.value)).sum();
    if environment.applications.is_empty() { CONTROLLERS } else { ALWAYS + pods }
}

/// Pods of an application on system nodes, as cellc sets its replicas; the others run on nodes of Karpenter's.
fn pods_of(name: ApplicationName) -> u64 {
    match name {
        ApplicationName::CloudWatch | ApplicationName::LoadBalancerController | ApplicationName::MetricsServer => 2,
        ApplicationName::CertManager | ApplicationName::ExternalSecrets => 5,
        ApplicationName::ExternalDns => 1,
        ApplicationName::Karpenter => u64::from(KARPENTER_REPLICAS),
        ApplicationName::Kubecost | ApplicationName::Prometheus => 0,
    }
}

/// Pods on each node.
fn daemons_of(environment: &Environment) -> u32 {
    // Without manifests, some agent is assumed.
    daemons::OF_ADD_ONS + daemons::of_applications(environment) + u32::from(environment.applications.is_empty())
}
