//! The fields of an object, by their paths.

use serde_json::Value;

/// The values at a path, in which `*` stands for all items of a list: with the path of each.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Vec<(String, &'v Value)> {
    let mut found = vec![(String::new(), value)];
    for part in path.split('.') {
        found = found.into_iter().flat_map(|(path, value)| step(&path, value, part)).collect();
    }
    found
}

fn step<'v>(path: &str, value: &'v Value, part: &str) -> Vec<(String, &'v Value)> {
    if part == "*" {
        let items = value.as_array().into_iter().flatten().enumerate();
        return items.map(|(index, item)| (format!("{path}[{index}]"), item)).collect();
    }
    let below = if path.is_empty() { part.to_owned() } else { format!("{path}.{part}") };
    value.get(part).map(|value| (below, value)).into_iter().collect()
}

/// The text at a path without `*`; empty where there is none.
pub(super) fn text<'v>(value: &'v Value, path: &str) -> &'v str {
    path.split('.').try_fold(value, |value, part| value.get(part)).and_then(Value::as_str).unwrap_or_default()
}
