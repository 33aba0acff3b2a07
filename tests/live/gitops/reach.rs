//! A small evaluator of network policies: who reaches whom, by the rules of Kubernetes ("Network Policies", section "The two
//! sorts of pod isolation"), as far as emitted policies go: they select all pods of their namespace.

use std::net::Ipv4Addr;

use serde_json::Value;

/// One end of a connection.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    /// Namespace; [`None`] for something that is no pod of the cell.
    pub(crate) namespace: Option<String>,
    /// Labels of the pod.
    pub(crate) labels: Vec<(String, String)>,
    /// Its address.
    pub(crate) address: Ipv4Addr,
}

impl Peer {
    /// A pod without labels.
    pub(crate) fn pod(namespace: &str, address: Ipv4Addr) -> Self {
        Self { namespace: Some(namespace.to_owned()), labels: Vec::new(), address }
    }

    /// Something outside.
    pub(crate) fn outside(address: Ipv4Addr) -> Self {
        Self { namespace: None, labels: Vec::new(), address }
    }
}

/// All policies of a cell.
pub(crate) struct Policies(Vec<Value>);

impl Policies {
    pub(crate) fn of(objects: Vec<Value>) -> Self {
        let policies: Vec<Value> = objects.into_iter().filter(|object| object["kind"] == "NetworkPolicy").collect();
        let selects_all = |policy: &Value| policy["spec"]["podSelector"] == serde_json::json!({});
        assert!(policies.iter().all(selects_all), "the evaluator knows policies for whole namespaces only");
        Self(policies)
    }

    /// Whether a connection comes through: out of the one end and into the other.
    pub(crate) fn reaches(&self, from: &Peer, to: &Peer, port: u16, protocol: &str) -> bool {
        self.opens(from, to, "Egress", port, protocol) && self.opens(to, from, "Ingress", port, protocol)
    }

    /// Whether the policies of `at` let it talk to `other` in one direction. Without any policy of that direction all is open.
    fn opens(&self, at: &Peer, other: &Peer, direction: &str, port: u16, protocol: &str) -> bool {
        let Some(namespace) = &at.namespace else { return true };
        let mine = self.0.iter().filter(|policy| policy["metadata"]["namespace"] == namespace.as_str());
        let types = |policy: &&Value| policy["spec"]["policyTypes"].as_array().unwrap().contains(&direction.into());
        let mine: Vec<&Value> = mine.filter(types).collect();
        let (rules, peers) = if direction == "Egress" { ("egress", "to") } else { ("ingress", "from") };
        let opens = |rule: &Value| {
            let is_peer =
                list(&rule[peers]).is_none_or(|peers| peers.iter().any(|peer| matches(peer, namespace, other)));
            let is_port = list(&rule["ports"]).is_none_or(|ports| {
                ports.iter().any(|allowed| allowed["port"] == port && allowed["protocol"] == protocol)
            });
            is_peer && is_port
        };
        mine.is_empty()
            || mine.iter().any(|policy| list(&policy["spec"][rules]).is_some_and(|all| all.iter().any(opens)))
    }
}

fn list(value: &Value) -> Option<&Vec<Value>> {
    value.as_array()
}

/// Whether a peer of a rule in `namespace` is `other`.
fn matches(peer: &Value, namespace: &str, other: &Peer) -> bool {
    if let Some(block) = peer.get("ipBlock") {
        let holds =
            |network: &Value| network.as_str().unwrap().parse::<ipnet::Ipv4Net>().unwrap().contains(&other.address);
        return holds(&block["cidr"]) && !list(&block["except"]).is_some_and(|parts| parts.iter().any(holds));
    }
    let wanted = match peer.get("namespaceSelector") {
        Some(selector) => selector["matchLabels"]["kubernetes.io/metadata.name"].as_str().unwrap(),
        None => namespace,
    };
    let labels = peer["podSelector"]["matchLabels"].as_object();
    let has = |(key, value): (&String, &Value)| other.labels.iter().any(|(k, v)| k == key && value == v.as_str());
    other.namespace.as_deref() == Some(wanted) && labels.is_none_or(|labels| labels.iter().all(has))
}
