//! What a value refers to.

use crate::evaluate::{Value, address};

/// Every attribute of a resource that a value refers to: the address of the instance and the name.
pub(super) fn attributes(value: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    value.visit(&mut |value| match value {
        Value::Attribute { of, name } => found.push((of.clone(), name.clone())),
        Value::Instance { resource, key } => found.push((address(resource, key.as_ref()), String::new())),
        _ => {}
    });
    found
}
