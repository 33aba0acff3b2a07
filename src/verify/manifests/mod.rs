//! Proves that the manifests of a cell fit together before they are printed: names and their limits, references, selectors,
//! namespaces, what each `AppProject` admits, and the arithmetic of quotas. What it finds is a mistake of the compiler, never
//! of the specification, so a [`Fault`] names the source file that made the object.
//!
//! Objects that all cells of a class share are looked at once; each cell then only looks up what its own objects and
//! those of its class refer to.

mod facts;
mod fields;
mod labels;
mod names;
mod projects;
mod quotas;
mod references;
mod selectors;
mod things;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Fault;
use crate::kubernetes::{ManifestFile, ManifestTree, Object};
use crate::layout::MANIFESTS;
use facts::Facts;
use things::Thing;

/// Looks at objects, and remembers them: most are the same in all cells of a class.
#[derive(Debug, Default)]
pub struct ManifestVerifier {
    seen: BTreeMap<String, Arc<Facts>>,
}

/// How many objects are remembered.
const MOST_KEPT: usize = 2_048;

/// What is known of the files of a cell, or of those that all cells of a class share.
#[derive(Debug, Default)]
pub struct Part {
    /// File paths below the folder of a cell.
    files: BTreeSet<String>,
    objects: Vec<Placed>,
}

/// An object and where it is.
#[derive(Debug)]
struct Placed {
    path: Arc<str>,
    label: String,
    lowered_by: &'static str,
    facts: Arc<Facts>,
}

impl ManifestVerifier {
    /// What is known of some files. Their paths are those below the folder of a cell.
    pub fn part(&mut self, files: &[ManifestFile]) -> Part {
        let mut part = Part::default();
        for file in files {
            let path: Arc<str> = file.path.as_str().into();
            part.files.insert(file.path.clone());
            part.objects.extend(file.objects.iter().map(|object| Placed {
                path: Arc::clone(&path),
                label: format!("{} {}", object.kind, object.name).trim_end().to_owned(),
                lowered_by: object.lowered_by,
                facts: self.facts(object),
            }));
        }
        part
    }

    fn facts(&mut self, object: &Object) -> Arc<Facts> {
        if let Some(facts) = self.seen.get(object.json()) {
            return Arc::clone(facts);
        }
        if self.seen.len() >= MOST_KEPT {
            self.seen.clear();
        }
        let facts = Arc::new(Facts::of(object));
        self.seen.insert(object.json().to_owned(), Arc::clone(&facts));
        facts
    }
}

/// All faults of a cell, whose folder ends with a slash; none when Kubernetes and Argo CD will accept its manifests.
pub fn verify_cell(folder: &str, of_class: &Part, of_cell: &Part) -> Vec<Fault> {
    Cell::of(folder, of_class, of_cell).faults()
}

/// All faults of all cells of a tree.
pub fn verify_manifests(tree: &ManifestTree) -> Vec<Fault> {
    let mut cells: BTreeMap<String, Vec<ManifestFile>> = BTreeMap::new();
    for file in &tree.files {
        let Some((folder, path)) = split(&file.path) else { continue };
        cells.entry(folder).or_default().push(ManifestFile { path, ..file.clone() });
    }
    let mut verifier = ManifestVerifier::default();
    let faults =
        |(folder, files): (String, Vec<ManifestFile>)| verify_cell(&folder, &Part::default(), &verifier.part(&files));
    cells.into_iter().flat_map(faults).collect()
}

/// `gitops/prod/alpha/base/storage.yaml` → the folder of the cell with a slash, and the path in it.
fn split(path: &str) -> Option<(String, String)> {
    let mut parts = path.strip_prefix(MANIFESTS)?.strip_prefix('/')?.splitn(3, '/');
    let (environment, cell, rest) = (parts.next()?, parts.next()?, parts.next()?);
    Some((format!("{MANIFESTS}/{environment}/{cell}/"), rest.to_owned()))
}

/// Everything that one cell has.
struct Cell<'a> {
    folder: &'a str,
    parts: [&'a Part; 2],
    things: BTreeSet<&'a Thing>,
}

impl<'a> Cell<'a> {
    fn of(folder: &'a str, of_class: &'a Part, of_cell: &'a Part) -> Self {
        let parts = [of_class, of_cell];
        let objects = parts.iter().flat_map(|part| &part.objects);
        let things = objects.flat_map(|placed| &placed.facts.provides).collect();
        Self { folder, parts, things }
    }

    fn objects(&self) -> impl Iterator<Item = &'a Placed> + use<'a> {
        let [of_class, of_cell] = self.parts;
        of_class.objects.iter().chain(&of_cell.objects)
    }

    /// Whether there is a file of this path, or one below it.
    fn has_path(&self, path: &str) -> bool {
        let below = format!("{path}/");
        let is_below = |file: &String| file.starts_with(&below);
        let has =
            |part: &&Part| part.files.contains(path) || part.files.range(below.clone()..).next().is_some_and(is_below);
        self.parts.iter().any(has)
    }

    fn fault(&self, placed: &Placed, message: String) -> Fault {
        Fault {
            module: self.folder.trim_end_matches('/').to_owned(),
            file: placed.path.to_string(),
            block: placed.label.clone(),
            lowered_by: placed.lowered_by,
            message,
        }
    }

    fn faults(&self) -> Vec<Fault> {
        let mut faults = self.doubles();
        for placed in self.objects() {
            let own = placed.facts.faults.iter().cloned();
            let messages = own.chain(references::unresolved(self, placed)).chain(selectors::unmatched(self, placed));
            faults.extend(messages.map(|message| self.fault(placed, message)));
        }
        faults.extend(projects::check(self));
        faults.extend(quotas::check(self));
        faults
    }

    /// Objects that another one has the identity of.
    fn doubles(&self) -> Vec<Fault> {
        let mut seen = BTreeSet::new();
        let applied = self.objects().filter_map(|placed| Some((placed, placed.facts.identity.as_ref()?)));
        let doubles = applied.filter(|(_, identity)| !seen.insert(*identity));
        doubles
            .map(|(placed, _)| self.fault(placed, "another object has the same kind, namespace and name".to_owned()))
            .collect()
    }
}
