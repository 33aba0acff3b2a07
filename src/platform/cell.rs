//! What the values of a chart are made from.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

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
    /// The queue of interruptions of its nodes.
    pub(crate) interruption_queue: String,
    /// The class of volumes that ask for none.
    pub(crate) storage_class: &'a str,
    /// How many system nodes it has at least.
    pub(crate) fewest_system_nodes: u32,
    /// Whether it has no way out.
    pub(crate) is_isolated: bool,
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

/// The same values with one more.
pub(crate) fn with(values: Value, key: &str, value: impl Into<Value>) -> Value {
    let Value::Object(mut values) = values else { return values };
    values.insert(key.to_owned(), value.into());
    Value::Object(values)
}
