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
/// Argo CD compares itself. What moved out of an Application of 0.1 is compared with what that said.
pub(super) fn changes(path: &str, old: &Files<'_>, new: &Files<'_>) -> Vec<Argument> {
    let Some(after) = new.get(path).map(|text| read(text)) else { return Vec::new() };
    let before = old.get(path).map(|text| read(text));
    let compared = match (path.split('/').collect::<Vec<_>>().as_slice(), before) {
        (["applications", _] | ["bootstrap", "root.yaml"], Some(before)) => Some((of_pin(before), of_pin(after))),
        (["charts", ..], Some(before)) => Some((before, after)),
        (["charts", application, file], None) => old
            .get(format!("applications/{application}.yaml").as_str())
            .and_then(|text| moved(&read(text), file, after)),
        _ => None,
    };
    compared.map_or_else(Vec::new, |(before, after)| differences(&before, &after))
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

/// What an Application of 0.1 said that is in a file of a chart now, and what that says.
fn moved(application: &Settings, file: &str, after: Settings) -> Option<(Settings, Settings)> {
    if file == "Chart.yaml" {
        let publishers = release(application)?;
        let after = after.into_iter().filter(|(path, _)| path == "dependencies").collect();
        return Some(([("dependencies".to_owned(), publishers)].into(), after));
    }
    let below = application.iter().filter_map(|(path, value)| {
        let path = path.strip_prefix(INLINE)?.strip_prefix('.')?;
        Some((path.to_owned(), value.clone()))
    });
    let values: Settings = below.collect();
    // The outermost key is the name of the chart.
    let inner = |(path, value): (String, Value)| Some((path.split_once('.')?.1.to_owned(), value));
    (!values.is_empty()).then(|| (values, after.into_iter().filter_map(inner).collect()))
}

/// The chart that an Application of 0.1 names, as `Chart.yaml` lists it.
fn release(application: &Settings) -> Option<Value> {
    let text = |key: &str| match application.get(&format!("spec.source.{key}")) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let (name, version, repository) = (text("chart")?, text("targetRevision")?, text("repoURL")?);
    let repository = if repository.contains("://") { repository } else { format!("oci://{repository}") };
    let fields = [("name", name), ("version", version), ("repository", repository)];
    let fields = fields.into_iter().map(|(key, value)| (key.to_owned(), Value::Text(value)));
    Some(Value::List(vec![Value::Object(fields.collect())]))
}

/// What an Application says, with its source as one setting: where a chart comes from, or a folder of the cell and its pin.
fn of_pin(mut settings: Settings) -> Settings {
    let text = |key: &str| match settings.get(&format!("spec.source.{key}")) {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let source = match text("chart") {
        // Whatever stands before it is where the cell is, which differs from cell to cell.
        "" => {
            let path = text("path");
            let folder = path.match_indices('/').map(|(at, _)| at + 1).rev();
            let mut folder = folder.filter_map(|at| path.get(at..));
            let last = folder.next().unwrap_or(path);
            let folder = folder.next().filter(|folder| folder.starts_with("charts/")).unwrap_or(last);
            format!("{folder} at {}", text("targetRevision"))
        }
        chart => format!("chart {chart} {} of {}", text("targetRevision"), text("repoURL")),
    };
    settings.retain(|path, _| !path.starts_with("spec.source."));
    settings.insert("spec.source".to_owned(), Value::Text(source));
    settings
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
        assert_eq!(paths(file, &[(file, &old)], &[(file, &new)]), ["spec.source"]);
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
        let old = "spec:\n  source:\n    repoURL: public.ecr.aws/karpenter\n    targetRevision: 1.14.1\n    chart: karpenter\n    \
                   helm:\n      valuesObject:\n        replicas: 2\n        a: {b: 1}\n";
        let new = "spec:\n  source:\n    targetRevision: v1.0.0\n    path: out/gitops/prod/alpha/charts/karpenter\n";
        let same = "karpenter:\n  replicas: 2\n  a: {b: 1}\n";
        let other = "karpenter:\n  replicas: 3\n  a: {b: 1}\n";
        assert_eq!(paths(values, &[(application, old)], &[(application, new), (values, same)]), [""; 0]);
        assert_eq!(paths(values, &[(application, old)], &[(application, new), (values, other)]), ["replicas"]);
        let chart = |version: &str| {
            format!(
                "name: karpenter\ndependencies:\n- {{name: karpenter, version: {version}, repository: 'oci://public.ecr.aws/karpenter'}}\n"
            )
        };
        let file = "charts/karpenter/Chart.yaml";
        assert_eq!(paths(file, &[(application, old)], &[(file, &chart("1.14.1"))]), [""; 0]);
        assert_eq!(paths(file, &[(application, old)], &[(file, &chart("1.15.0"))]), ["dependencies"]);
        let moved = changes(application, &[(application, old)].into(), &[(application, new)].into());
        let [source] = moved.as_slice() else { panic!("{moved:?}") };
        let text = |value: &str| Some(Value::Text(value.to_owned()));
        assert_eq!(source.before, text("chart karpenter 1.14.1 of public.ecr.aws/karpenter"));
        assert_eq!(source.after, text("charts/karpenter at v1.0.0"));
    }
}
