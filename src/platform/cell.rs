//! What the values of a chart are made from.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::balancing::Balancing;
use super::chosen::Chosen;
use crate::catalog::instance_types::Accelerator;

/// The priority class of the platform's own charts, apart from what the cluster itself needs.
pub const PLATFORM_PRIORITY: &str = "platform";

/// What the values of a chart are made from: one cell.
pub(crate) struct Cell<'a> {
    /// Name of its cluster.
    pub(crate) cluster: &'a str,
    /// Its region.
    pub(crate) region: &'a str,
    /// The domain of its names.
    pub(crate) domain: Option<String>,
    /// The tags that Terraform gives everything in it.
    pub(crate) tags: BTreeMap<String, String>,
    /// What every metric of it says about where it comes from.
    pub(crate) metric_labels: BTreeMap<&'static str, &'a str>,
    /// The queue of interruptions of its nodes.
    pub(crate) interruption_queue: String,
    /// The class of volumes that ask for none.
    pub(crate) storage_class: &'a str,
    /// How many system nodes it has at least.
    pub(crate) fewest_system_nodes: u32,
    /// Whether it has no way out.
    pub(crate) is_isolated: bool,
    /// For what something in it may make a load balancer.
    pub(crate) balancing: Balancing,
    /// Whether a node of it may have accelerators of a kind.
    pub(crate) may_have: &'a dyn Fn(Accelerator) -> bool,
    /// What it runs.
    pub(crate) applications: Chosen<'a>,
    /// Values with which pods run on system nodes.
    pub(crate) system_nodes: Map<String, Value>,
    /// Values with which pods run on nodes that stay; none where no tier has such nodes.
    pub(crate) steady_nodes: Map<String, Value>,
}

impl Cell<'_> {
    /// Values with which pods run on system nodes, beside others.
    pub(crate) fn on_system_nodes(&self, values: Value) -> Value {
        beside(values, &self.system_nodes)
    }

    /// Values with which pods run on nodes that stay, beside others.
    pub(crate) fn on_steady_nodes(&self, values: Value) -> Value {
        beside(values, &self.steady_nodes)
    }
}

fn beside(values: Value, placement: &Map<String, Value>) -> Value {
    let Value::Object(mut values) = values else { return values };
    values.extend(placement.clone());
    Value::Object(values)
}

/// What nodes are alike in: where one of them fails, pods on the other go on.
pub(crate) const DOMAINS: [&str; 2] = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"];

/// Pods with these labels are spread over zones and nodes, and where there is only one left, start there all the same.
pub(super) fn spread(labels: &[(&str, &str)]) -> Value {
    let labels: BTreeMap<&str, &str> = labels.iter().copied().collect();
    let constraint = |domain| {
        json!({
            "maxSkew": 1,
            "topologyKey": domain,
            "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": { "matchLabels": labels },
        })
    };
    DOMAINS.map(constraint).into_iter().collect()
}

/// The labels that charts give the pods of a release.
pub(super) const fn of_release<'a>(release: &'a str, name: &'a str) -> [(&'a str, &'a str); 2] {
    [("app.kubernetes.io/instance", release), ("app.kubernetes.io/name", name)]
}

/// The same values with one more.
pub(crate) fn with(values: Value, key: &str, value: impl Into<Value>) -> Value {
    let Value::Object(mut values) = values else { return values };
    values.insert(key.to_owned(), value.into());
    Value::Object(values)
}
