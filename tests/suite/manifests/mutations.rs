//! Everything in the manifests of the examples is broken in turn: each text is changed, each item of a list, and each object
//! taken away. What is not told then is listed in `unjudged.rs`, with the reason.

use std::collections::{BTreeMap, BTreeSet};

use cellc::kubernetes::{ManifestFile, Object};
use cellc::verify::Fault;
use cellc::verify::manifests::{ManifestVerifier, Part, verify_cell};
use serde_json::Value;

use super::trees;
use super::unjudged::{ITEMS, OBJECTS, Row, TEXTS};

/// How many places of a cell are broken for each kind and path.
const MOST_PLACES: usize = 4;
/// How many for each object and row of what is not judged.
const MOST_UNJUDGED: usize = 3;

/// What is broken: the path in the object, and the object without or with something else there.
struct Mutation {
    path: String,
    body: Value,
}

/// One cell, of which one file at a time is broken.
struct Bench {
    folder: String,
    files: Vec<ManifestFile>,
    verifier: ManifestVerifier,
}

impl Bench {
    /// All files but one.
    fn without(&mut self, file: usize) -> Part {
        let others = self.files.iter().enumerate().filter(|(index, _)| *index != file);
        let others: Vec<ManifestFile> = others.map(|(_, file)| file.clone()).collect();
        self.verifier.part(&others)
    }

    /// All faults when a file holds other objects; without any there is no such file.
    fn faults(&mut self, others: &Part, file: usize, objects: Vec<Object>) -> Vec<Fault> {
        let changed = ManifestFile { objects, ..self.files[file].clone() };
        let changed = if changed.objects.is_empty() { Vec::new() } else { vec![changed] };
        verify_cell(&self.folder, others, &self.verifier.part(&changed))
    }
}

fn benches() -> Vec<Bench> {
    let cells = trees::all().into_iter().flat_map(|(_, tree)| trees::first_cells(&tree));
    cells.map(|(folder, files)| Bench { folder, files, verifier: ManifestVerifier::default() }).collect()
}

/// Every text of a value, changed.
fn texts(body: &Value) -> Vec<Mutation> {
    let is_text = |_: &str, value: &Value| value.is_string();
    mutations(body, is_text, |body, pointer| {
        let place = body.pointer_mut(pointer).unwrap();
        *place = Value::from(format!("{}-changed", place.as_str().unwrap()));
    })
}

/// Every item of a list, taken away.
fn items(body: &Value) -> Vec<Mutation> {
    let is_item = |path: &str, _: &Value| path.ends_with('*');
    mutations(body, is_item, |body, pointer| {
        let (list, index) = pointer.rsplit_once('/').unwrap();
        body.pointer_mut(list).unwrap().as_array_mut().unwrap().remove(index.parse().unwrap());
    })
}

fn mutations(body: &Value, is_meant: fn(&str, &Value) -> bool, change: fn(&mut Value, &str)) -> Vec<Mutation> {
    let mut pointers = Vec::new();
    pointers_of(body, "", "", &mut pointers);
    let meant = pointers.into_iter().filter(|(path, pointer)| is_meant(path, body.pointer(pointer).unwrap()));
    let change = |(path, pointer): (String, String)| {
        let mut body = body.clone();
        change(&mut body, &pointer);
        Mutation { path, body }
    };
    meant.map(change).collect()
}

/// The paths of all that is in a value, each with its JSON pointer.
fn pointers_of(value: &Value, path: &str, pointer: &str, found: &mut Vec<(String, String)>) {
    let children: Vec<(String, String, &Value)> = match value {
        Value::Object(fields) => {
            fields.iter().map(|(key, value)| (key.clone(), key.replace('~', "~0").replace('/', "~1"), value)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| ("*".to_owned(), index.to_string(), item)).collect()
        }
        _ => Vec::new(),
    };
    for (name, escaped, child) in children {
        let path = if path.is_empty() { name } else { format!("{path}.{name}") };
        let pointer = format!("{pointer}/{escaped}");
        found.push((path.clone(), pointer.clone()));
        pointers_of(child, &path, &pointer, found);
    }
}

/// Breaks everything of one sort in all cells; gives what was not told and is not listed, and what is listed for nothing.
fn unexpected(break_all: fn(&Value) -> Vec<Mutation>, listed: &[Row]) -> BTreeSet<String> {
    let row = |kind: &str, path: &str| {
        let fits = |row: &&Row| {
            (row.0 == "*" || row.0 == kind)
                && path
                    .strip_prefix(row.1)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || row.1.is_empty())
        };
        listed.iter().position(|row| fits(&row))
    };
    let mut unexpected = BTreeSet::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for mut bench in benches() {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for file in 0..bench.files.len() {
            let others = bench.without(file);
            for index in 0..bench.files[file].objects.len() {
                let object = bench.files[file].objects[index].clone();
                for Mutation { path, body } in break_all(&object.body()) {
                    let row = row(&object.kind, &path);
                    let place =
                        row.map_or_else(|| format!("{} {path}", object.kind), |row| format!("{row} {}", object.name));
                    let count = seen.entry(place).or_default();
                    *count += 1;
                    if *count > row.map_or(MOST_PLACES, |_| MOST_UNJUDGED) {
                        continue;
                    }
                    let mut objects = bench.files[file].objects.clone();
                    objects[index] = object.clone().with_body(&body);
                    if bench.faults(&others, file, objects).is_empty() {
                        match row {
                            Some(row) => drop(used.insert(row)),
                            None => drop(unexpected.insert(format!("{} {path}", object.kind))),
                        }
                    }
                }
            }
        }
    }
    let unused = listed.iter().enumerate().filter(|(row, _)| !used.contains(row));
    unexpected.extend(unused.map(|(_, (kind, path, _))| format!("{kind} {path} is listed and told")));
    unexpected
}

#[test]
fn every_text_that_is_changed_is_told() {
    assert_eq!(unexpected(texts, TEXTS), BTreeSet::new());
}

#[test]
fn every_item_that_is_taken_away_is_missed() {
    assert_eq!(unexpected(items, ITEMS), BTreeSet::new());
}

#[test]
fn every_object_that_is_taken_away_is_missed() {
    let mut silent = BTreeSet::new();
    for mut bench in benches() {
        for file in 0..bench.files.len() {
            let others = bench.without(file);
            for index in 0..bench.files[file].objects.len() {
                let mut objects = bench.files[file].objects.clone();
                let object = objects.remove(index);
                if bench.faults(&others, file, objects).is_empty() {
                    silent.insert(object.kind.to_string());
                }
            }
        }
    }
    let listed: BTreeSet<String> = OBJECTS.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    assert_eq!(silent, listed);
}
