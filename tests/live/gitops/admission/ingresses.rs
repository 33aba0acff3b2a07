//! Good and bad Ingresses, each with the policy that refuses it.

use serde_json::{Value, json};

use super::cases::Case;

/// Ingresses.
pub(super) fn cases() -> Vec<Case> {
    [classes(), settings(), of_others()].concat()
}

fn classes() -> Vec<Case> {
    let plain = |spec: Value| json!({ "kind": "Ingress", "metadata": {}, "spec": spec });
    let old = |class: &str, spec: Value| {
        let annotations = json!({ "kubernetes.io/ingress.class": class });
        json!({ "kind": "Ingress", "metadata": { "annotations": annotations }, "spec": spec })
    };
    vec![
        ("an Ingress", "closed", plain(json!({ "ingressClassName": "alb" })), Some("ingresses")),
        ("an Ingress behind `exposure`", "inside", plain(json!({ "ingressClassName": "alb" })), None),
        ("another class", "inside", plain(json!({ "ingressClassName": "nginx" })), Some("ingress-classes")),
        ("another class where it is named", "public", plain(json!({ "ingressClassName": "shared" })), None),
        (
            "the default where it is not named",
            "public",
            plain(json!({ "ingressClassName": "alb" })),
            Some("ingress-classes"),
        ),
        ("no class", "inside", plain(json!({ "rules": [] })), Some("ingress-classes")),
        ("the old word for the class", "inside", old("alb", json!({})), None),
        ("the old word for another class", "inside", old("nginx", json!({})), Some("ingress-classes")),
        (
            "both words for the class",
            "inside",
            old("nginx", json!({ "ingressClassName": "alb" })),
            Some("ingress-classes"),
        ),
    ]
}

fn annotated(key: &str, value: &str) -> Value {
    let spec = json!({ "ingressClassName": "alb" });
    json!({ "kind": "Ingress", "metadata": { "annotations": { key: value } }, "spec": spec })
}

fn alb(key: &str, value: &str) -> Value {
    annotated(&format!("alb.ingress.kubernetes.io/{key}"), value)
}

fn settings() -> Vec<Case> {
    let arn = "arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/x/1";
    let forward = |field: &str| format!("{{\"type\":\"forward\",\"{field}\":\"{arn}\"}}");
    vec![
        ("an internal one", "inside", alb("scheme", "internal"), None),
        ("the internet's", "inside", alb("scheme", "internet-facing"), Some("internet-facing")),
        (
            "one behind a load balancer of the internet's",
            "inside",
            alb("frontend-nlb-scheme", "internet-facing"),
            Some("internet-facing"),
        ),
        ("a health check", "inside", alb("healthcheck-path", "/healthz"), None),
        ("pods as targets", "inside", alb("target-type", "ip"), None),
        ("nodes as targets", "inside", alb("target-type", "instance"), Some("node-targets")),
        ("tags in a value", "inside", alb("load-balancer-attributes", "tags=x"), None),
        (
            "forwarding to an own Service",
            "inside",
            alb("actions.x", "{\"type\":\"forward\",\"forwardConfig\":{\"targetGroups\":[{\"serviceName\":\"api\"}]}}"),
            None,
        ),
        ("a target group", "inside", alb("actions.x", &forward("targetGroupARN")), Some("foreign-annotations")),
        (
            "a target group in other letters",
            "inside",
            alb("actions.x", &forward("TARGETgrouparn")),
            Some("foreign-annotations"),
        ),
        (
            "a target group in escapes",
            "inside",
            alb("actions.x", &forward("\\u0074argetGroupARN")),
            Some("foreign-annotations"),
        ),
        ("annotations of others", "inside", annotated("example.com/subnets", "x"), None),
    ]
}

/// What belongs to the platform or to other namespaces.
fn of_others() -> Vec<Case> {
    vec![
        ("a foreign security group", "inside", alb("security-groups", "sg-0123"), Some("foreign-annotations")),
        ("foreign subnets", "inside", alb("subnets", "subnet-0123"), Some("foreign-annotations")),
        ("another's load balancer", "inside", alb("group.name", "payments"), Some("foreign-annotations")),
        ("another firewall", "inside", alb("wafv2-acl-arn", "arn:aws:wafv2:…"), Some("foreign-annotations")),
        ("the old word for a firewall", "inside", alb("web-acl-id", "x"), Some("foreign-annotations")),
        (
            "a security group that Karpenter takes",
            "inside",
            alb("tags", "karpenter.sh/discovery=p-dev-beta"),
            Some("foreign-annotations"),
        ),
        (
            "tags of the load balancer before it",
            "inside",
            alb("frontend-nlb-tags", "karpenter.sh/discovery=p-dev-beta"),
            Some("foreign-annotations"),
        ),
        (
            "access logs in somebody's bucket",
            "inside",
            alb("load-balancer-attributes", "access_logs.s3.enabled=true,access_logs.s3.bucket=theirs"),
            Some("foreign-annotations"),
        ),
        (
            "no security group of its own",
            "inside",
            annotated("service.beta.kubernetes.io/aws-load-balancer-disable-nlb-sg", "true"),
            Some("foreign-annotations"),
        ),
        (
            "a name in DNS behind `exposure`",
            "inside",
            annotated("external-dns.alpha.kubernetes.io/hostname", "api.alpha.example.com"),
            None,
        ),
    ]
}
