//! Behind a front door: who may say which pods get its requests, and who reaches them.

use std::fmt::Write as _;
use std::net::Ipv4Addr;

use serde_json::{Value, json};

use super::admission::judge::{Request, Server};
use super::compile;
use super::emitted::objects;
use super::reach::{Peer, Policies};
use crate::harness::tools;

const FLEET: &str = include_str!("../../suite/front_door.hcl");
const CELL: &str = "gitops/dev/alpha/";
const ARGO_CD: &str = "system:serviceaccount:argocd:argocd-application-controller";
const CONTROLLER: &str = "system:serviceaccount:kube-system:aws-load-balancer-controller";

/// The fleet in which a namespace has load balancers of its own.
fn exposed() -> String {
    let exposed = "namespace \"ledger\" {\n    exposure = \"internal\"\n    ports    = [8080]\n  }";
    let text = FLEET.replace("namespace \"ledger\" {}", exposed);
    assert_ne!(text, FLEET);
    text
}

fn binding(group: &str) -> Value {
    let spec = json!({ "serviceRef": { "name": "x", "port": 80 }, "targetGroupName": group, "targetType": "ip" });
    json!({ "kind": "TargetGroupBinding", "metadata": { "name": group }, "spec": spec })
}

fn created(namespace: &'static str, user: &'static str) -> Request {
    Request { user, ..Request::create(namespace, binding("payments-1")) }
}

fn changed(user: &'static str, before: Value) -> Request {
    created("payments", user).update(before)
}

/// Whether each request is refused by the policy about bindings, and by no other.
fn refused(server: &Server, requests: &[Request]) -> Option<Vec<bool>> {
    let verdicts = server.judge(requests)?;
    let is_refused = |refused: &Vec<String>| match refused.as_slice() {
        [] => false,
        [policy] if policy == "target-group-bindings.cellc.io" => true,
        others => panic!("refused by {others:?}"),
    };
    Some(verdicts.iter().map(is_refused).collect())
}

#[test]
fn only_argo_cd_binds_pods_to_target_groups() {
    let mut finalized = binding("payments-1");
    finalized["metadata"]["finalizers"] = json!(["elbv2.k8s.aws/resources"]);
    let requests = [
        created("payments", ARGO_CD),
        created("payments", "team"),
        created("ledger", "team"),
        created("payments", CONTROLLER),
        created("payments", "system:serviceaccount:payments:aws-load-balancer-controller"),
        changed("team", binding("payments-2")),
        changed(CONTROLLER, binding("payments-2")),
        // The finalizer comes from the controller.
        changed(CONTROLLER, finalized),
    ];
    let server = Server::of(&compile(FLEET), CELL);
    let Some(verdicts) = refused(&server, &requests) else { return tools::skip_without_judges() };
    assert_eq!(verdicts, [false, true, true, true, true, true, true, false]);
    // Where the controller makes load balancers, it binds their groups itself.
    let server = Server::of(&compile(&exposed()), CELL);
    let verdicts = refused(&server, &requests).unwrap();
    assert_eq!(verdicts, [false, true, true, false, true, true, false, false]);
}

/// The judge is no rubber stamp: without the policy the binding of a team gets in.
#[test]
fn without_the_policy_a_team_takes_the_requests_of_others() {
    let mut server = Server::of(&compile(FLEET), CELL);
    let is_it = |policy: &&mut Value| policy["metadata"]["name"] == "target-group-bindings.cellc.io";
    server.policies.iter_mut().find(is_it).unwrap()["spec"]["validations"] = json!([{ "expression": "true" }]);
    let Some(verdicts) = server.judge(&[created("payments", "team")]) else { return tools::skip_without_judges() };
    assert!(verdicts[0].is_empty(), "{verdicts:?}");
}

/// A route opens a namespace to the front door, and to no other load balancer.
#[test]
fn namespaces_behind_routes_get_no_load_balancers() {
    let service = |kind: &str| {
        let spec = json!({
            "type": kind, "loadBalancerClass": "service.k8s.aws/nlb", "allocateLoadBalancerNodePorts": false,
        });
        Request::create("payments", json!({ "kind": "Service", "metadata": {}, "spec": spec }))
    };
    let ingress = json!({ "kind": "Ingress", "metadata": {}, "spec": { "ingressClassName": "alb" } });
    let namespace = |gate: &str| {
        let labels = json!({ "cellc.io/environment": "dev", "elbv2.k8s.aws/pod-readiness-gate-inject": gate });
        json!({ "kind": "Namespace", "metadata": { "name": "payments", "labels": labels } })
    };
    let relabelled = Request::create("payments", namespace("disabled")).update(namespace("enabled"));
    let requests = [
        service("ClusterIP"),
        service("LoadBalancer"),
        Request::create("payments", ingress),
        relabelled.clone(),
        Request { user: ARGO_CD, ..relabelled },
    ];
    let Some(verdicts) = Server::of(&compile(FLEET), CELL).judge(&requests) else {
        return tools::skip_without_judges();
    };
    assert_eq!(
        verdicts,
        [
            Vec::<&str>::new(),
            vec!["load-balancers.cellc.io"],
            vec!["ingresses.cellc.io"],
            vec!["namespace-labels.cellc.io"],
            vec![],
        ]
    );
}

/// Neither by hand nor through an Application of its own does a team write a binding; the platform's Application may.
#[test]
fn no_role_and_no_project_of_a_team_writes_bindings() {
    let entries = ["viewer", "developer", "operator", "release-manager", "security-auditor", "platform-admin"];
    let access = entries.iter().fold(String::new(), |mut text, role| {
        let principal = format!("arn:aws:iam::111111111111:role/{role}");
        _ = write!(text, "  access \"{role}\" {{\n    principal = \"{principal}\"\n    role      = \"{role}\"\n  }}\n");
        text
    });
    let text = FLEET.replace("  namespace \"admin\" {}\n", &format!("{access}  namespace \"admin\" {{}}\n"));
    let all = objects(&compile(&text), CELL);
    let roles: Vec<&Value> =
        all.iter().filter(|object| object["kind"] == "ClusterRole" || object["kind"] == "Role").collect();
    assert!(roles.len() >= entries.len(), "{}", roles.len());
    for rule in roles.iter().flat_map(|role| role["rules"].as_array().unwrap()) {
        let has = |list: &str, wanted: &[&str]| {
            rule[list].as_array().into_iter().flatten().any(|one| wanted.contains(&one.as_str().unwrap()))
        };
        let reaches = has("apiGroups", &["elbv2.k8s.aws", "*"]) && has("resources", &["targetgroupbindings", "*"]);
        assert!(!reaches || !has("verbs", &["create", "delete", "deletecollection", "patch", "update", "*"]), "{rule}");
    }
    let refuses = |project: &Value| {
        let list = project["spec"]["namespaceResourceBlacklist"].as_array().cloned().unwrap_or_default();
        list.contains(&json!({ "group": "elbv2.k8s.aws", "kind": "TargetGroupBinding" }))
    };
    let projects: Vec<&Value> = all.iter().filter(|object| object["kind"] == "AppProject").collect();
    for project in projects.iter().filter(|project| project["metadata"]["name"] != "default") {
        assert_eq!(refuses(project), project["metadata"]["name"] != "platform", "{project}");
    }
}

#[test]
fn the_load_balancer_reaches_the_ports_of_its_routes_and_nothing_else() {
    /// In the public subnet of the first zone, in a private one, and in another cell.
    const DOOR: Ipv4Addr = Ipv4Addr::new(10, 0, 192, 9);
    const INSIDE: Ipv4Addr = Ipv4Addr::new(10, 0, 3, 7);
    const OTHER_CELL: Ipv4Addr = Ipv4Addr::new(10, 1, 192, 9);
    let public = Policies::of(objects(&compile(FLEET), &format!("{CELL}namespaces/")));
    let internal = FLEET.replace("exposure = \"public\"", "exposure = \"internal\"");
    let internal = internal.replace("  domain  =", "  peers   = [\"192.168.0.0/16\"]\n  domain  =");
    let internal = Policies::of(objects(&compile(&internal), &format!("{CELL}namespaces/")));
    for (from, namespace, port, by_public, by_internal) in [
        (DOOR, "payments", 8080, true, false),
        (DOOR, "admin", 8443, true, false),
        (DOOR, "payments", 8443, false, false),
        (DOOR, "payments", 9090, false, false),
        (DOOR, "ledger", 8080, false, false),
        (INSIDE, "payments", 8080, false, true),
        (INSIDE, "ledger", 8080, false, false),
        (OTHER_CELL, "payments", 8080, false, false),
    ] {
        let (from, to) = (Peer::outside(from), Peer::pod(namespace, INSIDE));
        let found = [&public, &internal].map(|policies| policies.reaches(&from, &to, port, "TCP"));
        assert_eq!(found, [by_public, by_internal], "{from:?} to {namespace}:{port}");
        assert!(!public.reaches(&from, &to, port, "UDP"));
    }
}
