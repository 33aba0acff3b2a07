//! The objects of a manifest, each with its settings key by key.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::difference::Argument;
use crate::catalog::immutable_fields::of;
use crate::evaluate::Value;

/// Key by key → value.
pub(super) type Settings = BTreeMap<String, Value>;

/// Kind, name and namespace.
type Key = (String, String, String);

/// The objects of a file.
#[derive(Default)]
pub(super) struct Objects(BTreeMap<Key, Settings>);

impl Objects {
    /// The objects of all documents of a file; [`None`] when somebody has broken it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let documents: Vec<Json> = serde_saphyr::from_multiple(text).ok()?;
        let objects = documents.iter().filter(|document| document.is_object());
        Some(Self(objects.map(|object| (key(object), settings(object))).collect()))
    }

    /// The settings of a file with one object.
    pub(super) fn single(self) -> Option<Settings> {
        let mut objects = self.0.into_values();
        objects.next().filter(|_| objects.next().is_none())
    }

    /// The objects that are on both sides: kind, and the settings of each side.
    pub(super) fn both<'o>(&'o self, after: &'o Self) -> impl Iterator<Item = (&'o str, &'o Settings, &'o Settings)> {
        self.0.iter().filter_map(|(key, old)| Some((key.0.as_str(), old, after.0.get(key)?)))
    }

    /// What differs: settings of objects that are on both sides, and whole objects that are on one.
    pub(super) fn differences(&self, after: &Self) -> Vec<Argument> {
        let keys: BTreeSet<&Key> = self.0.keys().chain(after.0.keys()).collect();
        let is_alone = keys.len() == 1;
        let mut arguments = Vec::new();
        for key in &keys {
            let name = label(key, &keys);
            match (self.0.get(*key), after.0.get(*key)) {
                (Some(old), Some(new)) => arguments.extend(differences(old, new).into_iter().map(|argument| {
                    let replaces = of(&key.0).is_some_and(|immutable| immutable.holds(&argument.path));
                    let path = if is_alone { argument.path } else { format!("{name}: {}", argument.path) };
                    Argument { path, replaces, ..argument }
                })),
                (old, new) => arguments.push(Argument {
                    path: name,
                    before: old.map(|_| Value::Whole),
                    after: new.map(|_| Value::Whole),
                    replaces: false,
                }),
            }
        }
        arguments
    }
}

/// The settings that differ.
pub(super) fn differences(before: &Settings, after: &Settings) -> Vec<Argument> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
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

fn key(object: &Json) -> Key {
    let text = |pointer| object.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_owned();
    (text("/kind"), text("/metadata/name"), text("/metadata/namespace"))
}

/// `ResourceQuota quota`, with the namespace where the file has objects of this name in several.
fn label(key: &Key, all: &BTreeSet<&Key>) -> String {
    let (kind, name, namespace) = key;
    let is_ambiguous = all.iter().any(|other| (&other.0, &other.1) == (kind, name) && other.2 != *namespace);
    let name = if is_ambiguous { format!("{namespace}/{name}") } else { name.clone() };
    format!("{kind} {name}").trim().to_owned()
}

fn settings(object: &Json) -> Settings {
    let mut settings = Settings::new();
    collect(object, "", &mut settings);
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
        Json::Array(items) => match patches(items).or_else(|| types(items)) {
            Some(items) => {
                for (key, item) in items {
                    collect(&item, &format!("{path}[{key}]"), settings);
                }
            }
            None => drop(settings.insert(path.to_owned(), told(value))),
        },
        value => drop(settings.insert(path.to_owned(), told(value))),
    }
}

/// The patches of a kustomization by what they change; [`None`] for any other list, and when two change the same.
fn patches(items: &[Json]) -> Option<BTreeMap<String, Json>> {
    let mut patches = BTreeMap::new();
    for item in items {
        let patch: Json = serde_saphyr::from_str(item.get("patch")?.as_str()?).ok()?;
        let (within, kind, name) = if item.get("target").is_some() {
            (item, "/target/kind", "/target/name")
        } else {
            (&patch, "/kind", "/metadata/name")
        };
        let text = |pointer| within.pointer(pointer).and_then(Json::as_str).unwrap_or_default();
        let target = format!("{} {}", text(kind), text(name));
        if patches.insert(target.trim().to_owned(), patch).is_some() {
            return None;
        }
    }
    (!patches.is_empty()).then_some(patches)
}

/// Items that each stand for a type, such as the limits of a `LimitRange`, by that; [`None`] for any other list.
fn types(items: &[Json]) -> Option<BTreeMap<String, Json>> {
    let types = items.iter().map(|item| Some((item.get("type")?.as_str()?.to_owned(), item.clone())));
    let types: BTreeMap<String, Json> = types.collect::<Option<_>>()?;
    (!types.is_empty() && types.len() == items.len()).then_some(types)
}

fn told(value: &Json) -> Value {
    match value {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => Value::Number(number.to_string()),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(items) => Value::List(items.iter().map(told).collect()),
        Json::Object(fields) => Value::object(fields.iter().map(|(key, value)| (key, told(value)))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_of(old: &str, new: &str) -> Vec<String> {
        let differences = Objects::read(old).unwrap().differences(&Objects::read(new).unwrap());
        let side = |value: Option<Value>| value.map_or("-".to_owned(), |value| value.to_string());
        differences.into_iter().map(|it| format!("{} {} {}", it.path, side(it.before), side(it.after))).collect()
    }

    #[test]
    fn every_object_of_a_file_is_told_key_by_key() {
        let quota = "kind: ResourceQuota\nmetadata: {name: quota, namespace: a}\nspec: {hard: {pods: '1'}}\n";
        let role = "kind: Role\nmetadata: {name: r}\nrules: [{verbs: [get]}]\n";
        let file = |objects: &[&str]| objects.join("---\n");
        let more = quota.replace("'1'", "'2', limits.ephemeral-storage: 5Gi");
        let other = quota.replace("namespace: a", "namespace: b");
        for (old, new, expected) in [
            (
                file(&[quota]),
                file(&[&more]),
                vec!["spec.hard.limits.ephemeral-storage - \"5Gi\"", "spec.hard.pods \"1\" \"2\""],
            ),
            (file(&[quota, role]), file(&[role, quota]), vec![]),
            (
                file(&[quota, role]),
                file(&[&more, role]),
                vec![
                    "ResourceQuota quota: spec.hard.limits.ephemeral-storage - \"5Gi\"",
                    "ResourceQuota quota: spec.hard.pods \"1\" \"2\"",
                ],
            ),
            (file(&[quota]), file(&[quota, role]), vec!["Role r - (whole object)"]),
            (file(&[quota, role]), file(&[quota]), vec!["Role r (whole object) -"]),
            (file(&[quota]), file(&[quota, &other]), vec!["ResourceQuota b/quota - (whole object)"]),
        ] {
            assert_eq!(told_of(&old, &new), expected, "{old} → {new}");
        }
        assert!(Objects::read("a: [").is_none());
    }

    #[test]
    fn limits_are_told_by_their_type() {
        let range = |most: &str| {
            let other = "{type: Pod, max: {cpu: '1'}}";
            format!("kind: LimitRange\nspec:\n  limits: [{other}, {{type: Container, max: {{memory: {most}}}}}]\n")
        };
        assert_eq!(told_of(&range("1Gi"), &range("2Gi")), ["spec.limits[Container].max.memory \"1Gi\" \"2Gi\""]);
    }

    #[test]
    fn patches_of_a_kustomization_are_told_by_what_they_change() {
        let file = |value: &str| {
            format!(
                "kind: Kustomization\npatches:\n- target: {{kind: Deployment}}\n  patch: |\n    - op: add\n- target: {{kind: ConfigMap, name: cm}}\n  patch: |\n    data: {{a: '{value}'}}\n"
            )
        };
        assert_eq!(told_of(&file("1"), &file("2")), ["patches[ConfigMap cm].data.a \"1\" \"2\""]);
    }
}
