//! What Ingresses and Services may ask of load balancers.
//!
//! Source: aws-load-balancer-controller, `docs/guide/ingress/annotations.md` and `docs/guide/service/annotations.md`.

use super::allowed;
use super::names_where;
use super::policy::Policy;
use crate::model::{Environment, INGRESS_CLASS, Namespace};
use crate::values::Exposure;

/// The annotations that the load balancer controller reads.
const KEYS: &str = "variables.annotations.filter(key,\n  key.startsWith('alb.ingress.kubernetes.io/') || key.startsWith('service.beta.kubernetes.io/'))";
/// Parts of annotations that name something which belongs to the platform or to other namespaces: security groups, subnets,
/// addresses, firewalls, load balancers that are shared by name, nodes. And tags: the controller also puts them on the security
/// groups that it makes, and Karpenter finds the security groups of its nodes by a tag.
const FOREIGN: &str = "security-group|subnet|eip-allocation|ipv4-pool|ipv4-address|waf|web-acl|shield|group[.]name|\
                       target-node-labels|multi-cluster-target-group|tags$|disable-nlb-sg|ipv6-address|source-nat-ipv6";
const BOTH: [&str; 2] = ["CREATE", "UPDATE"];

/// Judges Ingresses and Services by their annotations: `variables.annotations`, and `variables.keys` for those that the load
/// balancer controller reads.
pub(super) fn with_annotations(name: &str) -> Policy {
    let policy = Policy::new(name).judges(("", "v1"), &["services"], &BOTH);
    let policy = when_new(policy.judges(("networking.k8s.io", "v1"), &["ingresses"], &BOTH));
    annotations(policy).variable("keys", KEYS)
}

/// Judges Ingresses.
fn of_ingresses(name: &str) -> Policy {
    when_new(Policy::new(name).judges(("networking.k8s.io", "v1"), &["ingresses"], &BOTH))
}

/// What was there before is judged only when its spec or its annotations change: controllers take their finalizers off.
fn when_new(policy: Policy) -> Policy {
    let of = |object: &str| format!("(has({object}.metadata.annotations) ? {object}.metadata.annotations : {{}})");
    let is_new = format!(
        "request.operation == 'CREATE' || object.spec != oldObject.spec ||\n{} !=\n{}",
        of("object"),
        of("oldObject")
    );
    policy.when("spec-or-annotations-are-new", is_new)
}

fn annotations(policy: Policy) -> Policy {
    policy.variable("annotations", "has(object.metadata.annotations) ? object.metadata.annotations : {}")
}

/// Ingresses in namespaces that nobody reaches from outside.
pub(super) fn ingresses(environment: &Environment) -> Policy {
    of_ingresses("ingresses")
        .because("An Ingress makes a load balancer for a namespace of which the spec says that nobody reaches it.")
        .requires("false", "Ingresses are not allowed in this namespace (to allow them: `exposure` in the cell spec)")
        .except("exposure = …", names_where(environment, |namespace| namespace.exposed.is_some()))
}

/// Names in DNS for namespaces that nobody reaches from outside: external-dns reads Services and Ingresses of all of them.
pub(super) fn dns_names(environment: &Environment) -> Policy {
    let policy = Policy::new("dns-names").judges(("", "v1"), &["services"], &BOTH);
    annotations(when_new(policy.judges(("networking.k8s.io", "v1"), &["ingresses"], &BOTH)))
        .because("external-dns would write names below the cell's domain for a namespace of which the spec says that nobody reaches it,")
        .because("and could point them anywhere.")
        .requires(
            "variables.annotations.all(key, !key.startsWith('external-dns.alpha.kubernetes.io/'))",
            "annotations of external-dns are not allowed in this namespace (to allow them: `exposure` in the cell spec)",
        )
        .except("exposure = …", names_where(environment, |namespace| namespace.exposed.is_some()))
}

/// The classes that Ingresses name.
pub(super) fn ingress_classes(environment: &Environment) -> Policy {
    let policy = annotations(of_ingresses("ingress-classes"))
        .because("Which controller takes an Ingress, and with which IngressClassParams, is the platform's to say.");
    allowed(policy, environment, &[INGRESS_CLASS], |admission| &admission.ingress_classes)
        .requires_naming(
            "(has(object.spec.ingressClassName) || 'kubernetes.io/ingress.class' in variables.annotations) &&\n\
             (!has(object.spec.ingressClassName) || object.spec.ingressClassName in variables.allowed) &&\n\
             (!('kubernetes.io/ingress.class' in variables.annotations) ||\n  \
             variables.annotations['kubernetes.io/ingress.class'] in variables.allowed)",
            "set `ingressClassName` to a class that this namespace may use (others: `ingress_classes` in the cell spec)",
            "'set `ingressClassName` to one of: ' + variables.allowedText + ' (others: `ingress_classes` in the cell spec)'",
        )
}

/// Load balancers of the internet where the spec says less.
pub(super) fn internet_facing(environment: &Environment) -> Policy {
    let is_public = |namespace: &Namespace| {
        namespace.exposed.as_ref().is_some_and(|exposed| exposed.exposure.value == Exposure::Public)
    };
    let policy = with_annotations("internet-facing").because(
        "The internet reaches only what the spec opens to it. Without these annotations load balancers are internal.",
    );
    let policy = refusing_keys(
        policy,
        "key.endsWith('scheme') && variables.annotations[key] != 'internal'",
        "must be `internal` or left out in this namespace (to allow others: `exposure = \"public\"` in the cell spec)",
    );
    refusing_keys(
        policy,
        "key.endsWith('aws-load-balancer-internal') && variables.annotations[key] != 'true'",
        "must be `true` or left out in this namespace (to allow others: `exposure = \"public\"` in the cell spec)",
    )
    .except("exposure = \"public\"", names_where(environment, is_public))
}

/// Annotations that reach past the namespace.
pub(super) fn foreign_annotations() -> Policy {
    let policy = with_annotations("foreign-annotations")
        .because("Annotations name security groups, subnets, firewalls, addresses and target groups of others, past the spec. Tags do")
        .because("so too: Karpenter finds the security groups of nodes by them.");
    let foreign = format!("key.matches(\n  '{FOREIGN}')");
    let policy = refusing_keys(policy, &foreign, "is not allowed in this namespace; the platform team sets it");
    let policy = refusing_keys(
        policy,
        "key.endsWith('load-balancer-attributes') && variables.annotations[key].contains('access_logs')",
        "sets where access logs go; the platform team sets it",
    );
    refusing_keys(
        policy,
        // The controller's JSON knows no upper and lower case, and a name may be written with escapes.
        "key.startsWith('alb.ingress.kubernetes.io/actions.') &&\n  \
         (variables.annotations[key].matches('(?i)targetgroup(arn|name)') || variables.annotations[key].contains('\\\\u'))",
        "names a target group; forward to a Service of this namespace (`serviceName`)",
    )
}

/// Refuses annotations of the load balancer controller of which something holds, and names the first of them.
pub(super) fn refusing_keys(policy: Policy, holds: &str, text: &str) -> Policy {
    policy.requires_naming(
        format!("!variables.keys.exists(key, {holds})"),
        format!("an annotation {text}"),
        format!("'annotation ' + variables.keys.filter(key, {holds})[0] +\n' {text}'"),
    )
}
