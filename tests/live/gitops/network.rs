//! From the emitted policies alone: who can talk to whom. Compared with what the specification declares, for every pair of
//! namespaces, for DNS and for the outside.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::net::Ipv4Addr;

use proptest::prelude::*;

use super::emitted::objects;
use super::reach::{Peer, Policies};
use super::{compile, fleet};

const NAMES: [&str; 4] = ["fraud", "identity", "payments", "pipeline"];
const PORTS: [u16; 4] = [443, 8080, 9090, 9092];
/// In the private subnet of the first zone: where pods live.
const POD: Ipv4Addr = Ipv4Addr::new(10, 0, 3, 7);
/// In the public subnet of the first zone: where load balancers for the internet stand.
const LOAD_BALANCER: Ipv4Addr = Ipv4Addr::new(10, 0, 192, 9);
/// Somewhere in another cell.
const OTHER_CELL: Ipv4Addr = Ipv4Addr::new(10, 1, 3, 7);
/// Somewhere in the internet.
const INTERNET: Ipv4Addr = Ipv4Addr::new(93, 184, 216, 34);

/// What one namespace declares.
#[derive(Debug, Clone)]
struct Declared {
    connections: BTreeSet<(usize, u16)>,
    exposure: Option<&'static str>,
    metrics: bool,
    internet: bool,
    kubernetes_api: bool,
}

fn declared() -> impl Strategy<Value = Vec<Declared>> {
    let connection = (0..NAMES.len(), prop::sample::select(PORTS.to_vec()));
    let exposure = prop::sample::select(vec![None, Some("public"), Some("internal")]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let namespace = (prop::collection::btree_set(connection, 0..4), exposure, flags);
    let namespace = namespace.prop_map(|(connections, exposure, (metrics, internet, kubernetes_api))| Declared {
        connections,
        exposure,
        metrics,
        internet,
        kubernetes_api,
    });
    prop::collection::vec(namespace, NAMES.len())
}

fn specification(namespaces: &[Declared], endpoints: bool, prometheus: bool) -> String {
    let mut text = if endpoints { "  interface_endpoints = [\"ecr.api\"]\n" } else { "" }.to_owned();
    text.push_str(if prometheus { "  application \"prometheus\" {}\n" } else { "" });
    for (name, declared) in NAMES.iter().zip(namespaces) {
        _ = writeln!(text, "  namespace \"{name}\" {{");
        if let Some(exposure) = declared.exposure {
            _ = writeln!(text, "    exposure = \"{exposure}\"\n    ports = [8080]");
        }
        if declared.metrics {
            text.push_str("    metrics_port = 9090\n");
        }
        if declared.kubernetes_api {
            text.push_str("    kubernetes_api = true\n");
        }
        if declared.internet {
            text.push_str("    egress \"internet\" {\n      cidrs = [\"0.0.0.0/0\"]\n      ports = [443]\n    }\n");
        }
        for (to, port) in declared.connections.iter().filter(|(to, _)| NAMES[*to] != *name) {
            let to = NAMES[*to];
            _ = writeln!(
                text,
                "    connection \"{to}-{port}\" {{\n      to = \"{to}\"\n      ports = [{port}]\n    }}"
            );
        }
        text.push_str("  }\n");
    }
    fleet(&text)
}

fn policies(namespaces: &[Declared]) -> Policies {
    policies_with(namespaces, true, true)
}

fn policies_with(namespaces: &[Declared], endpoints: bool, prometheus: bool) -> Policies {
    let specification = specification(namespaces, endpoints, prometheus);
    Policies::of(objects(&compile(&specification), "gitops/dev/alpha/namespaces/"))
}

/// Internal load balancers stand where pods live, so those ports are open to all pods that may reach them: every pod may
/// reach 443 of the endpoints' subnets, no other.
fn is_declared(namespaces: &[Declared], from: usize, to: usize, port: u16) -> bool {
    from == to || namespaces[from].connections.contains(&(to, port))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn namespaces_reach_each_other_where_it_is_declared_and_nowhere_else(namespaces in declared()) {
        let policies = policies(&namespaces);
        for (from, to) in (0..NAMES.len()).flat_map(|from| (0..NAMES.len()).map(move |to| (from, to))) {
            for port in PORTS {
                let (source, target) = (Peer::pod(NAMES[from], POD), Peer::pod(NAMES[to], POD));
                let expected = is_declared(&namespaces, from, to, port);
                let found = policies.reaches(&source, &target, port, "TCP");
                prop_assert_eq!(found, expected, "{} to {} on {}", NAMES[from], NAMES[to], port);
                prop_assert_eq!(policies.reaches(&source, &target, port, "UDP"), from == to);
            }
        }
    }

    /// The Service and the interfaces of EKS are open to who declares it, and no other Service and no other port is. Without
    /// endpoints in the same subnets, nobody else gets there.
    #[test]
    fn the_kubernetes_api_is_open_where_it_is_declared_and_nowhere_else(namespaces in declared(), endpoints: bool) {
        let policies = policies_with(&namespaces, endpoints, false);
        let service = Peer::outside(Ipv4Addr::new(172, 20, 0, 1));
        let interface = Peer::outside(Ipv4Addr::new(10, 0, 3, 200));
        for (name, declared) in NAMES.iter().zip(&namespaces) {
            let pod = Peer::pod(name, POD);
            prop_assert_eq!(policies.reaches(&pod, &service, 443, "TCP"), declared.kubernetes_api);
            prop_assert_eq!(policies.reaches(&pod, &interface, 443, "TCP"), declared.kubernetes_api || endpoints);
            prop_assert!(!policies.reaches(&pod, &interface, 10250, "TCP"));
            for address in [Ipv4Addr::new(172, 20, 0, 0), Ipv4Addr::new(172, 20, 0, 2), Ipv4Addr::new(172, 20, 0, 10)] {
                prop_assert!(!policies.reaches(&pod, &Peer::outside(address), 443, "TCP"));
            }
            for port in PORTS.into_iter().filter(|port| *port != 443) {
                prop_assert!(!policies.reaches(&pod, &service, port, "TCP"));
            }
            prop_assert!(!policies.reaches(&service, &pod, 443, "TCP"));
        }
    }

    #[test]
    fn dns_is_always_open_and_other_cells_never(namespaces in declared(), prometheus: bool) {
        let policies = policies_with(&namespaces, true, prometheus);
        let mut resolver = Peer::pod("kube-system", POD);
        resolver.labels.push(("k8s-app".to_owned(), "kube-dns".to_owned()));
        let other_pod = Peer::pod("kube-system", POD);
        for (index, name) in NAMES.iter().enumerate() {
            let pod = Peer::pod(name, POD);
            let declared = &namespaces[index];
            for protocol in ["UDP", "TCP"] {
                prop_assert!(policies.reaches(&pod, &resolver, 53, protocol));
                prop_assert!(!policies.reaches(&pod, &other_pod, 53, protocol));
            }
            let agent = Peer::outside(Ipv4Addr::new(169, 254, 170, 23));
            prop_assert!(policies.reaches(&pod, &agent, 80, "TCP"));
            let metadata = Peer::outside(Ipv4Addr::new(169, 254, 169, 254));
            prop_assert!(!policies.reaches(&pod, &metadata, 80, "TCP"));
            prop_assert_eq!(policies.reaches(&pod, &Peer::outside(INTERNET), 443, "TCP"), declared.internet);
            for port in PORTS {
                prop_assert!(!policies.reaches(&pod, &Peer::outside(OTHER_CELL), port, "TCP"));
                prop_assert!(!policies.reaches(&Peer::outside(OTHER_CELL), &pod, port, "TCP"));
                let balancer = policies.reaches(&Peer::outside(LOAD_BALANCER), &pod, port, "TCP");
                prop_assert_eq!(balancer, declared.exposure == Some("public") && port == 8080);
                let inside = policies.reaches(&Peer::outside(POD), &pod, port, "TCP");
                prop_assert_eq!(inside, declared.exposure == Some("internal") && port == 8080);
                let scraper = policies.reaches(&Peer::pod("monitoring", POD), &pod, port, "TCP");
                let is_open = declared.exposure == Some("internal") && port == 8080;
                let is_scraped = prometheus && declared.metrics && port == 9090;
                prop_assert_eq!(scraper, is_open || is_scraped);
            }
        }
    }
}
