//! What a manifest says, key by key: the name of a file alone would say nothing.

use super::difference::Argument;
use super::files::Files;
use super::objects::{Objects, Settings, differences};
use crate::evaluate::Value;

/// Where cellc 0.1 wrote the values of a chart, in the Application.
const INLINE: &str = "spec.source.helm.valuesObject";

/// Folders whose objects concern the whole cell. A file of any other folder is named after the object that it is about.
const OF_THE_CELL: [&str; 3] = ["base", "access", "bootstrap"];

/// What differs in a file of a cell that is on both sides, or which objects there are in one that is on one side only. What moved
/// out of an Application of 0.1 is compared with what that said.
pub(super) fn changes(path: &str, old: &Files<'_>, new: &Files<'_>) -> Vec<Argument> {
    let (before, after) = (old.get(path).copied(), new.get(path).copied());
    match (path.split('/').collect::<Vec<_>>().as_slice(), before, after) {
        (["charts", ..], Some(before), Some(after)) => differences(&read(before), &read(after)),
        (["charts", application, file], None, Some(after)) => {
            let application = old.get(format!("applications/{application}.yaml").as_str());
            let moved = application.and_then(|application| moved(&read(application), file, read(after)));
            moved.map_or_else(Vec::new, |(before, after)| differences(&before, &after))
        }
        (["applications", _] | ["bootstrap", "root.yaml"], Some(before), Some(after)) => {
            let (before, after) = of_pins(read(before), read(after));
            differences(&before, &after)
        }
        ([folder, ..], ..) if OF_THE_CELL.contains(folder) || before.is_some() && after.is_some() => {
            objects(before, after)
        }
        _ => Vec::new(),
    }
}

/// Whether what [`changes`] says of a file follows from its two texts alone.
pub(super) fn stands_alone(path: &str) -> bool {
    !path.starts_with("charts/")
}

/// A file that somebody has broken says nothing, and one with a single object says with its name what comes or goes.
fn objects(before: Option<&str>, after: Option<&str>) -> Vec<Argument> {
    let read = |text: Option<&str>| text.map_or_else(|| Some(Objects::default()), Objects::read);
    let Some((old, new)) = read(before).zip(read(after)) else { return Vec::new() };
    let arguments = old.differences(&new);
    if before.is_none() || after.is_none() {
        Some(arguments).filter(|all| all.len() > 1).unwrap_or_default()
    } else {
        arguments
    }
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
    Some(Value::List(vec![Value::object(fields)]))
}

/// What two states of an Application say. Where the source stays, its revision is a setting of its own, so that Applications whose
/// pins move together read alike; where it is another one, the source is one setting.
fn of_pins(mut before: Settings, mut after: Settings) -> (Settings, Settings) {
    let (old, new) = (Source::of(&before), Source::of(&after));
    let is_same = old.place() == new.place();
    for (settings, source) in [(&mut before, &old), (&mut after, &new)] {
        settings.retain(|path, _| !path.starts_with("spec.source."));
        let (path, text) = if is_same {
            ("spec.source.targetRevision", source.revision.clone())
        } else {
            ("spec.source", source.to_string())
        };
        settings.insert(path.to_owned(), Value::Text(text));
    }
    (before, after)
}

/// Where an Application has its manifests from: a chart of a repository, or a folder of the cell.
struct Source {
    chart: String,
    /// The repository of the chart, or the folder.
    from: String,
    revision: String,
}

impl Source {
    fn of(settings: &Settings) -> Self {
        let text = |key: &str| match settings.get(&format!("spec.source.{key}")) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        };
        let (chart, revision) = (text("chart"), text("targetRevision"));
        let from = if chart.is_empty() { folder(&text("path")).to_owned() } else { text("repoURL") };
        Self { chart, from, revision }
    }

    fn place(&self) -> (&str, &str) {
        (&self.chart, &self.from)
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { chart, from, revision } = self;
        if chart.is_empty() {
            write!(formatter, "{from} at {revision}")
        } else {
            write!(formatter, "chart {chart} {revision} of {from}")
        }
    }
}

/// The folder within the cell: whatever stands before it is where the cell is, which differs from cell to cell.
fn folder(path: &str) -> &str {
    let starts = path.match_indices('/').map(|(at, _)| at + 1).rev();
    let mut folders = starts.filter_map(|at| path.get(at..));
    let last = folders.next().unwrap_or(path);
    folders.next().filter(|folder| folder.starts_with("charts/")).unwrap_or(last)
}

/// The settings of a file; none of one that somebody has broken, or with several objects.
fn read(text: &str) -> Settings {
    Objects::read(text).and_then(Objects::single).unwrap_or_default()
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
        let storage = "base/storage.yaml";
        assert_eq!(paths(storage, &[(storage, "a: 1")], &[(storage, "a: 2")]), ["a"]);
        let two = "kind: A\n---\nkind: B\n";
        assert_eq!(paths(storage, &[], &[(storage, two)]), ["A", "B"]);
        assert_eq!(paths(storage, &[], &[(storage, "kind: A")]), [""; 0], "the name of the file says it");
        assert_eq!(paths("namespaces/a.yaml", &[], &[("namespaces/a.yaml", two)]), [""; 0]);
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
