//! Proves that the manifests of a cell fit together before they are printed: names and their limits, labels, references,
//! selectors, ports, namespaces, what each Application reads, what its `AppProject` admits, and the arithmetic of quotas.
//! What it finds is a mistake of the compiler, never of the specification, so a [`Fault`] names the source file that made
//! the object.
//!
//! `facts` holds what an object says by itself; the files beside it judge what the objects of a cell say together. Objects
//! that all cells of a class share are looked at once; each cell then only looks up what its own objects and those of its
//! class refer to.

mod applications;
mod built_in;
mod cell;
mod facts;
mod projects;
mod quotas;
mod references;
mod selectors;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Fault;
use crate::kubernetes::{ManifestFile, ManifestTree, Object};
use crate::layout::MANIFESTS;
pub use cell::Part;
use cell::{Cell, Placed};
use facts::Facts;

/// Looks at objects, and remembers them: most are the same in all cells of a class.
#[derive(Debug, Default)]
pub struct ManifestVerifier {
    seen: BTreeMap<String, Arc<Facts>>,
}

/// How many objects are remembered.
const MOST_KEPT: usize = 2_048;

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
    let cell = Cell::of(folder, of_class, of_cell);
    let mut faults = cell.doubles();
    for placed in cell.objects() {
        let own = placed.facts.faults.iter().cloned();
        let messages = own.chain(references::unresolved(&cell, placed)).chain(selectors::unmatched(&cell, placed));
        faults.extend(messages.map(|message| cell.fault(placed, message)));
    }
    faults.extend(applications::check(&cell));
    faults.extend(projects::check(&cell));
    faults.extend(quotas::check(&cell));
    faults
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
