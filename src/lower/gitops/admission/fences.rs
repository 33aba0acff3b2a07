//! The labels by which a namespace is fenced in: those that policies here and Pod Security look for.

use super::policy::Policy;
use crate::lower::gitops::names::ARGO_CD;
use crate::model::Environment;

/// What the labels begin with that decide what a namespace is held to.
const GUARDED: &str = "key.startsWith('cellc.io/') || key.startsWith('pod-security.kubernetes.io/')";
/// Those by which the load balancer controller puts gates and containers into pods, where there is a front door.
const OF_THE_CONTROLLER: &str = " || key.startsWith('elbv2.k8s.aws/')";

/// The labels of namespaces of the spec, which come through Git and from nobody else.
///
/// A namespace is matched by its labels as they would be, so that the selector of the other policies would not see the one
/// whose label goes: this policy holds everywhere and looks at the labels as they were. Labels can be changed through the
/// subresources as well.
pub(super) fn labels_of_namespaces(environment: &Environment) -> Policy {
    let (further, message) = if environment.front_door.is_some() {
        (
            OF_THE_CONTROLLER,
            "labels of cellc.io, elbv2.k8s.aws and pod-security.kubernetes.io come from the cell's spec; Argo CD applies them",
        )
    } else {
        ("", "labels of cellc.io and pod-security.kubernetes.io come from the cell's spec; Argo CD applies them")
    };
    let kept = |of: &str, than: &str| {
        format!(
            "variables.{of}.all(key, !({GUARDED}{further}) ||\n  key in variables.{than} && variables.{than}[key] == variables.{of}[key])"
        )
    };
    let labels = |object: &str| format!("has({object}.metadata.labels) ? {object}.metadata.labels : {{}}");
    Policy::new("namespace-labels")
        .because("The other policies and Pod Security find a namespace by its labels: whoever takes them off takes down the fence.")
        .because("Only Argo CD changes them. In an emergency, delete this binding first; the next sync brings it back.")
        .everywhere()
        .judges(("", "v1"), &["namespaces", "namespaces/finalize", "namespaces/status"], &["UPDATE"])
        .when(
            "of-the-spec",
            "has(oldObject.metadata.labels) && 'cellc.io/environment' in oldObject.metadata.labels &&\n\
             request.userInfo.username != 'system:serviceaccount:argocd:argocd-application-controller'"
                .replace(":argocd:", &format!(":{ARGO_CD}:")),
        )
        .variable("before", labels("oldObject"))
        .variable("after", labels("object"))
        .requires(
            format!("{} &&\n{}", kept("before", "after"), kept("after", "before")),
            message,
        )
}
