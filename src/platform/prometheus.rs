//! Prometheus with its operator and Alertmanager.

use serde_json::{Value, json};

use super::ARGO_CD_NAMESPACE;
use super::cell::{Cell, PLATFORM_PRIORITY, with};
use super::chart_values::{Gives, Values, no_arguments, webhooks};
use super::facts::{Facts, Kinds, Namespace, Usual};
use super::wave::Wave;
use crate::catalog::charts::File;
use crate::values::PodSecurity;

/// What EKS runs out of Prometheus' reach: its control plane, and kube-proxy, whose metrics are for its own node only.
const OUT_OF_REACH: [&str; 4] = ["kubeControllerManager", "kubeEtcd", "kubeProxy", "kubeScheduler"];

/// The workloads of Argo CD, by the name of their pods, with the ports on which they publish metrics.
pub(super) const ARGO_CD_METRICS: [(&str, u16); 3] =
    [("argocd-application-controller", 8082), ("argocd-applicationset-controller", 8080), ("argocd-repo-server", 8084)];

/// What a job of the chart fills in after the installation.
const FILLED_IN: &[&str] = &[".webhooks[].clientConfig.caBundle", ".webhooks[].failurePolicy"];

pub(super) static FACTS: Facts = Facts {
    purpose: "Prometheus, its operator and Alertmanager.",
    usual: Usual::Never,
    namespace: Namespace { name: "monitoring", security: Some(PodSecurity::Privileged) },
    wave: Wave::Rest,
    leaves_nothing: true,
    keeps_data: true,
    definitions: None,
    service_account: None,
    identity: None,
    log_groups: &[],
    endpoints: &[],
    metrics: None,
    writes_zones: false,
    brings: File::of(include_str!("../../catalog/charts/kube-prometheus-stack.json")),
    kinds: Kinds {
        of_cluster: &[],
        guards: &[],
        readable: &[(
            "monitoring.coreos.com",
            &[
                "alertmanagerconfigs",
                "alertmanagers",
                "podmonitors",
                "probes",
                "prometheusagents",
                "prometheuses",
                "prometheusrules",
                "scrapeconfigs",
                "servicemonitors",
                "thanosrulers",
            ],
        )],
        of_teams: &[],
        fences: &[],
        powers: &[],
    },
    values: Values {
        of: values,
        arguments: no_arguments,
        because: |_| {
            &[
                "kube-state-metrics does not count Secrets: to count them it would have to read them.",
                "EKS shows neither the parts of its control plane nor kube-proxy. Grafana is off, because it would need the password of an",
                "administrator: turn it on with a Secret of your own in `values`.",
            ]
        },
        ignored: &[
            webhooks("MutatingWebhookConfiguration", FILLED_IN),
            webhooks("ValidatingWebhookConfiguration", FILLED_IN),
        ],
        kept: &[],
        kept_arguments: &[],
        rights: &[
            (&["kube-state-metrics", "collectorsExclude"], "read every Secret", Gives::Lacks("secrets")),
            (&["kube-state-metrics", "rbac", "extraRules"], "do more than its chart needs", Gives::Elements),
            (&["prometheus", "additionalRulesForClusterRole"], "do more than its chart needs", Gives::Elements),
        ],
    },
};

fn values(cell: &Cell<'_>) -> Value {
    // What has a volume should not lose its node at two minutes' notice.
    let alertmanager = cell.on_steady_nodes(json!({
        "replicas": 1,
        "priorityClassName": PLATFORM_PRIORITY,
        "storage": volume(cell, "2Gi"),
    }));
    let values = json!({
        "alertmanager": { "alertmanagerSpec": alertmanager },
        "grafana": { "enabled": false },
        "kube-state-metrics": { "collectorsExclude": ["secrets"], "priorityClassName": PLATFORM_PRIORITY },
        "prometheus": { "additionalPodMonitors": monitors(cell), "prometheusSpec": cell.on_steady_nodes(server(cell)) },
        "prometheus-node-exporter": {
            "priorityClassName": PLATFORM_PRIORITY,
            "tolerations": [{ "operator": "Exists" }],
        },
        "prometheusOperator": { "priorityClassName": PLATFORM_PRIORITY },
    });
    OUT_OF_REACH.iter().fold(values, |values, part| with(values, part, json!({ "enabled": false })))
}

fn volume(cell: &Cell<'_>, size: &str) -> Value {
    let claim = json!({
        "storageClassName": cell.storage_class,
        "accessModes": ["ReadWriteOnce"],
        "resources": { "requests": { "storage": size } },
    });
    json!({ "volumeClaimTemplate": { "spec": claim } })
}

/// One monitor for each application that publishes metrics, and one for each workload of Argo CD. They are part of the chart
/// that defines their kind, so that no Application needs it before it is there.
fn monitors(cell: &Cell<'_>) -> Value {
    let of_argo_cd = ARGO_CD_METRICS.into_iter().map(|(name, port)| {
        let labels = json!({ "app.kubernetes.io/name": name });
        monitor(name, ARGO_CD_NAMESPACE, &labels, port)
    });
    let of_applications = cell.applications.names().filter_map(|name| {
        let labels = json!({ "app.kubernetes.io/instance": name.as_str() });
        Some(monitor(name.as_str(), name.namespace(), &labels, name.facts().metrics?))
    });
    of_argo_cd.chain(of_applications).collect()
}

fn monitor(name: &str, namespace: &str, labels: &Value, port: u16) -> Value {
    json!({
        "name": name,
        "namespaceSelector": { "matchNames": [namespace] },
        "selector": { "matchLabels": labels },
        "podMetricsEndpoints": [{ "portNumber": port }],
    })
}

fn server(cell: &Cell<'_>) -> Value {
    json!({
        "externalLabels": cell.metric_labels,
        "priorityClassName": PLATFORM_PRIORITY,
        "retention": "15d",
        "retentionSize": "45GB",
        "podMonitorSelectorNilUsesHelmValues": false,
        "probeSelectorNilUsesHelmValues": false,
        "ruleSelectorNilUsesHelmValues": false,
        "scrapeConfigSelectorNilUsesHelmValues": false,
        "serviceMonitorSelectorNilUsesHelmValues": false,
        "storageSpec": volume(cell, "50Gi"),
    })
}
