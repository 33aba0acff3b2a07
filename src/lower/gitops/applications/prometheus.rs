//! Prometheus with its operator and Alertmanager.

use serde_json::{Value, json};

use super::Wave;
use super::chart::{Release, webhook};
use crate::lower::gitops::CellContext;
use crate::lower::gitops::base::{PLATFORM_PRIORITY, STORAGE_CLASS};
use crate::lower::gitops::placement::{on_steady_nodes, with};

/// What EKS runs out of Prometheus' reach: its control plane, and kube-proxy, whose metrics are for its own node only.
const OUT_OF_REACH: [&str; 4] = ["kubeControllerManager", "kubeEtcd", "kubeProxy", "kubeScheduler"];

/// What a job of the chart fills in after the installation.
const FILLED_IN: [&str; 2] = [".webhooks[].clientConfig.caBundle", ".webhooks[].failurePolicy"];

pub(super) fn release(context: &CellContext<'_>) -> Release {
    // What has a volume should not lose its node at two minutes' notice.
    let steady = |values: Value| on_steady_nodes(context.class, values);
    let values = json!({
        "alertmanager": { "alertmanagerSpec": steady(json!({ "replicas": 1, "priorityClassName": PLATFORM_PRIORITY })) },
        "grafana": { "enabled": false },
        "kube-state-metrics": { "collectorsExclude": ["secrets"] },
        "prometheus": { "prometheusSpec": steady(server()) },
    });
    let values = OUT_OF_REACH.iter().fold(values, |values, part| with(values, part, json!({ "enabled": false })));
    Release {
        ignored: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]
            .map(|kind| webhook(kind, &FILLED_IN))
            .into(),
        because: &[
            "kube-state-metrics does not count Secrets: to count them it would have to read them.",
            "EKS shows neither the parts of its control plane nor kube-proxy. Grafana is off, because it would need the password of an",
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
        "priorityClassName": PLATFORM_PRIORITY,
        "retention": "15d",
        "retentionSize": "45GB",
        "podMonitorSelectorNilUsesHelmValues": false,
        "probeSelectorNilUsesHelmValues": false,
        "ruleSelectorNilUsesHelmValues": false,
        "scrapeConfigSelectorNilUsesHelmValues": false,
        "serviceMonitorSelectorNilUsesHelmValues": false,
        "storageSpec": { "volumeClaimTemplate": { "spec": storage } },
    })
}
