//! Where pods run that must be there before Karpenter has made the first node.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::model::{Class, SYSTEM_TIER, TIER_LABEL, Taint};
use crate::values::{Capacity, TaintEffect};

/// The labels of system nodes.
pub(super) fn system_nodes() -> BTreeMap<String, String> {
    BTreeMap::from([(TIER_LABEL.to_owned(), SYSTEM_TIER.to_owned())])
}

/// Values with which pods run on nodes that stay: those of the first on-demand tier, and none where there is no such tier. A
/// tier with taints is meant for others, and is taken when there is none without.
pub(super) fn on_steady_nodes(class: &Class) -> Map<String, Value> {
    let mut values = Map::new();
    let tiers = class.karpenter.iter().filter(|tier| tier.capacity == Capacity::OnDemand);
    let Some(steady) = tiers.min_by_key(|tier| tier.keeps_pods_out()) else { return values };
    let nodes = BTreeMap::from([(TIER_LABEL.to_owned(), steady.name.to_string())]);
    values.insert("nodeSelector".to_owned(), json!(nodes));
    let tolerations = tolerations_of(&steady.taints);
    if !tolerations.is_empty() {
        values.insert("tolerations".to_owned(), tolerations.into());
    }
    values
}

/// One toleration for each taint of the system nodes.
pub(super) fn tolerations(class: &Class) -> Value {
    tolerations_of(&class.system.taints).into()
}

fn tolerations_of(taints: &[Taint]) -> Vec<Value> {
    let taints = taints.iter().filter(|taint| taint.effect != TaintEffect::PreferNoSchedule);
    taints.map(|taint| json!({ "key": taint.key.to_string(), "operator": "Exists" })).collect()
}

/// The two values that most charts have for it.
pub(super) fn on_system_nodes(class: &Class) -> Map<String, Value> {
    let mut values = Map::new();
    values.insert("nodeSelector".to_owned(), json!(system_nodes()));
    values.insert("tolerations".to_owned(), tolerations(class));
    values
}
