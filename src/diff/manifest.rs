//! What a manifest says, key by key: pins, charts and their values, where the name of a file alone would say nothing.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::difference::Argument;
use super::fleet::Files;
use super::value::Value;

/// Where cellc 0.1 wrote the values of a chart, in the Application.
const INLINE: &str = "spec.source.helm.valuesObject";

/// Key by key → value.
type Settings = BTreeMap<String, Value>;

/// What differs in a file of a cell that is on both sides, or new on one; nothing for files of other kinds, whose objects
/// Argo CD compares itself. Values that moved out of an Application are compared with those that it had.
pub(super) fn changes(path: &str, old: &Files<'_>, new: &Files<'_>) -> Vec<Argument> {
    let Some(after) = new.get(path) else { return Vec::new() };
    let (before, after) = match path.split('/').collect::<Vec<_>>().as_slice() {
        ["applications", _] | ["bootstrap", "root.yaml"] => {
            let Some(before) = old.get(path) else { return Vec::new() };
            (without_inline(read(before)), without_inline(read(after)))
        }
        ["charts", application, file] => match (old.get(path), *file) {
            (Some(before), _) => (read(before), read(after)),
            (None, "values.yaml") => match inline(old, application) {
                Some(before) => (before, without_chart(read(after))),
                None => return Vec::new(),
            },
            (None, _) => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    differences(&before, &after)
}

fn differences(before: &Settings, after: &Settings) -> Vec<Argument> {
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let changed = paths.into_iter().filter(|path| before.get(*path) != after.get(*path));
    changed
        .map(|path| Argument {
            path: path.clone(),
            before: before.get(path).cloned(),
            after: after.get(path).cloned(),
            replaces: false,
        })
        .collect()
}

/// The values in an Application of cellc 0.1.
fn inline(files: &Files<'_>, application: &str) -> Option<Settings> {
    let settings = read(files.get(format!("applications/{application}.yaml").as_str())?);
    let below = settings.into_iter().filter_map(|(path, value)| {
        let path = path.strip_prefix(INLINE)?.strip_prefix('.')?;
        Some((path.to_owned(), value))
    });
    let values: Settings = below.collect();
    (!values.is_empty()).then_some(values)
}

fn without_inline(mut settings: Settings) -> Settings {
    settings.retain(|path, _| !path.starts_with(INLINE));
    settings
}

/// The values without the name of the chart, which is the outermost key.
fn without_chart(settings: Settings) -> Settings {
    let inner = |(path, value): (String, Value)| Some((path.split_once('.')?.1.to_owned(), value));
    settings.into_iter().filter_map(inner).collect()
}

/// The settings of a file; none of one that somebody has broken, or with several objects.
fn read(text: &str) -> Settings {
    let mut settings = Settings::new();
    if let Ok(object) = serde_saphyr::from_str::<Json>(text) {
        collect(&object, "", &mut settings);
    }
    settings
}

fn collect(value: &Json, path: &str, settings: &mut Settings) {
    match value {
        Json::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                collect(value, &path, settings);
            }
        }
        value => drop(settings.insert(path.to_owned(), told(value))),
    }
}

fn told(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => Value::Number(number.to_string()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(told).collect()),
        Json::Object(fields) => Value::Object(fields.iter().map(|(key, value)| (key.clone(), told(value))).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(path: &str, old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
        let arguments = changes(path, &old.iter().copied().collect(), &new.iter().copied().collect());
        arguments.into_iter().map(|argument| argument.path).collect()
    }

    #[test]
    fn pins_versions_and_values_are_told_key_by_key() {
        let pin = |pin: &str| format!("spec:\n  source:\n    targetRevision: {pin}\n    path: a\n");
        let (old, new) = (pin("v1.0.0"), pin("v2.0.0"));
        let file = "applications/base.yaml";
        assert_eq!(paths(file, &[(file, &old)], &[(file, &new)]), ["spec.source.targetRevision"]);
        let file = "charts/karpenter/values.yaml";
        let (old, new) = ("karpenter:\n  replicas: 1\n  a: [1]\n", "karpenter:\n  replicas: 2\n  a: [1, 2]\n  b: {}\n");
        assert_eq!(paths(file, &[(file, old)], &[(file, new)]), ["karpenter.a", "karpenter.b", "karpenter.replicas"]);
        assert_eq!(
            paths("base/storage.yaml", &[("base/storage.yaml", "a: 1")], &[("base/storage.yaml", "a: 2")]),
            [""; 0]
        );
        assert_eq!(paths(file, &[(file, "a: [")], &[(file, "a: 1")]), ["a"]);
        assert_eq!(paths(file, &[], &[(file, new)]), [""; 0], "a new chart has no values that change");
    }

    #[test]
    fn values_that_only_moved_are_no_change() {
        let (application, values) = ("applications/karpenter.yaml", "charts/karpenter/values.yaml");
        let old = "spec:\n  source:\n    chart: karpenter\n    helm:\n      valuesObject:\n        replicas: 2\n        a: {b: 1}\n";
        let new = "spec:\n  source:\n    path: charts/karpenter\n";
        let same = "karpenter:\n  replicas: 2\n  a: {b: 1}\n";
        let other = "karpenter:\n  replicas: 3\n  a: {b: 1}\n";
        assert_eq!(paths(values, &[(application, old)], &[(application, new), (values, same)]), [""; 0]);
        assert_eq!(paths(values, &[(application, old)], &[(application, new), (values, other)]), ["replicas"]);
        let moved = paths(application, &[(application, old)], &[(application, new), (values, same)]);
        assert_eq!(moved, ["spec.source.chart", "spec.source.path"]);
    }
}
