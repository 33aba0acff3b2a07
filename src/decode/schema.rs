//! What a declaration of a block adds to its JSON Schema.

use std::fmt::Write as _;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

/// The schema of objects that have all of these keys; `null` is the same as leaving a key out.
pub(crate) fn present(keys: &[&str]) -> serde_json::Value {
    let value = |key: &&str| ((*key).to_owned(), serde_json::json!({ "not": { "type": "null" } }));
    let properties: serde_json::Map<_, _> = keys.iter().map(value).collect();
    serde_json::json!({ "required": keys, "properties": properties })
}

/// Adds a default to the description of a key, as it is today.
pub(crate) fn with_default<T: std::fmt::Display>(default: impl Fn() -> T) -> impl Fn(&mut Schema) {
    move |schema| {
        if let Some(Value::String(description)) = schema.get_mut("description") {
            _ = write!(description, " Default: {}.", default());
        }
    }
}

/// The schema of names of this type: the words where it is a closed set, otherwise their form.
pub(super) fn names_of<K: JsonSchema>() -> Value {
    let schema = SchemaGenerator::default().into_root_schema_for::<K>().to_value();
    match words(&schema) {
        Some(words) => serde_json::json!({ "enum": words }),
        None => serde_json::json!({ "pattern": schema.get("pattern") }),
    }
}

/// The words of a closed set.
pub(super) fn words(schema: &Value) -> Option<Vec<Value>> {
    let words = schema.get("oneOf")?.as_array()?;
    words.iter().map(|word| word.get("const").cloned()).collect()
}
