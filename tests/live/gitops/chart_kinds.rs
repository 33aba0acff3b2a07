//! The kinds of objects that charts bring, held against the project of the platform.

use std::collections::BTreeSet;

use cellc::catalog::kubernetes_resources;
use serde_json::Value;

use super::charts::{facts, read};
use super::compile;
use super::emitted::objects;

/// Kinds of charts that are in namespaces, and that Kubernetes itself does not have.
const IN_NAMESPACES: [&str; 8] = [
    "cert-manager.io/Certificate",
    "cert-manager.io/Issuer",
    "cloudwatch.aws.amazon.com/AmazonCloudWatchAgent",
    "monitoring.coreos.com/Alertmanager",
    "monitoring.coreos.com/PodMonitor",
    "monitoring.coreos.com/Prometheus",
    "monitoring.coreos.com/PrometheusRule",
    "monitoring.coreos.com/ServiceMonitor",
];

/// Whether a project admits a kind, by Argo CD's rules: one without a namespace must be listed, one with a namespace must not be.
fn admits(project: &Value, kind: &str) -> bool {
    let (group, name) = kind.split_once('/').unwrap_or(("", kind));
    let is_in = |list: &Value| {
        let mut kinds = list.as_array().into_iter().flatten();
        kinds.any(|one| one["group"] == group && one["kind"] == name)
    };
    let known = kubernetes_resources::of_kind(group, name).map(|resource| resource.namespaced);
    if known.unwrap_or_else(|| IN_NAMESPACES.contains(&kind)) {
        !is_in(&project["namespaceResourceBlacklist"])
    } else {
        is_in(&project["clusterResourceWhitelist"])
    }
}

/// Argo CD refuses the whole sync for one kind that its project does not admit.
#[test]
fn the_project_of_the_platform_admits_every_kind_of_a_chart() {
    let output = compile(&read("charts/fleet.hcl"));
    let projects = objects(&output, "gitops/prod/alpha/bootstrap/projects.yaml");
    let project = projects.iter().find(|project| project["metadata"]["name"] == "platform").unwrap();
    let mut judged = BTreeSet::new();
    for facts in facts().iter().filter(|facts| facts.chart != "argo-cd") {
        for kind in &facts.kinds {
            assert!(admits(&project["spec"], kind), "{}: {kind}", facts.chart);
            judged.insert(kind.clone());
        }
    }
    assert!(judged.len() > 20, "{judged:?}");
    let unused: Vec<&&str> = IN_NAMESPACES.iter().filter(|kind| !judged.contains(**kind)).collect();
    assert_eq!(unused, Vec::<&&str>::new(), "kinds that no chart has any more");
    for kind in ["example.com/Machine", "storage.k8s.io/CSIDriver", "PersistentVolume"] {
        assert!(!admits(&project["spec"], kind), "{kind}: a judge that admits everything");
    }
}
