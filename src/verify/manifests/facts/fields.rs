//! The fields of an object, by their paths.

use std::fmt::Write as _;

use serde_json::Value;

/// The values at a path, in which `*` stands for all items of a list: with the path of each.
pub(super) fn at<'v>(value: &'v Value, path: &str) -> Vec<(String, &'v Value)> {
    let mut found = Vec::new();
    descend(value, Some(path), &mut String::new(), &mut found);
    found
}

fn descend<'v>(value: &'v Value, rest: Option<&str>, path: &mut String, found: &mut Vec<(String, &'v Value)>) {
    let Some(rest) = rest else { return found.push((path.clone(), value)) };
    let (part, rest) = rest.split_once('.').map_or((rest, None), |(part, rest)| (part, Some(rest)));
    let length = path.len();
    if part == "*" {
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            _ = write!(path, "[{index}]");
            descend(item, rest, path, found);
            path.truncate(length);
        }
    } else if let Some(value) = value.get(part) {
        path.push_str(if length == 0 { "" } else { "." });
        path.push_str(part);
        descend(value, rest, path, found);
        path.truncate(length);
    }
}

/// The text at a path without `*`; empty where there is none.
pub(super) fn text<'v>(value: &'v Value, path: &str) -> &'v str {
    path.split('.').try_fold(value, |value, part| value.get(part)).and_then(Value::as_str).unwrap_or_default()
}

/// The values at a path, without their paths.
pub(super) fn all<'v>(value: &'v Value, path: &str) -> impl Iterator<Item = &'v Value> {
    at(value, path).into_iter().map(|(_, value)| value)
}

/// Shows every field of an object, however deep: its path, its name and its value.
pub(super) fn visit<'v>(value: &'v Value, show: &mut impl FnMut(&str, &'v str, &'v Value)) {
    visit_below(value, &mut String::new(), show);
}

fn visit_below<'v>(value: &'v Value, path: &mut String, show: &mut impl FnMut(&str, &'v str, &'v Value)) {
    let length = path.len();
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                path.push_str(if length == 0 { "" } else { "." });
                path.push_str(name);
                show(path, name, value);
                visit_below(value, path, show);
                path.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                _ = write!(path, "[{index}]");
                visit_below(item, path, show);
                path.truncate(length);
            }
        }
        _ => {}
    }
}
