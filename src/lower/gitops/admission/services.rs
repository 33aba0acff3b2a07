//! What Services of a team may claim: addresses, ports of nodes, load balancers.

use super::load_balancers::{refusing_keys, with_annotations};
use super::names_where;
use super::policy::Policy;
use crate::model::Environment;

/// The class of the network load balancers that the controller makes. Without a class EKS's own cloud controller makes a
/// Classic Load Balancer, open to the internet.
/// Source: aws-load-balancer-controller, `docs/guide/service/nlb.md`.
const LOAD_BALANCER_CLASS: &str = "service.k8s.aws/nlb";
const BOTH: [&str; 2] = ["CREATE", "UPDATE"];

/// Judges Services. What was there before is judged only when it changes: controllers take their finalizers off.
fn of_services(name: &str) -> Policy {
    Policy::new(name)
        .judges(("", "v1"), &["services"], &BOTH)
        .when("spec-is-new", "request.operation == 'CREATE' || object.spec != oldObject.spec")
}

/// Addresses that a Service claims without owning them.
pub(super) fn external_ips(environment: &Environment) -> Policy {
    of_services("external-ips")
        .because("A Service with `externalIPs` takes what any pod of the cell sends to that address (CVE-2020-8554).")
        .requires(
            "!has(object.spec.externalIPs) || object.spec.externalIPs.size() == 0",
            "`externalIPs` is not allowed in this namespace; use an Ingress or a LoadBalancer Service",
        )
        .except("external_ips = true", names_where(environment, |namespace| namespace.admission.external_ips.value))
}

/// Ports of nodes, also those that a load balancer would get.
pub(super) fn node_ports(environment: &Environment) -> Policy {
    of_services("node-ports")
        .because("The agent of network policies always admits the node that a pod is on: what comes in through a port of the node")
        .because("reaches pods that declare nobody.")
        .requires(
            "!has(object.spec.type) || object.spec.type != 'NodePort'",
            format!("NodePort Services are not allowed in this namespace; use an Ingress or a LoadBalancer Service with loadBalancerClass {LOAD_BALANCER_CLASS}"),
        )
        .requires(
            "!has(object.spec.type) || object.spec.type != 'LoadBalancer' ||\n\
             has(object.spec.allocateLoadBalancerNodePorts) && !object.spec.allocateLoadBalancerNodePorts",
            "LoadBalancer Services in this namespace must set `allocateLoadBalancerNodePorts: false`; targets are pods, not nodes",
        )
        .requires(
            "!has(object.spec.type) || object.spec.type != 'LoadBalancer' || !has(object.spec.ports) ||\n\
             object.spec.ports.all(port, !has(port.nodePort) || port.nodePort == 0)",
            "write no `nodePort`; a Service that has one already needs it removed once: see docs/operations.md of cellc",
        )
        .except("node_ports = …", names_where(environment, |namespace| namespace.admission.node_ports.value > 0))
}

/// Targets of load balancers that would be nodes.
pub(super) fn node_targets(environment: &Environment) -> Policy {
    let policy = with_annotations("node-targets").because("A load balancer with nodes as targets needs their ports.");
    refusing_keys(
        policy,
        "key.endsWith('target-type') && variables.annotations[key] != 'ip'",
        "must be `ip` or left out in this namespace",
    )
    .except("node_ports = …", names_where(environment, |namespace| namespace.admission.node_ports.value > 0))
}

/// Load balancers where the spec counts none.
pub(super) fn load_balancers(environment: &Environment) -> Policy {
    of_services("load-balancers")
        .because("A load balancer opens a namespace to whoever reaches it, and costs money.")
        .requires(
            "!has(object.spec.type) || object.spec.type != 'LoadBalancer'",
            "LoadBalancer Services are not allowed in this namespace (to allow them: `exposure` and `load_balancers` in the cell spec)",
        )
        .except("load_balancers = …", names_where(environment, |namespace| namespace.admission.load_balancers.value > 0))
}

/// Who makes a load balancer.
pub(super) fn load_balancer_classes() -> Policy {
    of_services("load-balancer-classes")
        .because("Without a class EKS itself makes a Classic Load Balancer on ports of nodes, open to the internet, past `exposure`.")
        .requires(
            format!(
                "!has(object.spec.type) || object.spec.type != 'LoadBalancer' ||\n\
                 has(object.spec.loadBalancerClass) && object.spec.loadBalancerClass == '{LOAD_BALANCER_CLASS}'"
            ),
            format!("LoadBalancer Services in this namespace must set `loadBalancerClass: {LOAD_BALANCER_CLASS}`"),
        )
}
