//! What an API server refuses in a cell: good and bad objects, as they are made and as they are changed, before a real
//! evaluator of CEL.

mod cases;
mod ingresses;
pub(super) mod judge;
mod quota;

use judge::{Request, Server};
use serde_json::{Value, json};

use crate::gitops::{compile, fleet};
use crate::harness::tools;

/// Namespaces that say nothing, or open or close something.
const NAMESPACES: &str = r#"
  node_tier "open" {
    capacity = "on-demand"
  }
  node_tier "cards" {
    capacity = "on-demand"
    taint "dedicated" {
      value  = "cards"
      effect = "NoExecute"
    }
  }
  node_tier "gpu" {
    capacity = "on-demand"
    taint "dedicated" {
      value  = "gpu"
      effect = "NoSchedule"
    }
  }
  namespace "closed" {}
  namespace "narrow" {
    tiers      = ["gpu"]
    priorities = ["batch"]
  }
  namespace "inside" {
    exposure = "internal"
    ports    = [8443]
  }
  namespace "none" {
    exposure       = "internal"
    ports          = [8443]
    load_balancers = 0
  }
  namespace "public" {
    exposure        = "public"
    ports           = [8443]
    ingress_classes = ["shared"]
  }
  namespace "open" {
    tiers        = ["cards", "gpu", "system"]
    priorities   = ["batch", "platform"]
    node_names   = true
    node_ports   = 3
    external_ips = true
  }
"#;

const TEMPLATES: [&str; 5] = ["CronJob", "DaemonSet", "Deployment", "Job", "StatefulSet"];

fn server() -> Server {
    Server::of(&compile(&fleet(NAMESPACES)), "gitops/dev/alpha/")
}

/// An object of a kind whose pods have this spec.
fn with_pod(kind: &str, pod: &Value) -> Value {
    let template = json!({ "metadata": {}, "spec": pod });
    let spec = match kind {
        "Pod" => pod.clone(),
        "CronJob" => json!({ "jobTemplate": { "spec": { "template": template } } }),
        _ => json!({ "template": template }),
    };
    json!({ "kind": kind, "metadata": { "name": "x" }, "spec": spec })
}

/// A request, whether somebody makes or changes something, and the policy that refuses it.
fn expected() -> Vec<(String, Request, Option<&'static str>)> {
    let mut all = Vec::new();
    let mut add = |what: &str, request: Request, refused: Option<&'static str>| {
        all.push((format!("{what}: {} in {}", request.operation, request.namespace), request, refused));
    };
    for (what, namespace, pod, refused) in cases::pods() {
        for kind in TEMPLATES.into_iter().chain(["Pod"]) {
            let (object, old) = (with_pod(kind, &pod), with_pod(kind, &json!({ "restartPolicy": "Never" })));
            let create = Request::create(namespace, object.clone());
            add(what, create.clone(), refused);
            // The scheduler gives every pod a node.
            let on_update = refused.filter(|policy| kind != "Pod" || *policy != "node-names");
            add(what, create.clone().update(old), on_update);
            add("as it was", create.update(object), None);
        }
        // Controllers scale what was there before; the boundary is the pod.
        add("a ReplicaSet", Request::create(namespace, with_pod("ReplicaSet", &pod)), None);
    }
    for (what, namespace, object, refused) in cases::services().into_iter().chain(ingresses::cases()) {
        let old = json!({ "kind": object["kind"], "metadata": {}, "spec": { "old": true } });
        let create = Request::create(namespace, object.clone());
        add(what, create.clone(), refused);
        add(what, create.clone().update(old), refused);
        // A controller puts its finalizer on, and takes it off.
        let mut before = object;
        before["metadata"]["finalizers"] = json!(["service.k8s.aws/resources"]);
        add("as it was", create.update(before), None);
    }
    all
}

#[test]
fn good_objects_pass_and_bad_ones_are_refused() {
    let expected = expected();
    let requests: Vec<Request> = expected.iter().map(|(_, request, _)| request.clone()).collect();
    let Some(verdicts) = server().judge(&requests) else { return tools::skip_without_judges() };
    let wrong: Vec<String> = expected
        .iter()
        .zip(verdicts)
        .filter(|((_, _, policy), refused)| !is_as_expected(*policy, refused))
        .map(|((what, request, policy), refused)| format!("{what}: {policy:?}, not {refused:?}\n  {}", request.object))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), requests.len(), wrong.join("\n"));
}

/// Whether a policy refuses, or none does. More than one may refuse the same object.
fn is_as_expected(policy: Option<&str>, refused: &[String]) -> bool {
    policy.map_or(refused.is_empty(), |policy| refused.contains(&format!("{policy}.cellc.io")))
}

/// The judge is no rubber stamp, and no policy is idle.
#[test]
fn without_a_policy_what_it_refuses_gets_in() {
    let expected = expected();
    let whole = server();
    for policy in &whole.policies {
        let name = policy["metadata"]["name"].as_str().unwrap();
        let about = |refused: Option<&str>| refused.is_some_and(|refused| format!("{refused}.cellc.io") == name);
        // Templates say what pods say.
        let is_first =
            |request: &Request| request.operation == "CREATE" && request.object["spec"]["template"].is_null();
        let mut requests: Vec<Request> = expected
            .iter()
            .filter(|(_, request, refused)| about(*refused) && is_first(request))
            .map(|(_, request, _)| request.clone())
            .collect();
        match name {
            "namespace-labels.cellc.io" => requests.push(relabelled("team", &json!({}))),
            "pod-bindings.cellc.io" => requests.push(binding("closed", "team")),
            _ => {}
        }
        assert!(!requests.is_empty(), "no case is refused by {name}");
        let mut idle = whole.clone();
        let blind = idle.policies.iter_mut().find(|other| other["metadata"]["name"] == name).unwrap();
        blind["spec"]["validations"] = json!([{ "expression": "true" }]);
        let (Some(before), Some(after)) = (whole.judge(&requests), idle.judge(&requests)) else {
            return tools::skip_without_judges();
        };
        assert!(before.iter().all(|refused| refused.iter().any(|refused| refused == name)), "{name}: {before:?}");
        assert!(after.iter().all(|refused| refused.iter().all(|refused| refused != name)), "{name}: {after:?}");
        assert!(after.iter().any(Vec::is_empty), "{name} refuses nothing that another does not refuse as well");
    }
}

/// Whoever reads it has never seen a spec: it says what is wrong in the object, and what to write.
#[test]
fn refusals_name_what_is_wrong() {
    let pod =
        |namespace, class: &str| Request::create(namespace, with_pod("Pod", &json!({ "priorityClassName": class })));
    let ingress = |namespace, class: &str, annotations: Value| {
        let spec = json!({ "ingressClassName": class });
        Request::create(
            namespace,
            json!({ "kind": "Ingress", "metadata": { "annotations": annotations }, "spec": spec }),
        )
    };
    let with_one = |key: &str, value: &str| {
        let (key, healthy) = (format!("alb.ingress.kubernetes.io/{key}"), "alb.ingress.kubernetes.io/healthcheck-path");
        ingress("inside", "alb", json!({ healthy: "/", key: value }))
    };
    let cases = [
        (
            pod("narrow", "gold"),
            "priority class gold is not allowed in this namespace; allowed: batch (others: `priorities` in the cell spec)",
        ),
        (
            pod("closed", "platform"),
            "priority class platform is not allowed in this namespace; allowed: batch, business-critical (others: `priorities` in the cell spec)",
        ),
        (
            ingress("inside", "nginx", json!({})),
            "set `ingressClassName` to one of: alb (others: `ingress_classes` in the cell spec)",
        ),
        (
            with_one("subnets", "subnet-1"),
            "annotation alb.ingress.kubernetes.io/subnets is not allowed in this namespace; the platform team sets it",
        ),
        (
            with_one("target-type", "instance"),
            "annotation alb.ingress.kubernetes.io/target-type must be `ip` or left out in this namespace",
        ),
        (
            with_one("scheme", "internet-facing"),
            "annotation alb.ingress.kubernetes.io/scheme must be `internal` or left out in this namespace (to allow others: `exposure = \"public\"` in the cell spec)",
        ),
        (
            with_one("actions.x", "{\"targetGroupARN\":\"arn\"}"),
            "annotation alb.ingress.kubernetes.io/actions.x names a target group; forward to a Service of this namespace (`serviceName`)",
        ),
    ];
    let requests: Vec<Request> = cases.iter().map(|(request, _)| request.clone()).collect();
    let Some(refusals) = server().refusals(&requests) else { return tools::skip_without_judges() };
    for ((_, expected), refused) in cases.iter().zip(refusals) {
        let messages: Vec<&str> = refused.iter().map(|(_, message)| message.as_str()).collect();
        assert_eq!(messages, [*expected]);
    }
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let mut server = server();
    let policy =
        server.policies.iter_mut().find(|policy| policy["metadata"]["name"] == "external-ips.cellc.io").unwrap();
    policy["spec"]["validations"][0]["expression"] = json!("object.spec.externalIPs.size() == 0");
    let service = json!({ "kind": "Service", "metadata": {}, "spec": {} });
    let Some(verdicts) = server.judge(&[Request::create("closed", service)]) else {
        return tools::skip_without_judges();
    };
    assert_eq!(verdicts, [["external-ips.cellc.io"]]);
}

fn binding(namespace: &'static str, user: &'static str) -> Request {
    let object =
        json!({ "kind": "Binding", "metadata": { "name": "x" }, "target": { "kind": "Node", "name": "ip-10-0-1-7" } });
    Request { user, ..Request::create(namespace, object) }
}

#[test]
fn only_the_scheduler_assigns_pods_to_nodes() {
    let requests = [
        binding("closed", "system:kube-scheduler"),
        binding("closed", "team"),
        Request { resource: ("", "v1", "bindings"), ..binding("closed", "system:serviceaccount:closed:default") },
        binding("open", "team"),
        binding("kube-system", "team"),
    ];
    let Some(verdicts) = server().judge(&requests) else { return tools::skip_without_judges() };
    let refused: Vec<bool> = verdicts.iter().map(|refused| !refused.is_empty()).collect();
    assert_eq!(refused, [false, true, true, false, false]);
}

/// Somebody gives the namespace `closed` these labels.
fn relabelled(user: &'static str, labels: &Value) -> Request {
    let namespace = |labels: &Value| json!({ "kind": "Namespace", "metadata": { "name": "closed", "labels": labels } });
    let before =
        json!({ "cellc.io/environment": "dev", "pod-security.kubernetes.io/enforce": "restricted", "team": "a" });
    Request { user, ..Request::create("closed", namespace(labels)).update(namespace(&before)) }
}

#[test]
fn nobody_but_argo_cd_takes_the_fence_of_a_namespace_down() {
    let own = json!({ "cellc.io/environment": "dev", "pod-security.kubernetes.io/enforce": "restricted", "team": "b" });
    let weaker = json!({ "cellc.io/environment": "dev", "pod-security.kubernetes.io/enforce": "privileged" });
    let exempt = json!({
        "cellc.io/environment": "dev", "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/enforce-version": "v1.0",
    });
    let argo_cd = "system:serviceaccount:argocd:argocd-application-controller";
    let through = |resource| Request { resource: ("", "v1", resource), ..relabelled("team", &json!({})) };
    let requests = [
        relabelled("team", &own),
        relabelled("team", &json!({})),
        relabelled("team", &weaker),
        relabelled("team", &exempt),
        through("namespaces/status"),
        through("namespaces/finalize"),
        relabelled(argo_cd, &weaker),
    ];
    let Some(verdicts) = server().judge(&requests) else { return tools::skip_without_judges() };
    let refused: Vec<bool> = verdicts.iter().map(|refused| !refused.is_empty()).collect();
    assert_eq!(refused, [false, true, true, true, true, true, false]);
}

/// A cell starts from nothing: whatever the platform runs in its own namespaces is judged by no policy.
#[test]
fn namespaces_of_the_platform_are_left_alone() {
    const APPLICATIONS: &str = "  application \"cert-manager\" {}\n  application \"external-secrets\" {}\n";
    let output = compile(&fleet(&format!("{APPLICATIONS}{NAMESPACES}")));
    let server = Server::of(&output, "gitops/dev/alpha/");
    let worst = json!({
        "priorityClassName": "system-cluster-critical",
        "nodeName": "ip-10-0-1-7",
        "tolerations": [{ "operator": "Exists" }],
    });
    let own = ["closed", "inside", "narrow", "none", "open", "public"];
    let platform: Vec<String> =
        server.namespaces.keys().filter(|name| !own.contains(&name.as_str())).cloned().collect();
    assert!(platform.iter().any(|name| name == "cert-manager"), "{platform:?}");
    let requests: Vec<Request> = platform
        .into_iter()
        .flat_map(|name| {
            let name: &'static str = name.leak();
            let service = json!({ "kind": "Service", "metadata": {}, "spec": { "type": "LoadBalancer", "externalIPs": ["1.1.1.1"] } });
            let ingress = json!({ "kind": "Ingress", "metadata": {}, "spec": {} });
            let pods = ["Deployment", "Pod"].map(|kind| Request::create(name, with_pod(kind, &worst)));
            pods.into_iter().chain([Request::create(name, service), Request::create(name, ingress)])
        })
        .collect();
    let Some(verdicts) = server.judge(&requests) else { return tools::skip_without_judges() };
    assert!(verdicts.iter().all(Vec::is_empty), "{verdicts:?}");
}

/// A namespace that has left the spec and was not deleted, and one of a guest, are closed as any other.
#[test]
fn namespaces_of_guests_and_of_yesterday_are_closed() {
    let guest = "environment \"staging\" {\n  shares = \"dev\"\n  namespace \"guest\" {}\n}\n";
    let text = format!("{}{guest}", fleet(NAMESPACES));
    let mut server = Server::of(&compile(&text), "gitops/dev/alpha/");
    let labels = server.namespaces["closed"].clone();
    let name = ("kubernetes.io/metadata.name".to_owned(), "left".to_owned());
    server.namespaces.insert("left".to_owned(), labels.into_iter().chain([name]).collect());
    let pod = json!({ "priorityClassName": "platform", "nodeName": "x", "tolerations": [{ "operator": "Exists" }] });
    let requests = ["guest", "left"].map(|namespace| Request::create(namespace, with_pod("Pod", &pod)));
    let Some(verdicts) = server.judge(&requests) else { return tools::skip_without_judges() };
    let all = ["priorities.cellc.io", "node-names.cellc.io", "system-nodes.cellc.io"];
    assert_eq!(verdicts, [all, all]);
}

/// Two environments in the same cells: only what opens or closes something is named.
#[test]
fn a_guest_that_opens_nothing_changes_no_policy() {
    let guest = |lines: &str| {
        format!("environment \"staging\" {{\n  shares = \"dev\"\n  namespace \"guest\" {{\n{lines}  }}\n}}\n")
    };
    let file = |guest: &str| {
        compile(&format!("{}{guest}", fleet(NAMESPACES))).files["gitops/dev/alpha/base/admission.yaml"].clone()
    };
    let alone = file("");
    assert_eq!(file(&guest("")), alone);
    assert_ne!(file(&guest("    priorities = [\"batch\"]\n")), alone);
}
