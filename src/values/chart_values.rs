//! Values of a Helm chart, which only the chart understands.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::secrets::{Leak, in_values};
use crate::source::Span;

/// Values that are passed through to a chart.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct ChartValues {
    values: Map<String, Value>,
    /// Where each value without parts was written, in the order of the document.
    #[serde(skip)]
    places: Vec<Span>,
}

/// Equality ignores the places: two specifications that say the same are the same.
impl PartialEq for ChartValues {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl JsonSchema for ChartValues {
    fn schema_name() -> Cow<'static, str> {
        "ChartValues".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Map::<String, Value>::json_schema(generator);
        schema.insert("description".to_owned(), "Values that are passed through to a chart.".into());
        schema
    }
}

impl ChartValues {
    /// The values as they were written.
    pub const fn new(values: Map<String, Value>) -> Self {
        Self { values, places: Vec::new() }
    }

    /// The same values with the place of each one that has no parts, in the order of the document.
    #[must_use]
    pub(crate) fn at(self, places: Vec<Span>) -> Self {
        Self { places, ..self }
    }

    /// The place of each value that has no parts, where the values were read from text.
    pub(crate) fn places_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        self.places.iter_mut()
    }

    /// The values by their outermost keys.
    pub const fn as_map(&self) -> &Map<String, Value> {
        &self.values
    }

    /// Where a value without parts was written, by its number in the order of the document; [`None`] where the values were not
    /// read from text.
    pub fn place(&self, leaf: usize) -> Option<Span> {
        self.places.get(leaf).copied()
    }

    /// Every secret in clear text, with its place where the values were read from text.
    pub fn secrets(&self) -> impl Iterator<Item = (Leak, Option<Span>)> {
        in_values(&self.values).into_iter().map(|leak| {
            let place = self.place(leak.leaf);
            (leak, place)
        })
    }

    /// The outermost keys, in the order in which they were written.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// The value at a path of keys, such as `["serviceAccount", "name"]`.
    pub fn get(&self, path: &[&str]) -> Option<&Value> {
        let (last, objects) = path.split_last()?;
        let mut values = &self.values;
        for key in objects {
            values = values.get(*key)?.as_object()?;
        }
        values.get(*last)
    }

    /// Whether these values replace the one at a path of keys: they have it, or something that is no object on the way to it.
    pub fn replaces(&self, path: &[&str]) -> bool {
        let Some((last, objects)) = path.split_last() else { return false };
        let mut values = &self.values;
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
        over(Value::Object(self.values.clone()), defaults)
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
