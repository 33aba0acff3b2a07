//! Network policies: everything is denied but what is declared, and what no pod can do without.
//!
//! The VPC CNI enforces them (its add-on has `enableNetworkPolicy` in every class with namespaces). It lets a node reach the
//! pods on it whatever policies say, so that probes need none. Each rule has an object of its own, named for what it opens,
//! so that a review of a change shows what it opens.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::networking::v1 as networking;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use super::CellContext;
use super::names::in_namespace;
use crate::kubernetes::Object;
use crate::model::{Connection, Egress, Exposed, Namespace, Route, Subnet, private_parts};
use crate::platform::ApplicationName;
use crate::values::{Exposure, Name, Port, TransportProtocol};

/// The agent of EKS Pod Identity on every node (EKS user guide, "Considerations" of Pod Identity).
const POD_IDENTITY_AGENT: &str = "169.254.170.23/32";

/// The connections to each namespace, each with the namespace that declares it.
pub(super) type Incoming<'a> = BTreeMap<&'a Name, Vec<(&'a Namespace, &'a Connection)>>;

/// The connections among these namespaces, by where they lead.
pub(super) fn incoming(namespaces: &[Namespace]) -> Incoming<'_> {
    let mut incoming = Incoming::new();
    for from in namespaces {
        for connection in &from.connections {
            incoming.entry(&connection.to.value).or_default().push((from, connection));
        }
    }
    incoming
}

/// All policies of a namespace: those that every namespace has, then those that it declares, then the other side of what
/// others declare.
pub(super) fn objects(context: &CellContext<'_>, namespace: &Namespace, incoming: &Incoming<'_>) -> Vec<Object> {
    let mut objects = vec![
        policy(namespace, "default-deny", Rules { ingress: Some(Vec::new()), egress: Some(Vec::new()) }),
        policy(namespace, "allow-within-namespace", within()),
        policy(namespace, "allow-dns", dns()).because("Without names nothing else works."),
        policy(namespace, "allow-pod-identity", pod_identity())
            .because("AWS credentials come from the agent on the node."),
    ];
    objects.extend(vpc_endpoints(context, namespace));
    objects.extend(namespace.kubernetes_api.value.then(|| kubernetes_api(context, namespace)));
    objects.extend(namespace.exposed.as_ref().and_then(|exposed| load_balancers(context, namespace, exposed)));
    objects.extend(front_door(context, namespace));
    objects.extend(metrics(context, namespace));
    objects.extend(namespace.connections.iter().map(|connection| to_namespace(namespace, connection)));
    objects.extend(namespace.egress.iter().map(|egress| to_networks(namespace, egress)));
    objects.extend(from_namespaces(namespace, incoming));
    objects
}

/// What a policy opens; [`None`] for a direction that it says nothing about.
struct Rules {
    ingress: Option<Vec<networking::NetworkPolicyIngressRule>>,
    egress: Option<Vec<networking::NetworkPolicyEgressRule>>,
}

fn policy(namespace: &Namespace, name: &str, rules: Rules) -> Object {
    let directions = [("Ingress", rules.ingress.is_some()), ("Egress", rules.egress.is_some())];
    let types = directions.into_iter().filter(|(_, is_meant)| *is_meant).map(|(direction, _)| direction.to_owned());
    let spec = networking::NetworkPolicySpec {
        pod_selector: Some(LabelSelector::default()),
        policy_types: Some(types.collect()),
        ingress: rules.ingress.filter(|rules| !rules.is_empty()),
        egress: rules.egress.filter(|rules| !rules.is_empty()),
    };
    let metadata = in_namespace(namespace, name);
    Object::new(&networking::NetworkPolicy { metadata, spec: Some(spec) })
}

fn within() -> Rules {
    let everyone =
        || Some(vec![networking::NetworkPolicyPeer { pod_selector: Some(LabelSelector::default()), ..peer() }]);
    Rules {
        ingress: Some(vec![networking::NetworkPolicyIngressRule { from: everyone(), ports: None }]),
        egress: Some(vec![networking::NetworkPolicyEgressRule { to: everyone(), ports: None }]),
    }
}

fn dns() -> Rules {
    let resolver = LabelSelector {
        match_labels: Some(BTreeMap::from([("k8s-app".to_owned(), "kube-dns".to_owned())])),
        ..LabelSelector::default()
    };
    let to = networking::NetworkPolicyPeer { pod_selector: Some(resolver), ..namespace_peer("kube-system") };
    let both = [TransportProtocol::Udp, TransportProtocol::Tcp].map(|protocol| port(53, protocol));
    out(vec![to], both.into())
}

fn pod_identity() -> Rules {
    out(vec![block(POD_IDENTITY_AGENT.to_owned(), Vec::new())], vec![port(80, TransportProtocol::Tcp)])
}

/// The interface endpoints stand in the private subnets of this cell, and in no other cell's.
fn vpc_endpoints(context: &CellContext<'_>, namespace: &Namespace) -> Option<Object> {
    if context.class.interface_endpoints.is_empty() || context.cell.network.is_none() {
        return None;
    }
    let rules = out(private_subnets(context).collect(), vec![port(443, TransportProtocol::Tcp)]);
    let object = policy(namespace, "allow-vpc-endpoints", rules);
    Some(object.because("AWS services, through the endpoints in this cell's own subnets."))
}

/// The VPC CNI matches a packet as the pod sends it, which is to the address of the Service; who uses the name of the endpoint
/// goes straight to the interfaces.
fn kubernetes_api(context: &CellContext<'_>, namespace: &Namespace) -> Object {
    let service = block(format!("{}/32", context.environment.kubernetes_service()), Vec::new());
    let to = [service].into_iter().chain(private_subnets(context)).collect();
    policy(namespace, "allow-kubernetes-api", out(to, vec![port(443, TransportProtocol::Tcp)]))
        .because(
            "The Kubernetes API: the address of its Service, and the private subnets, where EKS has its interfaces.",
        )
        .because("Pods live there too: those of other namespaces take in what they declare, and nothing else.")
}

fn private_subnets(context: &CellContext<'_>) -> impl Iterator<Item = networking::NetworkPolicyPeer> {
    let zones = context.cell.network.iter().flat_map(|network| &network.zones);
    zones.filter_map(|zone| zone.private.addresses()).map(|range| block(range.to_string(), Vec::new()))
}

/// [`None`] for public ones in a cell without a way out: it has no public subnets.
fn load_balancers(context: &CellContext<'_>, namespace: &Namespace, exposed: &Exposed) -> Option<Object> {
    if exposed.exposure.value == Exposure::Public && context.class.is_isolated() {
        return None;
    }
    let zones = context.cell.network.iter().flat_map(|network| &network.zones);
    let subnets = zones.map(|zone| match exposed.exposure.value {
        Exposure::Public => &zone.public,
        Exposure::Internal => &zone.private,
    });
    let from = subnets.filter_map(Subnet::addresses).map(|range| block(range.to_string(), Vec::new())).collect();
    let ports = exposed.ports.iter().map(|number| port(number.number(), TransportProtocol::Tcp)).collect();
    let object = policy(namespace, "allow-load-balancers", into(from, ports));
    Some(match exposed.exposure.value {
        Exposure::Public => object.because("Requests and health checks of the load balancers in the public subnets."),
        Exposure::Internal => object
            .because(
                "Requests and health checks of internal load balancers. The private subnets hold every pod and node of",
            )
            .because("the cell: each of them gets through here, unless its own namespace keeps it in."),
    })
}

/// What routes lead here; [`None`] where none does.
fn front_door(context: &CellContext<'_>, namespace: &Namespace) -> Option<Object> {
    let door = context.environment.front_door.as_ref()?;
    let routes = door.routes_to(&namespace.name.value);
    let numbers: BTreeSet<Port> = routes.flat_map(Route::target_groups).map(|group| group.port).collect();
    let zones = context.cell.network.iter().flat_map(|network| &network.zones);
    let subnets = zones.map(|zone| match door.exposure.value {
        Exposure::Public => &zone.public,
        Exposure::Internal => &zone.private,
    });
    let from: Vec<_> =
        subnets.filter_map(Subnet::addresses).map(|range| block(range.to_string(), Vec::new())).collect();
    // An empty list would be everybody.
    if numbers.is_empty() || from.is_empty() {
        return None;
    }
    let ports = numbers.into_iter().map(|number| port(number.number(), TransportProtocol::Tcp)).collect();
    let object = policy(namespace, "allow-front-door", into(from, ports));
    Some(match door.exposure.value {
        Exposure::Public => {
            object.because("Requests and health checks of the cell's load balancer, which is in the public subnets.")
        }
        Exposure::Internal => object
            .because("Requests and health checks of the cell's load balancer. It is in the private subnets, with every pod and node")
            .because("of the cell: each of them gets through here, unless its own namespace keeps it in."),
    })
}

/// None where no Prometheus runs: its namespace is not there, and whoever made one of that name would be let in.
fn metrics(context: &CellContext<'_>, namespace: &Namespace) -> Option<Object> {
    let number = namespace.metrics_port.filter(|_| context.environment.runs(ApplicationName::Prometheus))?.value;
    let ports = vec![port(number.number(), TransportProtocol::Tcp)];
    let prometheus = namespace_peer(ApplicationName::Prometheus.namespace());
    Some(policy(namespace, "allow-metrics", into(vec![prometheus], ports)))
}

fn to_namespace(namespace: &Namespace, connection: &Connection) -> Object {
    let to = vec![namespace_peer(connection.to.as_str())];
    policy(
        namespace,
        &format!("allow-to-{}", connection.name.value),
        out(to, ports(&connection.ports, connection.protocol)),
    )
}

/// The other side of each connection that another namespace declares to this one.
fn from_namespaces(namespace: &Namespace, incoming: &Incoming<'_>) -> Vec<Object> {
    let object = |(from, connection): &(&Namespace, &Connection)| {
        let rules = into(vec![namespace_peer(from.name.as_str())], ports(&connection.ports, connection.protocol));
        policy(namespace, &format!("allow-from-{}-{}", from.name.value, connection.name.value), rules)
    };
    incoming.get(&namespace.name.value).into_iter().flatten().map(object).collect()
}

fn to_networks(namespace: &Namespace, egress: &Egress) -> Object {
    let to = egress
        .cidrs
        .iter()
        .map(|cidr| block(cidr.value.to_string(), private_parts(cidr.value).map(|part| part.to_string()).collect()))
        .collect();
    policy(namespace, &format!("allow-egress-{}", egress.name.value), out(to, ports(&egress.ports, egress.protocol)))
}

fn into(from: Vec<networking::NetworkPolicyPeer>, ports: Vec<networking::NetworkPolicyPort>) -> Rules {
    let rule = networking::NetworkPolicyIngressRule { from: Some(from), ports: Some(ports) };
    Rules { ingress: Some(vec![rule]), egress: None }
}

fn out(to: Vec<networking::NetworkPolicyPeer>, ports: Vec<networking::NetworkPolicyPort>) -> Rules {
    let rule = networking::NetworkPolicyEgressRule { to: Some(to), ports: Some(ports) };
    Rules { ingress: None, egress: Some(vec![rule]) }
}

fn ports(numbers: &[Port], protocol: TransportProtocol) -> Vec<networking::NetworkPolicyPort> {
    numbers.iter().map(|number| port(number.number(), protocol)).collect()
}

fn port(number: u16, protocol: TransportProtocol) -> networking::NetworkPolicyPort {
    networking::NetworkPolicyPort {
        port: Some(IntOrString::Int(i32::from(number))),
        protocol: Some(protocol.kubernetes().to_owned()),
        end_port: None,
    }
}

fn peer() -> networking::NetworkPolicyPeer {
    networking::NetworkPolicyPeer::default()
}

/// Every pod of a namespace, by the label that Kubernetes itself sets.
fn namespace_peer(name: &str) -> networking::NetworkPolicyPeer {
    let label = ("kubernetes.io/metadata.name".to_owned(), name.to_owned());
    let selector = LabelSelector { match_labels: Some(BTreeMap::from([label])), ..LabelSelector::default() };
    networking::NetworkPolicyPeer { namespace_selector: Some(selector), ..peer() }
}

fn block(cidr: String, except: Vec<String>) -> networking::NetworkPolicyPeer {
    let except = Some(except).filter(|except| !except.is_empty());
    networking::NetworkPolicyPeer { ip_block: Some(networking::IPBlock { cidr, except }), ..peer() }
}
