//! Judges of what charts render: whether their pods are admitted, start where they have to, and stay what they are.

use super::*;
use crate::catalog::charts::{ARGO_CD, Workload};
use crate::values::PodSecurity;

/// Whether a namespace admits the pods of a workload. Of what an operator makes, only a namespace without a standard is sure to.
fn is_admitted(workload: &Workload, namespace: Option<PodSecurity>) -> bool {
    // The standards are in the order of what they admit.
    let Some(namespace) = namespace.filter(|standard| *standard != PodSecurity::Privileged) else { return true };
    workload.security.is_some_and(|needs| needs >= namespace)
}

/// A pod that its namespace refuses is never there, and only the events of its workload say why.
#[test]
fn every_pod_of_a_chart_is_admitted_by_its_namespace() {
    for name in ApplicationName::ALL {
        for workload in &name.facts().brings.chart().pods {
            let security = name.facts().namespace.security;
            assert!(
                is_admitted(workload, security),
                "{name}, {}: {:?} in {security:?}",
                workload.name,
                workload.security
            );
        }
    }
    for workload in &ARGO_CD.chart().pods {
        assert!(is_admitted(workload, Some(PodSecurity::Baseline)), "{}: {:?}", workload.name, workload.security);
    }
}

#[test]
fn pods_that_need_more_than_their_namespace_are_told_from_others() {
    let (privileged, baseline, restricted) =
        (Some(PodSecurity::Privileged), Some(PodSecurity::Baseline), Some(PodSecurity::Restricted));
    for (needs, namespace, is_fine) in [
        (Some("privileged"), privileged, true),
        (Some("privileged"), baseline, false),
        (Some("baseline"), baseline, true),
        (Some("baseline"), restricted, false),
        (Some("restricted"), restricted, true),
        (Some("privileged"), None, true),
        (None, privileged, true),
        (None, baseline, false),
    ] {
        let image = serde_json::json!({ "registry": "quay.io", "repository": "a", "tag": "1" });
        let mut workload = serde_json::json!({
            "kind": "Deployment", "name": "it", "replicas": 1, "containers": [{ "name": "a", "image": image }],
        });
        if let Some(needs) = needs {
            workload["security"] = needs.into();
        }
        let workload: Workload = serde_json::from_value(workload).unwrap();
        assert_eq!(is_admitted(&workload, namespace), is_fine, "{needs:?} in {namespace:?}");
    }
}

/// Argo CD would never be done with what differs each time that a chart is rendered.
#[test]
fn what_a_chart_renders_anew_is_ignored() {
    let mut unstable = 0;
    for name in ApplicationName::ALL {
        let ignored = name.facts().values.ignored;
        let is_ignored = |kind: &str| {
            ignored.iter().any(|one| format!("{}/{}", one.group, one.kind).trim_start_matches('/') == kind)
        };
        for kind in &name.facts().brings.chart().unstable {
            assert!(is_ignored(kind.trim_start_matches('/')), "{name}: {kind}");
            unstable += 1;
        }
        assert!(!is_ignored("apps/Deployment"), "{name}: a judge that takes everything for ignored");
    }
    assert!(unstable > 0, "CloudWatch makes the certificates of its agents anew");
}

/// The label and the taint of system nodes, and what is free on the smallest that a cell has by default: `m7g.large` or `m6g.large`
/// without what the node itself and its daemons take.
const SYSTEM_NODES: (&str, &str) = ("node-tier", "system");
const SYSTEM_TAINT: &str = "CriticalAddonsOnly";
const FREE_MIB: u32 = 6_000;
const FREE_MILLICORES: u32 = 1_500;

fn starts_on_system_nodes(workload: &Workload) -> bool {
    let tolerates = workload.tolerations.iter().any(|one| one.key.as_deref().is_none_or(|key| key == SYSTEM_TAINT));
    let fits = workload.requested_mib() <= FREE_MIB && workload.requested_millicores() <= FREE_MILLICORES;
    workload.requires(SYSTEM_NODES.0, SYSTEM_NODES.1) && tolerates && fits
}

/// Before the pools there are no other nodes: Karpenter makes them, and is one of these itself.
#[test]
fn what_runs_before_the_pools_starts_on_system_nodes() {
    let mut judged = 0;
    for name in ApplicationName::ALL.iter().filter(|name| name.facts().wave < Wave::Pools) {
        for workload in name.facts().brings.chart().pods.iter().filter(|workload| workload.replicas() > 0) {
            assert!(starts_on_system_nodes(workload), "{name}: {workload:?}");
            judged += 1;
        }
    }
    for workload in ARGO_CD.chart().pods.iter().filter(|workload| workload.replicas() > 0) {
        assert!(starts_on_system_nodes(workload), "{workload:?}");
    }
    assert!(judged > 8, "{judged}");
}

#[test]
fn pods_that_wait_for_other_nodes_are_told_from_others() {
    let image = serde_json::json!({ "registry": "quay.io", "repository": "a", "tag": "1" });
    let workload = |mib: u32, nodes: serde_json::Value, tolerations: serde_json::Value| -> Workload {
        let container = serde_json::json!({ "name": "a", "image": image, "requests": { "memory_mib": mib } });
        let workload = serde_json::json!({
            "kind": "Deployment", "name": "it", "replicas": 1, "containers": [container], "nodes": nodes, "tolerations": tolerations,
        });
        serde_json::from_value(workload).unwrap()
    };
    let system = serde_json::json!({ "node-tier": "system" });
    let tolerating = serde_json::json!([{ "key": SYSTEM_TAINT, "operator": "Exists" }]);
    for (mib, nodes, tolerations, is_fine) in [
        (256, system.clone(), tolerating.clone(), true),
        (256, serde_json::json!({}), tolerating.clone(), false),
        (256, system.clone(), serde_json::json!([]), false),
        (256, system.clone(), serde_json::json!([{ "key": "other", "operator": "Exists" }]), false),
        (16_384, system, tolerating, false),
    ] {
        let workload = workload(mib, nodes, tolerations);
        assert_eq!(starts_on_system_nodes(&workload), is_fine, "{workload:?}");
    }
}
