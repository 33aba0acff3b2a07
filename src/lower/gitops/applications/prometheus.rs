//! Prometheus with its operator and Alertmanager.

use serde_json::{Value, json};

use super::Wave;
use super::chart::{Release, webhook};
use crate::lower::gitops::CellContext;
use crate::lower::gitops::base::STORAGE_CLASS;
use crate::lower::gitops::placement::{steady_nodes, with};

/// What EKS runs itself, out of Prometheus' reach.
const CONTROL_PLANE: [&str; 3] = ["kubeControllerManager", "kubeEtcd", "kubeScheduler"];

/// What a job of the chart fills in after the installation.
const FILLED_IN: [&str; 2] = [".webhooks[].clientConfig.caBundle", ".webhooks[].failurePolicy"];

pub(super) fn release(context: &CellContext<'_>) -> Release {
    // What has a volume should not lose its node at two minutes' notice.
    let steady = |values: Value| match steady_nodes(context.class) {
        Some(nodes) => with(values, "nodeSelector", json!(nodes)),
        None => values,
    };
    let values = json!({
        "alertmanager": { "alertmanagerSpec": steady(json!({ "replicas": 1 })) },
        "grafana": { "enabled": false },
        "prometheus": { "prometheusSpec": steady(server()) },
    });
    let values = CONTROL_PLANE.iter().fold(values, |values, part| with(values, part, json!({ "enabled": false })));
    Release {
        ignored: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]
            .map(|kind| webhook(kind, &FILLED_IN))
            .into(),
        because: &[
            "EKS does not show the parts of its control plane. Grafana is off, because it would need the password of an",
            "administrator: turn it on with a Secret of your own in `values`.",
        ],
        ..Release::new(Wave::Rest, values)
    }
}

fn server() -> Value {
    let storage = json!({
        "storageClassName": STORAGE_CLASS,
        "accessModes": ["ReadWriteOnce"],
        "resources": { "requests": { "storage": "50Gi" } },
    });
    json!({
        "retention": "15d",
        "retentionSize": "45GB",
        "podMonitorSelectorNilUsesHelmValues": false,
        "ruleSelectorNilUsesHelmValues": false,
        "serviceMonitorSelectorNilUsesHelmValues": false,
        "storageSpec": { "volumeClaimTemplate": { "spec": storage } },
    })
}
