//! cert-manager.

use serde_json::{Value, json};

use super::cell::{Cell, PLATFORM_PRIORITY, of_release, spread};
use super::chart_values::{Values, no_arguments};
use super::facts::{Facts, Kinds, Namespace, Usual};
use super::wave::Wave;
use crate::catalog::charts::File;
use crate::values::PodSecurity;

/// Replicas of the controller, and as many of the webhook.
const REPLICAS: u32 = 2;
const RELEASE: &str = "cert-manager";

pub(super) static FACTS: Facts = Facts {
    purpose: "Certificates inside the cell.",
    usual: Usual::Never,
    namespace: Namespace { name: "cert-manager", security: Some(PodSecurity::Restricted) },
    wave: Wave::Definitions,
    leaves_nothing: false,
    keeps_data: false,
    definitions: None,
    service_account: None,
    identity: None,
    log_groups: &[],
    endpoints: &[],
    metrics: Some(9402),
    writes_zones: false,
    brings: File::of(include_str!("../../catalog/charts/cert-manager.json")),
    kinds: Kinds {
        of_cluster: &[],
        guards: &[],
        readable: &[
            ("acme.cert-manager.io", &["challenges", "orders"]),
            ("cert-manager.io", &["certificaterequests", "certificates", "clusterissuers", "issuers"]),
        ],
        of_teams: &[],
        fences: &[],
        powers: &[],
    },
    values: Values {
        of: values,
        arguments: no_arguments,
        because: |_| {
            &[
                "Before the other controllers, whose webhooks take their certificates from it. The start-up check is a Helm",
                "hook that would run at every sync.",
            ]
        },
        ignored: &[],
        kept: &[&["tolerations"], &["webhook", "tolerations"], &["cainjector", "tolerations"]],
        kept_arguments: &[],
        rights: &[],
    },
};

fn values(cell: &Cell<'_>) -> Value {
    let budget = json!({ "enabled": true, "maxUnavailable": 1 });
    cell.on_system_nodes(json!({
        "crds": { "enabled": true, "keep": true },
        "global": { "leaderElection": { "namespace": FACTS.namespace.name }, "priorityClassName": PLATFORM_PRIORITY },
        "replicaCount": REPLICAS,
        "podDisruptionBudget": budget,
        "topologySpreadConstraints": spread(&of_release(RELEASE, "cert-manager")),
        "webhook": cell.on_system_nodes(json!({
            "replicaCount": REPLICAS,
            "podDisruptionBudget": budget,
            "topologySpreadConstraints": spread(&of_release(RELEASE, "webhook")),
        })),
        "cainjector": cell.on_system_nodes(json!({})),
        "startupapicheck": { "enabled": false },
    }))
}
