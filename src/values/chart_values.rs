//! Values of a Helm chart, which only the chart understands.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

/// Values that are passed through to a chart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ChartValues(Map<String, Value>);

impl ChartValues {
    /// The values as they were written.
    pub const fn new(values: Map<String, Value>) -> Self {
        Self(values)
    }

    /// The outermost keys, in the order in which they were written.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The value at a path of keys, such as `["serviceAccount", "name"]`.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        let (last, objects) = path.split_last()?;
        let mut values = &self.0;
        for key in objects {
            values = values.get(*key)?.as_object()?;
        }
        values.get(*last)
    }

    /// Whether these values replace the one at a path of keys: they have it, or something that is no object on the way to it.
    pub fn replaces(&self, path: &[&str]) -> bool {
        let Some((last, objects)) = path.split_last() else { return false };
        let mut values = &self.0;
        for key in objects {
            match values.get(*key) {
                Some(Value::Object(inner)) => values = inner,
                Some(_) => return true,
                None => return false,
            }
        }
        values.contains_key(*last)
    }

    /// These values over those: objects are joined key by key, everything else is replaced, as Helm does it.
    pub fn over(&self, defaults: Value) -> Value {
        over(Value::Object(self.0.clone()), defaults)
    }
}

fn over(values: Value, defaults: Value) -> Value {
    match (values, defaults) {
        (Value::Object(values), Value::Object(mut defaults)) => {
            for (key, value) in values {
                let value = match defaults.get_mut(&key) {
                    Some(default) => over(value, default.take()),
                    None => value,
                };
                defaults.insert(key, value);
            }
            Value::Object(defaults)
        }
        (values, _) => values,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn values(value: Value) -> ChartValues {
        let Value::Object(values) = value else { panic!("not an object: {value}") };
        ChartValues::new(values)
    }

    #[test]
    fn objects_are_joined_and_the_rest_is_replaced() {
        for (own, defaults, joined) in [
            (json!({}), json!({"a": 1}), json!({"a": 1})),
            (json!({"a": 2}), json!({"a": 1, "b": 1}), json!({"a": 2, "b": 1})),
            (json!({"a": {"c": 2}}), json!({"a": {"b": 1}}), json!({"a": {"b": 1, "c": 2}})),
            (json!({"a": [2]}), json!({"a": [1, 1]}), json!({"a": [2]})),
            (json!({"a": {"b": 1}}), json!({"a": 1}), json!({"a": {"b": 1}})),
            (json!({"a": null}), json!({"a": {"b": 1}}), json!({"a": null})),
        ] {
            assert_eq!(values(own.clone()).over(defaults.clone()), joined, "{own} over {defaults}");
        }
    }

    #[test]
    fn a_value_is_replaced_by_what_stands_on_the_way_to_it() {
        for (own, replaces) in [
            (json!({}), false),
            (json!({"settings": {}}), false),
            (json!({"settings": {"other": 1}}), false),
            (json!({"settings": {"clusterName": "x"}}), true),
            (json!({"settings": {"clusterName": null}}), true),
            (json!({"settings": null}), true),
            (json!({"settings": "x"}), true),
        ] {
            assert_eq!(values(own.clone()).replaces(&["settings", "clusterName"]), replaces, "{own}");
        }
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        let values = values(json!({"serviceAccount": {"name": "x"}, "a": 1}));
        assert_eq!(values.get(&["serviceAccount", "name"]), Some(&json!("x")));
        assert_eq!(values.get(&["a"]), Some(&json!(1)));
        for path in [&["a", "b"][..], &["serviceAccount", "create"], &["b"], &[]] {
            assert_eq!(values.get(path), None, "{path:?}");
        }
    }
}
