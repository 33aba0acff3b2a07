//! The CloudWatch agent with Fluent Bit.

use serde_json::{Map, Value, json};

use super::Wave;
use super::chart::{Release, own_certificate};
use crate::catalog::instance_types::Accelerator;
use crate::lower::gitops::CellContext;
use crate::lower::gitops::placement::{on_system_nodes, with};
use crate::model::{Class, Environment};
use crate::values::ApplicationName;

/// Replicas of the operator, whose webhooks the API server asks.
const REPLICAS: u32 = 2;

pub(super) fn release(context: &CellContext<'_>) -> Release {
    let class = context.class;
    let has_certificates = context.environment.runs(ApplicationName::CertManager);
    let values = json!({
        "clusterName": context.cell.cluster,
        "region": context.cell.region.value,
        "replicaCount": REPLICAS,
        "containerLogs": { "enabled": true },
        "applicationSignals": { "enabled": false },
        "otelContainerInsights": { "enabled": false },
        "manager": operator(class),
        "admissionWebhooks": webhooks(context.environment, has_certificates),
    });
    let exporters = [(Accelerator::Nvidia, "dcgmExporter"), (Accelerator::Neuron, "neuronMonitor")];
    let idle = exporters.into_iter().filter(|(accelerator, _)| !class.may_have(*accelerator));
    Release {
        // The agent's own certificates are the chart's in any case.
        ignored: own_certificate(),
        because: &[
            "Daemons on every node write to the log groups that Terraform has made. Application Signals would change the pods",
            "of others, and the OpenTelemetry pipeline would collect everything twice: both are off. Without Application Signals",
            "the operator need not see the pods, workloads and namespaces of others, so its webhooks for them are off too.",
            "The chart has no switch for its Windows DaemonSets: they select Windows nodes, of which a cell has none.",
        ],
        ..Release::new(
            Wave::Rest,
            idle.fold(values, |values, (_, name)| with(values, name, json!({ "enabled": false }))),
        )
    }
}

/// The operator on system nodes, its replicas on different ones where that can be.
fn operator(class: &Class) -> Map<String, Value> {
    let mut values = on_system_nodes(class);
    let term = json!({
        "topologyKey": "kubernetes.io/hostname",
        "labelSelector": { "matchLabels": { "control-plane": "controller-manager" } },
    });
    let preferred = json!([{ "weight": 100, "podAffinityTerm": term }]);
    let affinity = json!({ "podAntiAffinity": { "preferredDuringSchedulingIgnoredDuringExecution": preferred } });
    values.insert("affinity".to_owned(), affinity);
    values
}

/// Webhooks for the operator's own kinds, and for those of others only where it is meant to change them.
fn webhooks(environment: &Environment, has_certificates: bool) -> Map<String, Value> {
    let mut values = Map::new();
    if has_certificates {
        values.insert("autoGenerateCert".to_owned(), json!({ "enabled": false }));
        values.insert("certManager".to_owned(), json!({ "enabled": true }));
    }
    if !has_application_signals(environment) {
        for kind in ["namespaces", "pods", "workloads"] {
            values.insert(kind.to_owned(), json!({ "create": false }));
        }
    }
    values
}

/// Whether the specification turns Application Signals on, which need those webhooks.
fn has_application_signals(environment: &Environment) -> bool {
    let application = environment.application(ApplicationName::CloudWatch);
    let values = application.and_then(|application| application.values.as_ref());
    let set = values.and_then(|values| values.get(&["applicationSignals", "enabled"]));
    set.and_then(Value::as_bool) == Some(true)
}
