//! What a build does to running cells, told beside what it does to files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::diff;
use crate::emit::{Change, EmitError, Plan};
use crate::layout::{self, ENVIRONMENTS, MODULES, Place, RootKind};
use crate::values::EnvironmentId;

/// How many roots are compared at a time, so that no more of their files are in memory.
const MOST_ROOTS: usize = 64;

/// The roots that go: while what they made still exists, nobody can destroy that any more.
pub(super) fn removed_roots(plan: &Plan) -> Vec<RootKind> {
    let removed = plan.changes().filter(|(_, change)| *change == Change::Remove);
    removed.filter_map(|(path, _)| RootKind::of_folder(path.strip_suffix("/main.tf")?)).collect()
}

/// What there is to say of a root that is gone from the output folder.
pub(super) fn removed(out: &Path, root: &RootKind) -> String {
    format!(
        "note: {} is no longer in the spec and was removed: if its {} is deployed, restore the folder from version control \
         and run `terraform destroy` there before this change lands",
        out.join(root.folder()).display(),
        root.noun()
    )
}

/// What the change does to running cells, when it is grave. Only roots that change are looked at, some at a time, with the
/// modules of their environments.
///
/// # Errors
/// When a file that is compared cannot be read.
pub(super) fn replaced(plan: &Plan) -> Result<Option<String>, EmitError> {
    if plan.changes().all(|(_, change)| change == Change::Create) {
        return Ok(None);
    }
    let affected = Affected::of(plan);
    let mut differences = Vec::new();
    for roots in affected.batches() {
        differences.push(affected.compare(&roots)?);
    }
    Ok(diff::render::note(&diff::together(differences)))
}

/// What a plan touches, root by root.
struct Affected<'p> {
    plan: &'p Plan,
    /// The changed and unchanged files of every root that changes or whose module does, and the changed files of its manifests.
    roots: BTreeMap<String, BTreeSet<String>>,
    /// Files of modules by the environments that they may be of.
    modules: BTreeMap<EnvironmentId, BTreeSet<String>>,
    /// Roots that come or go: those that move are both.
    one_sided: BTreeSet<String>,
}

impl<'p> Affected<'p> {
    fn of(plan: &'p Plan) -> Self {
        let mut affected = Self { plan, roots: BTreeMap::new(), modules: BTreeMap::new(), one_sided: BTreeSet::new() };
        let mut environments = BTreeSet::new();
        for (path, change) in plan.changes() {
            match Place::of_path(path) {
                Some(Place::Root { root, .. }) => affected.changed(root.folder(), path, change),
                Some(Place::Manifests { environment, cell, .. }) => {
                    affected.changed(RootKind::cell(environment, cell).folder(), path, change);
                }
                Some(Place::Module { module, .. }) => {
                    environments.extend(layout::classes_of_module(module).into_iter().map(|class| class.environment));
                    affected.add_module(module, path);
                }
                None => {}
            }
        }
        affected.add_unchanged(&environments);
        affected
    }

    fn changed(&mut self, root: String, path: &str, change: Change) {
        if change != Change::Update && path.strip_suffix("/main.tf") == Some(&root) {
            self.one_sided.insert(root.clone());
        }
        self.roots.entry(root).or_default().insert(path.to_owned());
    }

    fn add_module(&mut self, module: &str, path: &str) {
        for class in layout::classes_of_module(module) {
            self.modules.entry(class.environment).or_default().insert(path.to_owned());
        }
    }

    /// The rest of all roots that change, and all roots of environments in which a module changes.
    fn add_unchanged(&mut self, environments: &BTreeSet<EnvironmentId>) {
        for path in self.plan.paths_below(ENVIRONMENTS) {
            let Some(Place::Root { root, .. }) = Place::of_path(&path) else { continue };
            let is_affected = root.environment().is_some_and(|environment| environments.contains(environment));
            if is_affected || self.roots.contains_key(&root.folder()) {
                self.roots.entry(root.folder()).or_default().insert(path);
            }
        }
        for path in self.plan.paths_below(MODULES) {
            if let Some(Place::Module { module, .. }) = Place::of_path(&path) {
                self.add_module(module, &path);
            }
        }
    }

    /// Roots that are compared together. What comes and what goes may be the same cell, so these are never apart.
    fn batches(&self) -> Vec<Vec<&str>> {
        let both: Vec<&str> =
            self.roots.keys().map(String::as_str).filter(|root| !self.one_sided.contains(*root)).collect();
        let one_sided = (!self.one_sided.is_empty()).then(|| self.one_sided.iter().map(String::as_str).collect());
        one_sided.into_iter().chain(both.chunks(MOST_ROOTS).map(<[&str]>::to_vec)).collect()
    }

    fn compare(&self, roots: &[&str]) -> Result<diff::Difference, EmitError> {
        let environments: BTreeSet<EnvironmentId> =
            roots.iter().filter_map(|root| RootKind::of_folder(root)?.environment().cloned()).collect();
        let modules = environments.iter().filter_map(|environment| self.modules.get(environment)).flatten();
        let paths: BTreeSet<&String> =
            roots.iter().filter_map(|root| self.roots.get(*root)).flatten().chain(modules).collect();
        let (mut old, mut new) = (Vec::new(), Vec::new());
        for path in paths {
            let before = self.plan.before_on_our_side(path)?.and_then(|before| String::from_utf8(before).ok());
            old.extend(before.map(|text| (path.as_str(), text)));
            new.extend(self.plan.after(path)?.map(|text| (path.as_str(), text)));
        }
        Ok(diff::diff_of(texts(&old), texts(&new)))
    }
}

fn texts<'t>(files: &'t [(&'t str, String)]) -> impl Iterator<Item = (&'t str, &'t str)> {
    files.iter().map(|(path, text)| (*path, text.as_str()))
}
