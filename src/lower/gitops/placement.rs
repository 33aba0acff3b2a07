//! Where pods run that must be there before Karpenter has made the first node.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::model::{Class, KarpenterTier, SYSTEM_TIER, TIER_LABEL};
use crate::values::{Capacity, TaintEffect};

/// The labels of system nodes.
pub(super) fn system_nodes() -> BTreeMap<String, String> {
    BTreeMap::from([(TIER_LABEL.to_owned(), SYSTEM_TIER.to_owned())])
}

/// The labels of nodes that stay: of the first on-demand tier that lets every pod in, if there is one.
pub(super) fn steady_nodes(class: &Class) -> Option<BTreeMap<String, String>> {
    let lets_in = |tier: &&KarpenterTier| tier.taints.iter().all(|taint| taint.effect == TaintEffect::PreferNoSchedule);
    let steady = class.karpenter.iter().filter(|tier| tier.capacity == Capacity::OnDemand).find(lets_in)?;
    Some(BTreeMap::from([(TIER_LABEL.to_owned(), steady.name.to_string())]))
}

/// One toleration for each taint of the system nodes.
pub(super) fn tolerations(class: &Class) -> Value {
    let taints = class.system.taints.iter().filter(|taint| taint.effect != TaintEffect::PreferNoSchedule);
    taints.map(|taint| json!({ "key": taint.key.to_string(), "operator": "Exists" })).collect()
}

/// The two values that most charts have for it.
pub(super) fn on_system_nodes(class: &Class) -> Map<String, Value> {
    let mut values = Map::new();
    values.insert("nodeSelector".to_owned(), json!(system_nodes()));
    values.insert("tolerations".to_owned(), tolerations(class));
    values
}

/// The same beside other values.
pub(super) fn with_placement(class: &Class, values: Value) -> Value {
    let Value::Object(mut values) = values else { return values };
    values.extend(on_system_nodes(class));
    Value::Object(values)
}

/// The same values with one more.
pub(super) fn with(values: Value, key: &str, value: impl Into<Value>) -> Value {
    let Value::Object(mut values) = values else { return values };
    values.insert(key.to_owned(), value.into());
    Value::Object(values)
}
