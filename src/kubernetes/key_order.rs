//! The order in which people write the keys of an object.

use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

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

/// The order in which people write the keys of an object of some kind.
#[derive(Debug, Clone, Copy)]
pub struct ReadingOrder {
    of_kind: &'static [&'static str],
}

impl ReadingOrder {
    /// The order of a kind, such as `NetworkPolicy`.
    pub fn of(kind: &str) -> Self {
        Self { of_kind: of_kind(kind) }
    }

    /// The fields of an object or of anything in it. Keys that no order knows come last, as their type sorts them.
    pub fn fields(self, fields: &Map<String, Value>) -> Vec<(&String, &Value)> {
        let mut fields: Vec<_> = fields.iter().collect();
        fields.sort_by_key(|(key, _)| self.place(key));
        fields
    }

    fn place(self, key: &str) -> usize {
        let mut first = OF_ALL.iter().chain(self.of_kind);
        first.position(|first| *first == key).unwrap_or(usize::MAX)
    }
}

/// A value that is written with its keys in the order in which people write them.
pub(super) struct InReadingOrder<'a>(pub(super) ReadingOrder, pub(super) &'a Value);

impl Serialize for InReadingOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(order, value) = *self;
        match value {
            Value::Object(fields) => {
                serializer.collect_map(order.fields(fields).into_iter().map(|(key, value)| (key, Self(order, value))))
            }
            Value::Array(elements) => serializer.collect_seq(elements.iter().map(|element| Self(order, element))),
            other => other.serialize(serializer),
        }
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
            let order = ReadingOrder::of(kind);
            let keys: Vec<_> = order.fields(object.as_object().unwrap()).into_iter().map(|(key, _)| key).collect();
            assert_eq!(keys, expected, "{kind}");
            let written = serde_json::to_string(&InReadingOrder(order, &json!([{ "inner": object }]))).unwrap();
            let places: Vec<_> = expected.iter().map(|key| written.find(&format!("\"{key}\"")).unwrap()).collect();
            assert!(places.is_sorted(), "{kind}: {written}");
        }
    }
}
