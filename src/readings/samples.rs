//! Values that a JSON Schema admits.

use serde_json::{Map, Value, json};

/// How deep schemas are followed: blocks of the specification do not nest deeper.
const DEEPEST: usize = 8;

/// How many values one schema gives.
const MOST: usize = 32;

/// Counts that stand for ranges: small ones, where limits of AWS and Kubernetes lie, and one beyond all of them.
const COUNTS: [u64; 10] = [0, 1, 2, 3, 10, 30, 100, 1000, 100_000, 10_000_000];

/// How many elements lists and objects are made from.
const MOST_PARTS: usize = 3;

/// Examples, words and limits of a schema, whose definitions stand at its root.
pub(super) fn samples(root: &Value) -> Vec<Value> {
    let mut samples = of(root, root, 0);
    samples.truncate(MOST);
    samples
}

fn of(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    if depth > DEEPEST {
        return Vec::new();
    }
    let list = |key: &str| schema.get(key).and_then(Value::as_array).into_iter().flatten();
    let mut samples: Vec<Value> = list("examples").chain(list("enum")).chain(schema.get("const")).cloned().collect();
    let referenced = schema.get("$ref").and_then(Value::as_str).and_then(|path| root.pointer(path.strip_prefix('#')?));
    let alternatives = list("oneOf").chain(list("anyOf")).chain(referenced);
    samples.extend(alternatives.flat_map(|schema| of(schema, root, depth + 1)));
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => samples.extend([json!(false), json!(true)]),
        Some("integer") => samples.extend(counts(schema)),
        Some("array") => samples.extend(lists(schema, root, depth)),
        Some("object") => samples.extend(objects(schema, root, depth)),
        _ => {}
    }
    samples
}

fn counts(schema: &Value) -> impl Iterator<Item = Value> {
    let limit = |key: &str| schema.get(key).and_then(Value::as_u64);
    let (least, most) = (limit("minimum").unwrap_or(0), limit("maximum").unwrap_or(u64::from(u32::MAX)));
    let limits = [least].into_iter().chain(limit("maximum"));
    limits.chain(COUNTS.into_iter().filter(move |count| (least..=most).contains(count))).map(Value::from)
}

fn lists(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    let elements = schema.get("items").map(|items| of(items, root, depth + 1)).unwrap_or_default();
    let single = elements.iter().take(MOST_PARTS).map(|element| json!([element]));
    let several = elements.iter().take(MOST_PARTS).cloned().collect();
    std::iter::once(json!([])).chain(single).chain([Value::Array(several)]).collect()
}

/// Objects with what is required, of the first samples and of the next.
fn objects(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let property = |name: &str| schema.get("properties").and_then(|properties| properties.get(name));
    let values: Vec<(&str, Vec<Value>)> = required
        .into_iter()
        .map(|name| (name, property(name).map(|schema| of(schema, root, depth + 1)).unwrap_or_default()))
        .collect();
    let maps = maps(schema, root, depth);
    let object = |number: usize| {
        let value = |(name, samples): &(&str, Vec<Value>)| {
            Some(((*name).to_owned(), samples.get(number).or_else(|| samples.last())?.clone()))
        };
        Value::Object(values.iter().filter_map(value).collect::<Map<_, _>>())
    };
    (0..if values.is_empty() { 1 } else { MOST_PARTS }).map(object).chain(maps).collect()
}

/// Objects with any keys: one with each key, and all keys with one value.
fn maps(schema: &Value, root: &Value, depth: usize) -> Vec<Value> {
    let (Some(keys), Some(values)) = (schema.get("propertyNames"), schema.get("additionalProperties")) else {
        return Vec::new();
    };
    let (keys, values) = (of(keys, root, depth + 1), of(values, root, depth + 1));
    let map = |keys: &[Value], value: &Value| {
        let keys = keys.iter().filter_map(Value::as_str);
        Value::Object(keys.map(|key| (key.to_owned(), value.clone())).collect())
    };
    let least_and_most = values.iter().take(1).chain(values.last());
    let full = least_and_most.map(|value| map(&keys, value));
    let single =
        keys.iter().take(MOST_PARTS).filter_map(|key| values.last().map(|value| map(std::slice::from_ref(key), value)));
    full.chain(single).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_give_values_that_they_admit() {
        let schema = json!({
            "$defs": { "Name": { "type": "string", "examples": ["a", "b"] } },
            "type": "object",
            "properties": {
                "name": { "$ref": "#/$defs/Name" },
                "size": { "type": "integer", "minimum": 3, "maximum": 9 },
                "words": { "type": "array", "items": { "oneOf": [{ "const": "x" }, { "const": "y" }] } },
                "is_on": { "type": "boolean" },
            },
            "required": ["name", "size", "words", "is_on"],
            "additionalProperties": false,
        });
        let validator = jsonschema::validator_for(&schema).unwrap();
        let samples = samples(&schema);
        assert!(samples.iter().all(|sample| validator.is_valid(sample)), "{samples:?}");
        let of = |key: &str| samples.iter().map(|sample| sample[key].to_string()).collect::<Vec<_>>();
        assert_eq!(of("name"), [r#""a""#, r#""b""#, r#""b""#]);
        assert_eq!(of("size"), ["3", "9", "3"]);
        assert_eq!(of("words"), ["[]", r#"["x"]"#, r#"["y"]"#]);
        assert!(!validator.is_valid(&json!({ "name": "a" })), "the judge sees what is missing");
    }

    #[test]
    fn maps_have_all_keys_and_one() {
        let keys = json!({ "oneOf": [{ "const": "a" }, { "const": "b" }] });
        let schema = json!({ "type": "object", "propertyNames": keys, "additionalProperties": { "type": "boolean" } });
        let of_both = |value: bool| json!({ "a": value, "b": value });
        assert_eq!(
            samples(&schema),
            [json!({}), of_both(false), of_both(true), json!({ "a": true }), json!({ "b": true })]
        );
    }

    #[test]
    fn schemas_that_hold_themselves_end() {
        let schema = json!({ "$defs": { "Tree": { "type": "array", "items": { "$ref": "#/$defs/Tree" } } },
            "$ref": "#/$defs/Tree" });
        assert!(samples(&schema).len() <= MOST);
    }
}
