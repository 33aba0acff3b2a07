//! No more than 24 ports lead to one place.
//!
//! ## Why
//! Network policies of the VPC CNI take 24 ports for each protocol and each selector (EKS user guide, "Kubernetes network
//! policies", considerations); what is beyond them is not open. Pods are matched by their addresses, so that the ports of several
//! connections to one namespace, or of several egresses to one range, add up.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   namespace "payments" {
//!     egress "mainframe" {
//!       cidrs = ["198.51.100.0/24"]
//!       ports = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25]
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   namespace "payments" {
//!     egress "mainframe" {
//!       cidrs = ["198.51.100.0/24"]
//!       ports = [1414, 1415]
//!     }
//!   }
//! }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::POLICY_PORTS;
use crate::model::Namespace;
use crate::source::Span;
use crate::values::{Port, TransportProtocol};

/// Ports of one protocol to one selector (EKS user guide, "Kubernetes network policies").
const MOST_PORTS: usize = 24;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (_, namespace) in model.namespaces() {
        let mut opened = Opened::default();
        for connection in &namespace.connections {
            let place = format!("namespace `{}`", connection.to.value);
            let span = connection.name.span;
            diagnostics.extend(opened.open(namespace, place, connection.protocol, &connection.ports, span));
        }
        for egress in &namespace.egress {
            for cidr in &egress.cidrs {
                let (place, span) = (format!("`{}`", cidr.value), egress.name.span);
                diagnostics.extend(opened.open(namespace, place, egress.protocol, &egress.ports, span));
            }
        }
        if let Some(exposed) = &namespace.exposed {
            let (place, span) = ("load balancers".to_owned(), exposed.exposure.span);
            diagnostics.extend(opened.open(namespace, place, TransportProtocol::Tcp, &exposed.ports, span));
        }
    }
}

/// The ports to each place, as far as the blocks were read.
#[derive(Default)]
struct Opened(BTreeMap<(String, TransportProtocol), BTreeSet<Port>>);

impl Opened {
    /// A finding for the block with which they become too many.
    fn open(
        &mut self,
        namespace: &Namespace,
        place: String,
        protocol: TransportProtocol,
        ports: &[Port],
        span: Span,
    ) -> Option<Diagnostic> {
        let headline = format!("namespace `{}` and {place} share too many ports", namespace.name.value);
        let opened = self.0.entry((place, protocol)).or_default();
        let before = opened.len();
        opened.extend(ports);
        let count = opened.len();
        (count > MOST_PORTS && before <= MOST_PORTS).then(|| {
            let error = Diagnostic::error(POLICY_PORTS, span, headline);
            let error = error.label(format!("{count} {protocol} ports with this one, {MOST_PORTS} at most"));
            error
                .note("the VPC CNI enforces so many for each protocol and selector, and leaves the rest closed")
                .help("put what listens there behind fewer ports, or into namespaces of their own")
        })
    }
}
