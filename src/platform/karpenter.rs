//! Karpenter. What it needs of AWS is part of every cell, and not of the applications: the queue, the role of its nodes and its
//! own role are there before anybody installs it.

use serde_json::{Value, json};

use super::cell::{Cell, with};
use super::chart_values::{ROLE, Values, no_arguments};
use super::facts::{Definitions, Facts, Kinds, Namespace, Usual};
use super::wave::Wave;
use crate::catalog::charts::File;

/// How many replicas Karpenter has, each on a node of its own (values of its chart). A cell whose system tier starts with
/// fewer nodes has as many as these.
pub(crate) const REPLICAS: u32 = 2;
const SERVICE_ACCOUNT: &str = "karpenter";

pub(super) static FACTS: Facts = Facts {
    purpose: "Nodes for every tier but `system`.",
    usual: Usual::WithTiers,
    namespace: Namespace { name: "kube-system", security: None },
    wave: Wave::Controllers,
    leaves_nothing: false,
    keeps_data: false,
    definitions: Some(Definitions {
        chart: "karpenter-crd",
        purpose: "The kinds that Karpenter knows: NodePool, NodeClaim, EC2NodeClass.",
        because: &[
            "A chart of its own, because Helm never updates the definitions of the controller's chart. No finalizer:",
            "with the definitions of pools, every node of a pool would go.",
        ],
    }),
    service_account: Some(SERVICE_ACCOUNT),
    identity: None,
    log_groups: &[],
    endpoints: &[],
    metrics: Some(8080),
    writes_zones: false,
    brings: File::of(include_str!("../../catalog/charts/karpenter.json")),
    kinds: Kinds {
        of_cluster: &[("karpenter.k8s.aws", "EC2NodeClass"), ("karpenter.sh", "NodePool")],
        guards: &[],
        // The built-in roles name its kinds: who looks at nodes looks at these, whether Karpenter is an application or not.
        readable: &[],
        of_teams: &[],
        fences: &[("karpenter.sh", &["nodeclaims", "nodepools"], "decides which nodes there are, and whom they admit")],
        powers: &[("karpenter.k8s.aws", &["ec2nodeclasses"], "runs programs as root on nodes")],
    },
    values: Values {
        of: values,
        arguments: no_arguments,
        because: |_| &["On the system nodes: it refuses to run on nodes that it has made itself."],
        ignored: &[],
        kept: &[
            &["settings", "clusterName"],
            &["settings", "interruptionQueue"],
            &["settings", "isolatedVPC"],
            ROLE,
            &["serviceAccount", "name"],
            &["serviceAccount", "create"],
            &["nodeSelector"],
            &["tolerations"],
        ],
        kept_arguments: &[],
        rights: &[],
    },
};

fn values(cell: &Cell<'_>) -> Value {
    let settings = json!({ "clusterName": cell.cluster, "interruptionQueue": cell.interruption_queue });
    // The price list has no endpoint inside a VPC.
    let settings = if cell.is_isolated { with(settings, "isolatedVPC", true) } else { settings };
    cell.on_system_nodes(json!({
        "replicas": REPLICAS.min(cell.fewest_system_nodes.max(1)),
        "settings": settings,
        "serviceAccount": { "name": SERVICE_ACCOUNT },
    }))
}
