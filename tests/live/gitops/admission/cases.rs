//! Good and bad pods and Services, each with the policy that refuses it.

use serde_json::{Value, json};

/// What, in which namespace, and which policy refuses it, without `.cellc.io`; none for a good one.
pub(super) type Case = (&'static str, &'static str, Value, Option<&'static str>);

/// Specs of pods. Whatever holds for one holds for every template that has it.
pub(super) fn pods() -> Vec<Case> {
    [priorities(), nodes(), system_nodes(), tiers()].concat()
}

fn priorities() -> Vec<Case> {
    let usual = json!([
        { "key": "node.kubernetes.io/not-ready", "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": 300 },
        { "key": "node.kubernetes.io/unschedulable", "operator": "Exists", "effect": "NoSchedule" },
    ]);
    vec![
        ("says nothing", "closed", json!({}), None),
        ("no tolerations", "closed", json!({ "tolerations": [] }), None),
        ("what Kubernetes itself adds", "closed", json!({ "tolerations": usual, "priority": 0 }), None),
        ("an empty priority class", "closed", json!({ "priorityClassName": "" }), None),
        ("batch", "closed", json!({ "priorityClassName": "batch" }), None),
        ("business-critical", "closed", json!({ "priorityClassName": "business-critical" }), None),
        (
            "business-critical where only batch is",
            "narrow",
            json!({ "priorityClassName": "business-critical" }),
            Some("priorities"),
        ),
        ("system-node-critical", "closed", json!({ "priorityClassName": "system-node-critical" }), Some("priorities")),
        (
            "system-cluster-critical",
            "closed",
            json!({ "priorityClassName": "system-cluster-critical" }),
            Some("priorities"),
        ),
        ("the platform's class", "closed", json!({ "priorityClassName": "platform" }), Some("priorities")),
        ("a class that nobody has named", "closed", json!({ "priorityClassName": "gold" }), Some("priorities")),
        ("upper case is another class", "closed", json!({ "priorityClassName": "Platform" }), Some("priorities")),
        ("the platform's class where it is open", "open", json!({ "priorityClassName": "platform" }), None),
        (
            "a system class where another is open",
            "open",
            json!({ "priorityClassName": "system-node-critical" }),
            Some("priorities"),
        ),
    ]
}

fn nodes() -> Vec<Case> {
    vec![
        ("an empty node name", "closed", json!({ "nodeName": "" }), None),
        ("a node name", "closed", json!({ "nodeName": "ip-10-0-1-7.eu-west-1.compute.internal" }), Some("node-names")),
        ("a node name where it is open", "open", json!({ "nodeName": "ip-10-0-1-7.eu-west-1.compute.internal" }), None),
        ("a selector alone", "closed", json!({ "nodeSelector": { "node-tier": "system" } }), None),
    ]
}

fn tolerating(toleration: &Value) -> Value {
    json!({ "tolerations": [toleration] })
}

fn system_nodes() -> Vec<Case> {
    let critical = |operator: &str, effect: &str| {
        tolerating(&json!({ "key": "CriticalAddonsOnly", "operator": operator, "effect": effect }))
    };
    vec![
        ("system nodes", "closed", critical("Exists", "NoSchedule"), Some("system-nodes")),
        (
            "system nodes, any effect",
            "closed",
            tolerating(&json!({ "key": "CriticalAddonsOnly", "operator": "Exists" })),
            Some("system-nodes"),
        ),
        (
            "system nodes, by value",
            "closed",
            tolerating(&json!({ "key": "CriticalAddonsOnly", "value": "true" })),
            Some("system-nodes"),
        ),
        ("system nodes, by a number", "closed", critical("Gt", "NoSchedule"), Some("system-nodes")),
        ("everything", "closed", tolerating(&json!({ "operator": "Exists" })), Some("system-nodes")),
        (
            "everything, with an empty key",
            "closed",
            tolerating(&json!({ "key": "", "operator": "Exists" })),
            Some("system-nodes"),
        ),
        (
            "everything of one effect",
            "closed",
            tolerating(&json!({ "operator": "Exists", "effect": "NoSchedule" })),
            Some("system-nodes"),
        ),
        (
            "system nodes, last of many",
            "closed",
            json!({ "tolerations": [{ "key": "a" }, { "key": "b" }, { "key": "CriticalAddonsOnly", "operator": "Exists" }] }),
            Some("system-nodes"),
        ),
        ("system nodes where they are open", "open", critical("Exists", "NoSchedule"), None),
        ("everything where the system nodes are open", "open", tolerating(&json!({ "operator": "Exists" })), None),
    ]
}

fn tiers() -> Vec<Case> {
    let cards = |more: Value| {
        let mut toleration = json!({ "key": "dedicated" });
        toleration.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        tolerating(&toleration)
    };
    vec![
        ("a tier's taint by default", "closed", cards(json!({ "value": "cards" })), None),
        ("a tier's taint where it is named", "narrow", cards(json!({ "value": "gpu" })), None),
        ("a closed tier's taint", "narrow", cards(json!({ "value": "cards" })), Some("node-tiers")),
        (
            "a closed tier's taint, written out",
            "narrow",
            cards(json!({ "value": "cards", "operator": "Equal", "effect": "NoExecute" })),
            Some("node-tiers"),
        ),
        ("a closed tier's taint, any value", "narrow", cards(json!({ "operator": "Exists" })), Some("node-tiers")),
        (
            "a closed tier's taint, by a number",
            "narrow",
            cards(json!({ "operator": "Lt", "value": "9" })),
            Some("node-tiers"),
        ),
        ("a closed tier's key, another value", "narrow", cards(json!({ "operator": "Equal", "value": "other" })), None),
        ("a closed tier's key, no value", "narrow", cards(json!({})), None),
    ]
}

/// Services.
pub(super) fn services() -> Vec<Case> {
    [addresses(), load_balancers(), annotations()].concat()
}

fn service(spec: &Value) -> Value {
    json!({ "kind": "Service", "metadata": {}, "spec": spec })
}

fn named_in_dns(spec: &Value) -> Value {
    let annotations = json!({ "external-dns.alpha.kubernetes.io/hostname": "payments.alpha.example.com" });
    json!({ "kind": "Service", "metadata": { "annotations": annotations }, "spec": spec })
}

fn annotated(key: &str, value: &str, spec: &Value) -> Value {
    let key = format!("service.beta.kubernetes.io/aws-load-balancer-{key}");
    json!({ "kind": "Service", "metadata": { "annotations": { key: value } }, "spec": spec })
}

fn balancer() -> Value {
    json!({
        "type": "LoadBalancer",
        "loadBalancerClass": "service.k8s.aws/nlb",
        "allocateLoadBalancerNodePorts": false,
        "ports": [{ "port": 443, "targetPort": 8443 }],
    })
}

fn addresses() -> Vec<Case> {
    vec![
        ("a name inside", "closed", service(&json!({ "type": "ClusterIP", "ports": [{ "port": 80 }] })), None),
        ("no type", "closed", service(&json!({ "ports": [{ "port": 80 }] })), None),
        ("headless", "closed", service(&json!({ "clusterIP": "None" })), None),
        (
            "a name outside",
            "closed",
            service(&json!({ "type": "ExternalName", "externalName": "db.example.com" })),
            None,
        ),
        (
            "a name in DNS for pods that nobody reaches",
            "closed",
            named_in_dns(&json!({ "clusterIP": "None" })),
            Some("dns-names"),
        ),
        (
            "a name in DNS that leads elsewhere",
            "closed",
            named_in_dns(&json!({ "type": "ExternalName", "externalName": "evil.example.net" })),
            Some("dns-names"),
        ),
        ("no external addresses", "closed", service(&json!({ "externalIPs": [] })), None),
        ("an external address", "closed", service(&json!({ "externalIPs": ["10.0.0.10"] })), Some("external-ips")),
        ("an external address where they are open", "open", service(&json!({ "externalIPs": ["10.0.0.10"] })), None),
        (
            "a node port",
            "closed",
            service(&json!({ "type": "NodePort", "ports": [{ "port": 80 }] })),
            Some("node-ports"),
        ),
        (
            "a node port behind `exposure`",
            "inside",
            service(&json!({ "type": "NodePort", "ports": [{ "port": 80 }] })),
            Some("node-ports"),
        ),
        ("a node port where they are open", "open", service(&json!({ "type": "NodePort" })), None),
    ]
}

fn load_balancers() -> Vec<Case> {
    let with = |key: &str, value: Value| {
        let mut spec = balancer();
        spec[key] = value;
        spec
    };
    vec![
        ("a load balancer", "closed", service(&balancer()), Some("load-balancers")),
        ("a load balancer behind `exposure`", "inside", service(&balancer()), None),
        ("a load balancer of the internet's", "public", annotated("scheme", "internet-facing", &balancer()), None),
        (
            "a Classic Load Balancer",
            "inside",
            service(&json!({ "type": "LoadBalancer", "allocateLoadBalancerNodePorts": false })),
            Some("load-balancer-classes"),
        ),
        (
            "a load balancer of another class",
            "public",
            service(&with("loadBalancerClass", json!("eks.amazonaws.com/nlb"))),
            Some("load-balancer-classes"),
        ),
        (
            "a load balancer with node ports",
            "inside",
            service(&with("allocateLoadBalancerNodePorts", json!(true))),
            Some("node-ports"),
        ),
        (
            "a load balancer with one node port",
            "inside",
            service(&with("ports", json!([{ "port": 1 }, { "port": 2, "nodePort": 30001 }]))),
            Some("node-ports"),
        ),
        ("a load balancer where none is counted", "none", service(&balancer()), Some("load-balancers")),
    ]
}

fn annotations() -> Vec<Case> {
    vec![
        (
            "a load balancer of the internet where it is internal",
            "inside",
            annotated("scheme", "internet-facing", &balancer()),
            Some("internet-facing"),
        ),
        ("an internal one that says so", "inside", annotated("scheme", "internal", &balancer()), None),
        (
            "the old word for the internet",
            "inside",
            annotated("internal", "false", &balancer()),
            Some("internet-facing"),
        ),
        ("the old word for internal", "inside", annotated("internal", "true", &balancer()), None),
        (
            "the internet's before there is a load balancer",
            "closed",
            annotated("scheme", "internet-facing", &json!({})),
            Some("internet-facing"),
        ),
        ("nodes as targets", "inside", annotated("nlb-target-type", "instance", &balancer()), Some("node-targets")),
        ("pods as targets", "inside", annotated("nlb-target-type", "ip", &balancer()), None),
        (
            "a foreign security group",
            "public",
            annotated("security-groups", "sg-0123", &balancer()),
            Some("foreign-annotations"),
        ),
        ("a foreign subnet", "public", annotated("subnets", "subnet-0123", &balancer()), Some("foreign-annotations")),
        (
            "a foreign address",
            "public",
            annotated("eip-allocations", "eipalloc-0123", &balancer()),
            Some("foreign-annotations"),
        ),
        (
            "a security group that Karpenter takes",
            "public",
            annotated("additional-resource-tags", "karpenter.sh/discovery=p-dev-beta", &balancer()),
            Some("foreign-annotations"),
        ),
        (
            "a certificate",
            "public",
            annotated("ssl-cert", "arn:aws:acm:eu-west-1:111111111111:certificate/x", &balancer()),
            None,
        ),
    ]
}
