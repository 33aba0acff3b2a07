//! Labels and annotations: their keys, values and sizes (Kubernetes, "Labels and Selectors" and "Annotations").

use serde_json::Value;

use super::fields::at;

/// Characters of a label's value, and of a key without its prefix.
const MOST_CHARACTERS: usize = 63;
/// Characters of the prefix of a key.
const LONGEST_PREFIX: usize = 253;
/// Bytes of all annotations of an object together.
const MOST_BYTES: usize = 256 * 1024;
/// Where labels are.
const LABELS: [&str; 5] = [
    "metadata.labels",
    "spec.template.metadata.labels",
    "spec.selector.matchLabels",
    "spec.syncPolicy.managedNamespaceMetadata.labels",
    "spec.podSelector.matchLabels",
];

/// What is wrong with the labels and annotations of an object.
pub(super) fn check(body: &Value) -> Vec<String> {
    let fields = |path: &'static str| {
        at(body, path).into_iter().filter_map(move |(_, value)| value.as_object()).flatten().map(move |it| (path, it))
    };
    let mut faults = Vec::new();
    for (path, (key, value)) in LABELS.into_iter().flat_map(fields) {
        faults.extend(check_key(path, key));
        let value = value.as_str().unwrap_or_default();
        if !is_label_text(value, true) {
            faults.push(format!("`{path}`: `{value}` is no value of a label"));
        }
    }
    let annotations: Vec<_> = fields("metadata.annotations").collect();
    faults.extend(annotations.iter().filter_map(|(path, (key, _))| check_key(path, key)));
    let bytes: usize = annotations.iter().map(|(_, (key, value))| key.len() + value.as_str().map_or(0, str::len)).sum();
    if bytes > MOST_BYTES {
        faults.push(format!("`metadata.annotations`: {bytes} bytes, at most {MOST_BYTES} are allowed"));
    }
    faults
}

fn check_key(path: &str, key: &str) -> Option<String> {
    let (prefix, name) = key.split_once('/').map_or((None, key), |(prefix, name)| (Some(prefix), name));
    let is_prefix = |prefix: &str| {
        let is_inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        !prefix.is_empty() && prefix.len() <= LONGEST_PREFIX && prefix.bytes().all(is_inside)
    };
    let fits = is_label_text(name, false) && prefix.is_none_or(is_prefix);
    (!fits).then(|| format!("`{path}`: `{key}` is no key of a label or annotation"))
}

fn is_label_text(text: &str, may_be_empty: bool) -> bool {
    let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let is_end = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let ends = is_end(text.bytes().next()) && is_end(text.bytes().last());
    text.len() <= MOST_CHARACTERS && text.bytes().all(is_inside) && (ends || may_be_empty && text.is_empty())
}
