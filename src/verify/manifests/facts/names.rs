//! Names of objects: what they may hold, and how long they may be.

use crate::catalog::object_names::{Form, of};
use crate::kubernetes::Object;

/// What is wrong with the name of an object and with that of its namespace.
pub(super) fn check(object: &Object) -> Vec<String> {
    let rule = of(object.group(), &object.kind);
    let mut faults = check_name("metadata.name", &object.name, rule.form, rule.most);
    if let Some(namespace) = &object.namespace {
        faults.extend(check_name("metadata.namespace", namespace, Form::Label, 63));
    }
    faults
}

fn check_name(path: &str, name: &str, form: Form, most: usize) -> Vec<String> {
    let mut faults = Vec::new();
    if name.len() > most {
        faults.push(format!("`{path}`: `{name}` has {} characters, at most {most} are allowed", name.len()));
    }
    if !fits(name, form) {
        faults.push(format!("`{path}`: `{name}` is not a valid {form}"));
    }
    faults
}

fn fits(name: &str, form: Form) -> bool {
    match form {
        Form::PathSegment => !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '%']),
        Form::Subdomain => name.split('.').all(is_label),
        Form::Label => is_label(name),
        Form::ServiceLabel => is_label(name) && name.starts_with(|first: char| first.is_ascii_lowercase()),
    }
}

/// RFC 1123: lower case, digits and hyphens, with neither end a hyphen.
fn is_label(name: &str) -> bool {
    let is_inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !name.is_empty() && name.bytes().all(is_inside) && !name.starts_with('-') && !name.ends_with('-')
}
