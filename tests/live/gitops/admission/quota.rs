//! What quotas and limits of a namespace let in, by the evaluators of Kubernetes (`pkg/quota/v1/evaluator/core`).

use std::collections::BTreeMap;

use cellc::pipeline::Output;
use serde_json::{Value, json};

use super::NAMESPACES;
use crate::gitops::emitted::objects;
use crate::gitops::{compile, fleet};

/// What an object uses of what a quota counts.
fn usage(object: &Value) -> BTreeMap<&'static str, i128> {
    let spec = &object["spec"];
    match object["kind"].as_str().unwrap() {
        "Service" => of_service(spec),
        "PersistentVolumeClaim" => {
            let storage = bytes(spec["resources"]["requests"]["storage"].as_str().unwrap());
            BTreeMap::from([("persistentvolumeclaims", 1), ("requests.storage", storage)])
        }
        "Pod" => BTreeMap::from([("pods", 1)]),
        other => panic!("no quota counts {other}"),
    }
}

/// A load balancer counts its ports as ports of nodes, unless it says that it needs none.
fn of_service(spec: &Value) -> BTreeMap<&'static str, i128> {
    let ports = spec["ports"].as_array().map_or(&[][..], Vec::as_slice);
    let all = i128::try_from(ports.len()).unwrap();
    let explicit = ports.iter().filter(|port| port["nodePort"].as_u64().is_some()).count();
    match spec["type"].as_str() {
        Some("NodePort") => BTreeMap::from([("services.nodeports", all)]),
        Some("LoadBalancer") => {
            let allocates = spec["allocateLoadBalancerNodePorts"].as_bool().unwrap_or(true);
            let ports = if allocates { all } else { i128::try_from(explicit).unwrap() };
            BTreeMap::from([("services.loadbalancers", 1), ("services.nodeports", ports)])
        }
        _ => BTreeMap::new(),
    }
}

fn bytes(text: &str) -> i128 {
    thousandths(text) / 1000
}

/// Whether the quota is about an object: without a scope it is about all, with one about pods of these classes.
fn is_about(quota: &Value, object: &Value) -> bool {
    let scopes = quota["spec"]["scopeSelector"]["matchExpressions"].as_array().into_iter().flatten();
    scopes.into_iter().all(|scope| {
        assert_eq!((scope["scopeName"].as_str(), scope["operator"].as_str()), (Some("PriorityClass"), Some("In")));
        let class = &object["spec"]["priorityClassName"];
        object["kind"] == "Pod" && scope["values"].as_array().unwrap().contains(class)
    })
}

fn is_admitted(output: &Output, namespace: &str, object: &Value) -> bool {
    let all = objects(output, &format!("gitops/dev/alpha/namespaces/{namespace}.yaml"));
    let used = usage(object);
    let within_quotas =
        all.iter().filter(|quota| quota["kind"] == "ResourceQuota" && is_about(quota, object)).all(|quota| {
            let hard = quota["spec"]["hard"].as_object().unwrap();
            hard.iter()
                .all(|(key, most)| used.get(key.as_str()).is_none_or(|used| *used <= bytes(most.as_str().unwrap())))
        });
    let limits = all.iter().filter(|object| object["kind"] == "LimitRange");
    let items = limits.flat_map(|limits| limits["spec"]["limits"].as_array().unwrap());
    let mut own = items.filter(|item| item["type"] == object["kind"]);
    let within = |item: &Value| {
        let bounds = item["max"].as_object().unwrap();
        bounds.iter().all(|(key, most)| limit_of(object, key) <= thousandths(most.as_str().unwrap()))
    };
    within_quotas && own.all(within)
}

/// What a claim asks for, or the limits of all containers of a pod together.
fn limit_of(object: &Value, key: &str) -> i128 {
    if object["kind"] == "PersistentVolumeClaim" {
        return thousandths(object["spec"]["resources"]["requests"][key].as_str().unwrap());
    }
    let containers = object["spec"]["containers"].as_array().into_iter().flatten();
    let limits = containers.filter_map(|container| container["resources"]["limits"][key].as_str());
    limits.map(thousandths).sum()
}

fn thousandths(text: &str) -> i128 {
    text.parse::<cellc::values::Quantity>().unwrap().thousandths()
}

#[test]
fn quotas_close_what_policies_close() {
    let service = |spec: Value| json!({ "kind": "Service", "spec": spec });
    let balancer = |allocates: bool| {
        service(
            json!({ "type": "LoadBalancer", "allocateLoadBalancerNodePorts": allocates, "ports": [{ "port": 443 }] }),
        )
    };
    let node_ports = |count: usize| service(json!({ "type": "NodePort", "ports": vec![json!({ "port": 1 }); count] }));
    let pod = |class: &str| json!({ "kind": "Pod", "spec": { "priorityClassName": class } });
    let claim = |storage: &str| json!({ "kind": "PersistentVolumeClaim", "spec": { "resources": { "requests": { "storage": storage } } } });
    let pod_of = |containers: usize, cpu: &str, memory: &str| {
        let container = json!({ "resources": { "limits": { "cpu": cpu, "memory": memory } } });
        json!({ "kind": "Pod", "spec": { "containers": vec![container; containers] } })
    };
    let output = compile(&fleet(NAMESPACES));
    for (namespace, object, is_good) in [
        ("closed", pod_of(4, "4", "8Gi"), true),
        ("closed", pod_of(5, "4", "1Gi"), false),
        ("closed", pod_of(9, "100m", "4Gi"), false),
        ("closed", service(json!({ "ports": [{ "port": 80 }] })), true),
        ("closed", node_ports(1), false),
        ("closed", balancer(false), false),
        ("closed", balancer(true), false),
        ("inside", balancer(false), true),
        ("inside", balancer(true), false),
        ("none", balancer(false), false),
        ("open", node_ports(3), true),
        ("open", node_ports(4), false),
        ("closed", pod("batch"), true),
        ("closed", pod("platform"), false),
        ("closed", pod("system-node-critical"), false),
        ("closed", pod("system-cluster-critical"), false),
        ("open", pod("platform"), true),
        ("open", pod("system-node-critical"), false),
        ("closed", claim("500Gi"), true),
        ("closed", claim("501Gi"), false),
        ("closed", claim("16Ti"), false),
    ] {
        assert_eq!(is_admitted(&output, namespace, &object), is_good, "{namespace}: {object}");
    }
}

/// A container that says nothing has a limit for the disk of its node, so that no `emptyDir` grows past it, and all pods of two containers of the
/// default size fit into the quota.
#[test]
fn what_pods_write_to_nodes_is_bounded() {
    let namespaces = "  namespace \"usual\" {}\n  namespace \"large\" {\n    container = { ephemeral_storage = { limits = \"32Gi\" } }\n  }\n";
    let output = compile(&fleet(namespaces));
    for (namespace, quota, of_container) in
        [("usual", "1000Gi", ["100Mi", "4Gi", "20Gi"]), ("large", "7680Gi", ["100Mi", "32Gi", "32Gi"])]
    {
        let all = objects(&output, &format!("gitops/dev/alpha/namespaces/{namespace}.yaml"));
        let find = |kind: &str, name: &str| {
            all.iter().find(|object| object["kind"] == kind && object["metadata"]["name"] == name).unwrap().clone()
        };
        let hard = &find("ResourceQuota", "quota")["spec"]["hard"];
        assert_eq!(hard["limits.ephemeral-storage"], quota);
        let container = &find("LimitRange", "containers")["spec"]["limits"][0];
        let amounts = ["defaultRequest", "default", "max"].map(|part| container[part]["ephemeral-storage"].clone());
        assert_eq!(amounts, of_container);
        let pods = bytes(hard["pods"].as_str().unwrap());
        assert!(pods * bytes(of_container[1]) <= bytes(quota));
    }
}
