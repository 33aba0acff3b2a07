use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Environment, Namespace, Route, private_parts};
use crate::source::Span;
use crate::values::{Cidr, EnvironmentId, Exposure, Port, TransportProtocol};

/// What an environment exposes, within the reach of another in the same cells.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0658"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("share_exposure.md"),
    yields_to: &[],
    check,
};

/// The port of interface endpoints, which every pod may reach in the private subnets, and of the Kubernetes API.
const ENDPOINTS: u16 = 443;

/// A way into the private subnets that the pods of an environment have.
struct Way {
    port: u16,
    /// Where it is declared, and as what.
    place: Span,
    what: &'static str,
}

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let cells = model.cells_of_environments();
    for host in model.hosts() {
        let ways = ways(host, cells.get(&host.name.value).map_or(&[], Vec::as_slice));
        for namespace in &host.namespaces {
            for open in open_inside(host, namespace) {
                let others = ways.iter().filter(|(environment, _)| ***environment != namespace.environment);
                diagnostics.extend(others.filter_map(|(other, ways)| reached(namespace, &open, other, ways)));
            }
        }
    }
}

/// Ports that are open to the private subnets, with the place that opens them.
struct Open {
    place: Span,
    ports: Vec<Port>,
}

/// What internal load balancers reach: those of the namespace itself, and the front door.
fn open_inside(host: &Environment, namespace: &Namespace) -> Vec<Open> {
    let exposed = namespace.exposed.iter().filter(|exposed| exposed.exposure.value == Exposure::Internal);
    let own = exposed.map(|exposed| Open { place: exposed.exposure.span, ports: exposed.ports.clone() });
    let door = host.front_door.iter().filter(|door| door.exposure.value == Exposure::Internal);
    let routes = door.flat_map(|door| door.routes_to(&namespace.name.value));
    let of_route = |route: &Route| Open {
        place: route.port.span,
        ports: route.target_groups().iter().map(|group| group.port).collect(),
    };
    own.chain(routes.map(of_route)).collect()
}

/// For each environment with namespaces in the cells.
fn ways<'a>(host: &'a Environment, cells: &[&Cell]) -> BTreeMap<&'a EnvironmentId, Vec<Way>> {
    let networks: Vec<Cidr> = cells.iter().map(|cell| cell.cidr.value).collect();
    let mut ways: BTreeMap<&EnvironmentId, Vec<Way>> = BTreeMap::new();
    for namespace in &host.namespaces {
        let own = ways.entry(&namespace.environment).or_default();
        if !host.own_class.interface_endpoints.is_empty() && own.is_empty() {
            own.push(Way { port: ENDPOINTS, place: host.span(), what: "its cells have interface endpoints" });
        }
        if namespace.kubernetes_api.value {
            own.push(Way {
                port: ENDPOINTS,
                place: namespace.kubernetes_api.span,
                what: "leads to all private subnets",
            });
        }
        for egress in namespace.egress.iter().filter(|egress| egress.protocol == TransportProtocol::Tcp) {
            let leads_in = |range: &Cidr| networks.iter().any(|network| leads_into(*range, *network));
            let Some(range) = egress.cidrs.iter().find(|range| leads_in(&range.value)) else { continue };
            let way = |port: u16| Way { port, place: range.span, what: "leads into the network of a cell" };
            own.extend(egress.ports.iter().map(|port| way(port.number())));
        }
    }
    ways
}

fn leads_into(range: Cidr, network: Cidr) -> bool {
    range.overlaps(network) && !private_parts(range).any(|part| part.contains(network))
}

fn reached(namespace: &Namespace, open: &Open, other: &EnvironmentId, ways: &[Way]) -> Option<Diagnostic> {
    let is_open = |way: &&Way| open.ports.iter().any(|port| port.number() == way.port);
    let way = ways.iter().find(is_open)?;
    let (name, port) = (&namespace.name.value, way.port);
    let headline = format!("pods of environment `{other}` can reach namespace `{name}` on port {port}");
    let warning = RULE.finding(open.place, headline);
    let warning = warning.label("open to the private subnets, where all pods of the cell run");
    let warning = warning.also(way.place, way.what);
    Some(warning.help("use another target port for the load balancer, or narrow the `egress`"))
}
