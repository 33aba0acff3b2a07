//! What a plan changes, resource by resource, and how that differs from an earlier plan on the same state.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::drift::{differing_attributes, does_nothing, entries};

/// What a plan does to one resource, without the key of the instance.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Planned {
    /// `create`, `delete`, `update`; two of them for a replacement.
    pub(crate) actions: BTreeSet<String>,
    /// Paths of the attributes that differ.
    pub(crate) attributes: BTreeSet<String>,
}

/// The changes of a plan (the JSON of `terraform show -json`) by address.
pub(crate) fn planned(plan: &Value) -> BTreeMap<String, Planned> {
    let mut changes: BTreeMap<String, Planned> = BTreeMap::new();
    for resource in entries(&plan["resource_changes"]) {
        let change = &resource["change"];
        if does_nothing(change) {
            continue;
        }
        let address = resource["address"].as_str().unwrap_or_default();
        let planned = changes.entry(without_keys(address)).or_default();
        let actions = entries(&change["actions"]).iter().filter_map(Value::as_str);
        planned.actions.extend(actions.map(str::to_owned));
        planned.attributes.extend(differing_attributes(change));
    }
    changes
}

/// What `later` changes beyond what `earlier` changes already: the effect of a new configuration on a state that the emulator
/// does not hold still.
pub(crate) fn beyond(
    earlier: &BTreeMap<String, Planned>,
    later: &BTreeMap<String, Planned>,
) -> BTreeMap<String, Planned> {
    let further = later.iter().filter_map(|(address, planned)| {
        let Some(before) = earlier.get(address) else { return Some((address.clone(), planned.clone())) };
        let attributes: BTreeSet<String> = planned.attributes.difference(&before.attributes).cloned().collect();
        let mut actions: BTreeSet<String> = planned.actions.difference(&before.actions).cloned().collect();
        if actions.is_empty() && !attributes.is_empty() {
            // Drift hides what the new attribute alone would do; that it changes something is certain.
            actions.insert("update".to_owned());
        }
        (!actions.is_empty()).then_some((address.clone(), Planned { actions, attributes }))
    });
    further.collect()
}

/// `module.cell.aws_subnet.private["a"]` → `module.cell.aws_subnet.private`.
pub(crate) fn without_keys(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    let (mut is_key, mut is_quoted) = (false, false);
    for character in address.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => is_key = true,
            ']' if !is_quoted => is_key = false,
            _ if !is_key => plain.push(character),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plan(changes: &[(&str, Value)]) -> BTreeMap<String, Planned> {
        let changes = changes.iter().map(|(address, change)| json!({ "address": address, "change": change }));
        planned(&json!({ "resource_changes": changes.collect::<Vec<_>>() }))
    }

    fn update(before: &Value, after: &Value) -> Value {
        json!({ "actions": ["update"], "before": before, "after": after, "after_unknown": {} })
    }

    #[test]
    fn drift_that_was_there_before_is_not_a_change() {
        let drift = plan(&[("aws_a.this", update(&json!({ "x": 1 }), &json!({ "x": 2 })))]);
        assert!(beyond(&drift, &drift).is_empty());
    }

    #[test]
    fn an_attribute_more_is_a_change_of_what_drifts() {
        let earlier = plan(&[("aws_a.this", update(&json!({ "x": 1 }), &json!({ "x": 2 })))]);
        let later = plan(&[("aws_a.this", update(&json!({ "x": 1, "y": 1 }), &json!({ "x": 2, "y": 2 })))]);
        let further = beyond(&earlier, &later);
        assert_eq!(further["aws_a.this"].attributes, BTreeSet::from(["y".to_owned()]));
    }

    #[test]
    fn another_action_is_a_change_of_what_drifts() {
        let earlier = plan(&[("aws_a.this", update(&json!({ "x": 1 }), &json!({ "x": 2 })))]);
        let later = plan(&[("aws_a.this", json!({ "actions": ["delete"], "before": { "x": 1 }, "after": null }))]);
        assert_eq!(beyond(&earlier, &later)["aws_a.this"].actions, BTreeSet::from(["delete".to_owned()]));
    }

    #[test]
    fn instances_are_one_resource() {
        let nothing = json!({ "actions": ["no-op"] });
        let create = json!({ "actions": ["create"], "before": null, "after": {} });
        let changes = plan(&[("module.m[\"a\"].aws_a.x[\"b[c].d\"]", create), ("module.m.aws_a.y[0]", nothing)]);
        assert_eq!(changes.keys().collect::<Vec<_>>(), ["module.m.aws_a.x"]);
    }
}
