//! What the chart of CloudWatch runs depends on the nodes and on what the specification turns on.

use serde_json::Value;

use super::charts::values_by_chart;
use super::{compile, fleet};

/// The values of the chart in a cell with these lines in its environment, and these in the block of the application.
fn values(environment: &str, application: &str) -> Value {
    let lines = format!("application \"cloudwatch-observability\" {{ {application} }}\n{environment}");
    values_by_chart(&compile(&fleet(&lines)), "gitops/dev/alpha").remove("amazon-cloudwatch-observability").unwrap()
}

fn is_off(values: &Value, part: &str) -> bool {
    values[part]["enabled"] == false
}

#[test]
fn exporters_of_accelerators_run_where_a_node_may_have_some() {
    let allow = "allow \"CELL0528\" {\n reason = \"a device plugin of our own\"\n }\n";
    let tier = |families: &str, allow: &str| {
        format!("node_tier \"cards\" {{\n capacity = \"on-demand\"\n families = [\"{families}\"]\n {allow}}}\n")
    };
    let system = "node_tier \"system\" { instance_types = [\"g5.xlarge\"] }\n".to_owned();
    for (environment, has_nvidia, has_neuron) in [
        (String::new(), false, false),
        (tier("m7g", ""), false, false),
        (tier("g5", allow), true, false),
        (tier("inf2", allow), false, true),
        (system, true, false),
    ] {
        let values = values(&environment, "");
        assert_eq!(!is_off(&values, "dcgmExporter"), has_nvidia, "{environment}");
        assert_eq!(!is_off(&values, "neuronMonitor"), has_neuron, "{environment}");
    }
}

#[test]
fn webhooks_for_pods_of_others_come_with_application_signals_only() {
    for (application, sees_others) in [
        ("", false),
        ("values = { applicationSignals = { enabled = false } }", false),
        ("values = { applicationSignals = { enabled = true } }", true),
    ] {
        let values = values("", application);
        for kind in ["namespaces", "pods", "workloads"] {
            assert_eq!(values["admissionWebhooks"][kind]["create"] != false, sees_others, "{kind}: {application}");
        }
        assert_eq!(values["replicaCount"], 2, "{application}");
    }
}
