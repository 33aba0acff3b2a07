//! The descheduler. It evicts pods that stand where their own constraints no longer let them, so that the scheduler finds them
//! a better place: after the failure of a zone, replicas stay where they fled to until somebody moves them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::ApplicationName;
use super::cell::{Cell, PLATFORM_PRIORITY};
use super::chart_values::{Gives, Values, no_arguments};
use super::facts::{Facts, Kinds, Namespace, Usual};
use super::namespaces::{ARGO_CD_NAMESPACE, KUBERNETES_NAMESPACES};
use super::wave::Wave;
use crate::catalog::charts::File;
use crate::values::PodSecurity;

/// What it requests, as the chart sets it.
/// Most pods that it evicts in one round, and of one namespace: what goes wrong goes wrong slowly.
const MOST_IN_A_ROUND: u32 = 10;
const MOST_OF_A_NAMESPACE: u32 = 2;
/// The constraints of pods that it looks after, by the names of its plugins.
const CONSTRAINTS: [&str; 2] =
    ["RemovePodsViolatingInterPodAntiAffinity", "RemovePodsViolatingTopologySpreadConstraint"];

pub(super) static FACTS: Facts = Facts {
    purpose: "Moves pods of workloads back into the zones and onto the nodes that their constraints ask for.",
    usual: Usual::Never,
    namespace: Namespace { name: "descheduler", security: Some(PodSecurity::Restricted) },
    wave: Wave::Rest,
    leaves_nothing: true,
    keeps_data: false,
    definitions: None,
    service_account: None,
    identity: None,
    log_groups: &[],
    endpoints: &[],
    // Only with TLS and a token that its own chart gives nobody.
    metrics: None,
    writes_zones: false,
    brings: File::of(include_str!("../../catalog/charts/descheduler.json")),
    kinds: Kinds { of_cluster: &[], guards: &[], readable: &[], of_teams: &[], fences: &[], powers: &[] },
    values: Values {
        of: values,
        arguments: no_arguments,
        because: |_| {
            &[
                "It evicts only what violates a constraint of its own pod, within disruption budgets, and nothing of the platform.",
                "The chart's other plugins are off: some spread pods over half-empty nodes, which Karpenter removes again.",
                "One replica: for the election between two, the chart would let it change every lease, and with them the heartbeats of",
                "nodes. While it is away, pods stay where they are.",
            ]
        },
        ignored: &[],
        kept: &[&["tolerations"]],
        kept_arguments: &[],
        rights: &[(&["leaderElection", "enabled"], "change the leases of every controller and node", Gives::True)],
    },
};

fn values(cell: &Cell<'_>) -> Value {
    cell.on_system_nodes(json!({
        "kind": "Deployment",
        "replicas": 1,
        "deschedulingInterval": "5m",
        "priorityClassName": PLATFORM_PRIORITY,
        "podSecurityContext": { "seccompProfile": { "type": "RuntimeDefault" } },
        "deschedulerPolicy": policy(cell),
    }))
}

fn policy(cell: &Cell<'_>) -> Value {
    let evictor = json!({
        // A pod that nothing replaces, or that would find no node, is left alone.
        "minReplicas": 2,
        "minPodAge": "15m",
        "nodeFit": true,
        // Their caches and sockets go with every node as well. What is in a volume of its own may be tied to its zone.
        "podProtections": { "defaultDisabled": ["PodsWithLocalStorage"], "extraEnabled": ["PodsWithPVC"] },
    });
    let namespaces = json!({ "namespaces": { "exclude": of_the_platform(cell) } });
    let plugins = CONSTRAINTS.map(|name| json!({ "name": name, "args": namespaces }));
    let [anti_affinity, spread] = CONSTRAINTS;
    let configuration: Vec<Value> =
        [json!({ "name": "DefaultEvictor", "args": evictor })].into_iter().chain(plugins).collect();
    json!({
        "maxNoOfPodsToEvictTotal": MOST_IN_A_ROUND,
        "maxNoOfPodsToEvictPerNamespace": MOST_OF_A_NAMESPACE,
        "profiles": [{
            "name": "constraints",
            "pluginConfig": configuration,
            "plugins": { "balance": { "enabled": [spread] }, "deschedule": { "enabled": [anti_affinity] } },
        }],
    })
}

/// Namespaces of Kubernetes and of what the cell runs: what they hold is spread by its charts.
fn of_the_platform(cell: &Cell<'_>) -> BTreeSet<&'static str> {
    let of_applications = cell.applications.names().map(ApplicationName::namespace);
    KUBERNETES_NAMESPACES
        .into_iter()
        .filter(|name| *name != "default")
        .chain([ARGO_CD_NAMESPACE])
        .chain(of_applications)
        .collect()
}
