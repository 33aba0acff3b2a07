//! Labels and annotations: their keys, values and sizes (Kubernetes, "Labels and Selectors" and "Annotations").

use serde_json::Value;

use super::fields::visit;

/// Characters of a label's value, and of a key without its prefix.
const MOST_CHARACTERS: usize = 63;
/// Characters of the prefix of a key.
const LONGEST_PREFIX: usize = 253;
/// Bytes of all annotations of an object together.
const MOST_BYTES: usize = 256 * 1024;
/// Fields that hold labels, or ask for some, wherever they are.
const MAPS: [&str; 3] = ["labels", "matchLabels", "nodeSelector"];
/// Fields that list keys of labels with the values that are asked for, or with the value that a node has.
const LISTS: [&str; 5] = ["matchExpressions", "requirements", "startupTaints", "taints", "tolerations"];

/// What is wrong with the labels and annotations of an object.
pub(super) fn check(body: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    visit(body, &mut |path, field, value| match value {
        Value::Object(_) if MAPS.contains(&field) => faults.extend(of_map(path, value, true)),
        Value::Object(_) if field == "annotations" => faults.extend(of_map(path, value, false)),
        Value::Array(items) if LISTS.contains(&field) => faults.extend(items.iter().flat_map(|it| of_item(path, it))),
        _ => {}
    });
    faults
}

fn of_map(path: &str, value: &Value, are_labels: bool) -> Vec<String> {
    let fields = || value.as_object().into_iter().flatten();
    let mut faults: Vec<String> = fields().filter_map(|(key, _)| of_key(path, key)).collect();
    if are_labels {
        faults.extend(fields().filter_map(|(_, value)| of_value(path, value)));
    }
    let bytes: usize = fields().map(|(key, value)| key.len() + value.as_str().map_or(0, str::len)).sum();
    if bytes > MOST_BYTES {
        faults.push(format!("`{path}`: {bytes} bytes, at most {MOST_BYTES} are allowed"));
    }
    faults
}

/// An item that names no key asks for something else than labels, such as the scope of a quota.
fn of_item(path: &str, item: &Value) -> Vec<String> {
    let Some(key) = item.get("key").and_then(Value::as_str) else { return Vec::new() };
    let values = item.get("values").and_then(Value::as_array).into_iter().flatten();
    let values = values.chain(item.get("value"));
    of_key(path, key).into_iter().chain(values.filter_map(|value| of_value(path, value))).collect()
}

fn of_key(path: &str, key: &str) -> Option<String> {
    let (prefix, name) = key.split_once('/').map_or((None, key), |(prefix, name)| (Some(prefix), name));
    let is_prefix = |prefix: &str| {
        let is_inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        !prefix.is_empty() && prefix.len() <= LONGEST_PREFIX && prefix.bytes().all(is_inside)
    };
    let fits = is_label_text(name, false) && prefix.is_none_or(is_prefix);
    (!fits).then(|| format!("`{path}`: `{key}` is not a valid key for a label or annotation"))
}

fn of_value(path: &str, value: &Value) -> Option<String> {
    let fits = value.as_str().is_some_and(|value| is_label_text(value, true));
    let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    (!fits).then(|| format!("`{path}`: `{shown}` is not a valid label value"))
}

fn is_label_text(text: &str, may_be_empty: bool) -> bool {
    let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_end = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let ends = is_end(text.bytes().next()) && is_end(text.bytes().last());
    text.len() <= MOST_CHARACTERS && text.bytes().all(is_inside) && (ends || may_be_empty && text.is_empty())
}
