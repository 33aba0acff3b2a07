use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Namespace;
use crate::source::Span;
use crate::values::{Port, TransportProtocol};

/// More ports to one place than the VPC CNI enforces.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0661"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("policy_ports.md"),
    yields_to: &[],
    check,
};

/// Ports of one protocol to one selector (EKS user guide, "Kubernetes network policies").
const MOST_PORTS: usize = 24;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, namespace) in model.namespaces() {
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
        let Some(door) = &environment.front_door else { continue };
        // Both kinds of load balancers stand in the same subnets, unless only one of them is open to the internet.
        let is_apart = namespace.exposed.as_ref().is_some_and(|own| own.exposure.value != door.exposure.value);
        for route in door.routes_to(&namespace.name.value) {
            let place = if is_apart { "the front door" } else { "load balancers" }.to_owned();
            let ports: Vec<Port> = route.target_groups().iter().map(|group| group.port).collect();
            diagnostics.extend(opened.open(namespace, place, TransportProtocol::Tcp, &ports, route.name.span));
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
        let headline = format!("too many ports are open between namespace `{}` and {place}", namespace.name.value);
        let opened = self.0.entry((place, protocol)).or_default();
        let before = opened.len();
        opened.extend(ports);
        let count = opened.len();
        (count > MOST_PORTS && before <= MOST_PORTS).then(|| {
            let error = RULE.finding(span, headline);
            let error = error.label(format!("{count} {protocol} ports including this one, at most {MOST_PORTS}"));
            error
                .note("the VPC CNI supports this many per protocol and selector, and leaves the rest closed")
                .help("use fewer ports there, or split it into several namespaces")
        })
    }
}
