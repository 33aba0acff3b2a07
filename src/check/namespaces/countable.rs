//! What is counted is written as how many, and there are as many.
//!
//! ## Why
//! `node_ports` and `load_balancers` are numbers of things, not their names: `node_ports = 30080` does not open port 30080 but
//! allows 30080 ports, which is all of them. A cluster has 2768 node ports, from 30000 to 32767 (Kubernetes, "Service"). AWS
//! grants 50 network load balancers in each region of an account (Elastic Load Balancing, "Quotas for your Network Load
//! Balancers"); more has to be requested, so that this is advice.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {
//!     node_ports = 30080
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {
//!     node_ports = 1
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::COUNTABLE;
use crate::model::Namespace;

/// Kubernetes, "Service", "Type: NodePort": 30000 to 32767 unless the API server is told otherwise, which EKS does not offer.
pub(in crate::check) const NODE_PORTS: u32 = 2768;
/// Elastic Load Balancing, "Quotas for your Network Load Balancers": "Network Load Balancers per Region", adjustable.
const LOAD_BALANCERS: u32 = 50;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, namespace) in model.namespaces() {
        diagnostics.extend(node_ports(namespace));
        diagnostics.extend(load_balancers(namespace));
    }
}

fn node_ports(namespace: &Namespace) -> Option<Diagnostic> {
    let count = namespace.admission.node_ports;
    (count.value > NODE_PORTS).then(|| {
        let headline = format!("namespace `{}` may have more node ports than a cluster has", namespace.name.value);
        Diagnostic::error(COUNTABLE, count.span, headline)
            .label("how many ports, not which")
            .note(format!("a cluster has {NODE_PORTS} node ports, from 30000 to 32767"))
            .help("write how many ports its Services need, such as `node_ports = 1`")
    })
}

fn load_balancers(namespace: &Namespace) -> Option<Diagnostic> {
    let count = namespace.admission.load_balancers;
    // Load balancers that reach nothing are another rule's finding.
    (count.value > LOAD_BALANCERS && namespace.exposed.is_some()).then(|| {
        let headline = format!("namespace `{}` may have more load balancers than a region has", namespace.name.value);
        Diagnostic::advice(COUNTABLE, count.span, headline)
            .label(format!("{} network load balancers", count.value))
            .note(format!("AWS grants {LOAD_BALANCERS} in each region of an account"))
            .help("write how many Services of type `LoadBalancer` it needs, such as `load_balancers = 2`")
    })
}
