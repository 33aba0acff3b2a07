//! Kubecost.

use serde_json::{Value, json};

use super::cell::Cell;
use super::chart_values::{Gives, Values, no_arguments};
use super::facts::{Facts, Kinds, Namespace, Usual};
use super::wave::Wave;
use crate::catalog::charts::File;
use crate::values::PodSecurity;

pub(super) static FACTS: Facts = Facts {
    purpose: "Cost by namespace.",
    usual: Usual::Never,
    namespace: Namespace { name: "kubecost", security: Some(PodSecurity::Baseline) },
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
    brings: File::of(include_str!("../../catalog/charts/kubecost.json")),
    kinds: Kinds { of_cluster: &[], guards: &[], readable: &[], of_teams: &[], fences: &[], powers: &[] },
    values: Values {
        of: values,
        arguments: no_arguments,
        because: |_| {
            &[
                "By default the chart brings a cluster controller that may delete every namespace and patch every workload, and an",
                "agent that may run commands in every pod through the kubelets. Both rights are off: this one only counts.",
                "What has a volume should not lose its node at two minutes' notice: it runs on nodes of an on-demand tier, if there is one.",
                "The chart would look into the cluster while it is rendered, which Argo CD does elsewhere: `cicd` says so.",
            ]
        },
        ignored: &[],
        kept: &[&["global", "clusterId"]],
        kept_arguments: &[],
        rights: &[
            (&["clusterController", "enabled"], "patch every workload and delete every namespace", Gives::True),
            (
                &["finopsagent", "rbac", "clusterRole", "allowKubeProxy"],
                "run commands in every pod, through the kubelets",
                Gives::True,
            ),
        ],
    },
};

fn values(cell: &Cell<'_>) -> Value {
    json!({
        "global": {
            "clusterId": cell.cluster,
            "defaultStorageClass": cell.storage_class,
            "platforms": { "cicd": { "enabled": true, "skipSanityChecks": true } },
        },
        "aggregator": cell.on_steady_nodes(json!({})),
        "cloudCost": cell.on_steady_nodes(json!({})),
        "localStore": cell.on_steady_nodes(json!({})),
        "clusterController": { "enabled": false },
        "finopsagent": { "rbac": { "clusterRole": { "allowKubeProxy": false } } },
        "networkCosts": { "enabled": false },
        "mcp": { "enabled": false },
    })
}
