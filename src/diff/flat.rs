//! Arguments by their paths, so that a change shows where it is.

use std::collections::BTreeMap;

use crate::evaluate::{Content, Value, is_identifier};

/// The one part of `lifecycle` that causes changes.
pub(super) const REPLACE_TRIGGERED_BY: &str = "replace_triggered_by";

/// Values by paths such as `vpc_config.subnet_ids`, `ingress[1].from_port` or `policy.Statement["Read"].Action`.
pub(super) type Flat = BTreeMap<String, Value>;

/// The arguments of a block. Objects are taken apart, and so are JSON documents.
pub(super) fn flat(content: &Content) -> Flat {
    let mut arguments = Flat::new();
    add(&mut arguments, content, "");
    let triggers = &content.lifecycle.replace_triggered_by;
    arguments.extend(triggers.clone().map(|triggers| (REPLACE_TRIGGERED_BY.to_owned(), triggers)));
    arguments
}

fn add(arguments: &mut Flat, content: &Content, prefix: &str) {
    for (name, value) in &content.attributes {
        put(arguments, format!("{prefix}{name}"), value.clone());
    }
    for (kind, blocks) in &content.blocks {
        for (position, block) in blocks.iter().enumerate() {
            let index = if blocks.len() == 1 { String::new() } else { format!("[{position}]") };
            add(arguments, block, &format!("{prefix}{kind}{index}."));
        }
    }
}

fn put(arguments: &mut Flat, path: String, value: Value) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                put(arguments, inside(&path, &key), value);
            }
        }
        Value::Json(document) => put_document(arguments, path, *document),
        value => _ = arguments.insert(path, value),
    }
}

fn put_document(arguments: &mut Flat, path: String, value: Value) {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                put_document(arguments, inside(&path, &key), value);
            }
        }
        Value::List(items) if items.iter().any(|item| matches!(item, Value::Object(_))) => {
            for (number, item) in items.into_iter().enumerate() {
                let name = match &item {
                    Value::Object(entries) => entries.get("Sid").map(Value::to_string),
                    _ => None,
                };
                put_document(arguments, format!("{path}[{}]", name.unwrap_or_else(|| number.to_string())), item);
            }
        }
        value => _ = arguments.insert(path, value),
    }
}

fn inside(path: &str, key: &str) -> String {
    if is_identifier(key) { format!("{path}.{key}") } else { format!("{path}[{key:?}]") }
}

/// A path without anything in brackets.
pub(super) fn unindexed(path: &str) -> String {
    let mut depth = 0_usize;
    let outside = path.chars().filter(|letter| {
        match letter {
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::unindexed;

    #[test]
    fn indices_are_left_out() {
        for (path, expected) in [("a[0].b", "a.b"), ("tags[\"a.b/c\"]", "tags"), ("a.b", "a.b")] {
            assert_eq!(unindexed(path), expected);
        }
    }
}
