//! The metrics server.

use serde_json::{Value, json};

use super::cell::{Cell, of_release, spread};
use super::chart_values::{Values, no_arguments};
use super::facts::{Facts, Kinds, Namespace, Usual};
use super::wave::Wave;
use crate::catalog::charts::File;

const REPLICAS: u32 = 2;

pub(super) static FACTS: Facts = Facts {
    purpose: "CPU and memory of pods, for autoscalers and `kubectl top`.",
    usual: Usual::Always,
    namespace: Namespace { name: "kube-system", security: None },
    wave: Wave::Controllers,
    leaves_nothing: true,
    keeps_data: false,
    definitions: None,
    service_account: None,
    identity: None,
    log_groups: &[],
    endpoints: &[],
    // Only with TLS and a token, as the kubelet.
    metrics: None,
    writes_zones: false,
    brings: File::of(include_str!("../../catalog/charts/metrics-server.json")),
    kinds: Kinds { of_cluster: &[], guards: &[], readable: &[], of_teams: &[], fences: &[], powers: &[] },
    values: Values {
        of: values,
        arguments: no_arguments,
        because: |_| &[],
        ignored: &[],
        // It has no identity, and shares its namespace with those that do and with the controllers of Kubernetes.
        kept: &[&["serviceAccount", "name"], &["serviceAccount", "create"], &["tolerations"]],
        kept_arguments: &[],
        rights: &[],
    },
};

fn values(cell: &Cell<'_>) -> Value {
    cell.on_system_nodes(json!({
        "replicas": REPLICAS,
        "podDisruptionBudget": { "enabled": true, "maxUnavailable": 1 },
        "topologySpreadConstraints": spread(&of_release("metrics-server", "metrics-server")),
    }))
}
