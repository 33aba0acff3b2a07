//! What a change of the spec does to running cells: two sets of generated files, compared as `terraform plan` would.
//!
//! Both a compiled spec and the last build on disk are generated files, so any two of them can be compared, without
//! credentials, state or provider. The resources of the module that a root calls get the arguments of the root; then
//! resource is compared with resource and argument with argument. What replaces a resource says the catalog
//! ([`crate::catalog::replacements`]); what refers to an attribute that only a replaced resource will have is changed or
//! replaced in turn. What AWS reports but nobody wrote, and what differs between state and files, is not known here: a
//! plan may show more.
//!
//! Manifests are compared object by object and key by key.
//!
//! Files may have been edited by hand. Conditions and operators, which the compiler does not write, are compared as text.

mod cells;
mod compare;
mod configuration;
mod difference;
mod evaluated;
mod fleet;
mod inputs;
mod manifest;
mod manifests;
mod module;
mod objects;
pub mod render;
mod refusals;
mod root;
mod settings;
mod stakes;
mod statements;
mod syntax;
mod value;

use std::collections::BTreeMap;

pub use difference::{Argument, Cell, Change, Difference, Effect, Fate, Group, Stakes};
pub use evaluated::{EvaluatedRoot, Instance, evaluated};
pub use value::{Input, Inputs, Side, Value};

use crate::emit::FileSet;
use cells::{Cells, Found};
use fleet::Fleet;

/// A generated file that is no HCL: somebody edited it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` cannot be read as Terraform: {reason}")]
pub struct Unreadable {
    /// The path below the output folder.
    pub path: String,
    /// What the parser says.
    pub reason: String,
}

/// Compares the files of two builds, cell by cell. Cells that change in the same way are in one group.
///
/// # Errors
/// When a file that must be read is no HCL. Files of cells that are equal are not read.
pub fn diff(old: &FileSet, new: &FileSet) -> Result<Difference, Unreadable> {
    fn texts(files: &FileSet) -> impl Iterator<Item = (&str, &str)> {
        files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }
    diff_of(texts(old), texts(new))
}

/// As [`diff`], for files that are held in any other way: paths and texts.
///
/// # Errors
/// As [`diff`].
pub fn diff_of<'f>(
    old: impl IntoIterator<Item = (&'f str, &'f str)>,
    new: impl IntoIterator<Item = (&'f str, &'f str)>,
) -> Result<Difference, Unreadable> {
    let (found, unchanged) = Cells::of(Fleet::of(old), Fleet::of(new)).find()?;
    Ok(Difference { groups: grouped(found), unchanged })
}

/// Whether a text can be read as Terraform, as [`diff`] reads it.
pub fn is_terraform(text: &str) -> bool {
    syntax::Body::parse(text).is_ok()
}

fn grouped(found: Vec<Found>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut positions: BTreeMap<(Fate, usize), Vec<usize>> = BTreeMap::new();
    for Found { cell, fate, changes } in found {
        // Comparing all changes of all groups would be slow; groups with as many changes are few.
        let similar = positions.entry((fate, changes.len())).or_default();
        let known = similar
            .iter()
            .copied()
            .find(|position| groups.get(*position).is_some_and(|group| group.changes == changes));
        if let Some(group) = known.and_then(|position| groups.get_mut(position)) {
            group.cells.push(cell);
        } else {
            similar.push(groups.len());
            groups.push(Group { fate, cells: vec![cell], changes });
        }
    }
    for group in &mut groups {
        group.cells.sort_by(|left, right| left.name.cmp(&right.name));
    }
    groups.sort_by(|left, right| gravest(left).cmp(&gravest(right)).then_with(|| name(left).cmp(name(right))));
    groups
}

/// The gravest first: by fate, then by the first change, which is the gravest of its group.
fn gravest(group: &Group) -> impl Ord + use<> {
    let first = group.changes.first();
    let (effect, gravity) = (first.map(|change| change.effect), first.map(Change::gravity));
    (group.fate, effect.is_none(), effect, std::cmp::Reverse(gravity))
}

fn name(group: &Group) -> &str {
    group.cells.first().map_or("", |cell| cell.name.as_str())
}
