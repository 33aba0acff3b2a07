//! The order in which people write the keys of an object.

use serde_json::Value;

/// What a reader looks for first in every object, in this order. Keys that are not listed stay as their type sorts them.
const OF_ALL: &[&str] = &[
    "apiVersion",
    "group",
    "kind",
    "metadata",
    "name",
    "server",
    "namespace",
    "labels",
    "annotations",
    "provisioner",
    "type",
    "key",
    "operator",
    "value",
    "effect",
    "protocol",
    "port",
];
const OF_NETWORK_POLICIES: &[&str] =
    &["namespaceSelector", "podSelector", "policyTypes", "ingress", "egress", "from", "to"];
const OF_ADMISSION_POLICIES: &[&str] =
    &["namespaceSelector", "policyName", "failurePolicy", "matchConstraints", "matchConditions", "variables"];
/// Below the name of a chart are texts of the spec's authors, and charts that know objects of any kind.
const OF_VALUES: &[&str] = &[
    "namespaceSelector",
    "podSelector",
    "policyTypes",
    "ingress",
    "egress",
    "from",
    "to",
    "policyName",
    "failurePolicy",
    "matchConstraints",
    "matchConditions",
    "variables",
];

/// What comes next in objects of a kind.
fn of_kind(kind: &str) -> &'static [&'static str] {
    match kind {
        "NetworkPolicy" => OF_NETWORK_POLICIES,
        "ValidatingAdmissionPolicy" | "ValidatingAdmissionPolicyBinding" => OF_ADMISSION_POLICIES,
        super::helm::VALUES => OF_VALUES,
        _ => &[],
    }
}

/// The same object with its keys in the order in which people write them.
pub(super) fn in_reading_order(kind: &str, value: Value) -> Value {
    sorted(of_kind(kind), value)
}

fn sorted(own: &[&str], value: Value) -> Value {
    let place = |key: &str| {
        let mut first = OF_ALL.iter().chain(own);
        first.position(|first| *first == key).unwrap_or(usize::MAX)
    };
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().collect();
            fields.sort_by_key(|(key, _)| place(key));
            fields.into_iter().map(|(key, value)| (key, sorted(own, value))).collect()
        }
        Value::Array(elements) => elements.into_iter().map(|element| sorted(own, element)).collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_kind_has_an_order_of_its_own() {
        let object = json!({ "to": 1, "from": 2, "egress": 3, "name": 4, "apiVersion": 5 });
        for (kind, expected) in [
            ("NetworkPolicy", ["apiVersion", "name", "egress", "from", "to"]),
            ("Workflow", ["apiVersion", "name", "to", "from", "egress"]),
        ] {
            let sorted = in_reading_order(kind, object.clone());
            let keys: Vec<_> = sorted.as_object().unwrap().keys().collect();
            assert_eq!(keys, expected, "{kind}");
        }
    }
}
