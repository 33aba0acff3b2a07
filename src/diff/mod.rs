//! What a change of the spec does to running cells: two sets of generated files, compared as `terraform plan` would.
//!
//! Both a compiled spec and the last build on disk are generated files, so any two of them can be compared, without
//! credentials, state or provider. Every root is evaluated with the modules that it calls ([`crate::evaluate`]); then
//! resource is compared with resource and argument with argument. The catalog
//! ([`crate::catalog::replacements`]) says which arguments replace a resource; what refers to an attribute that only a replaced
//! resource will have is changed or replaced in turn. What AWS reports but nobody wrote, and what differs between state
//! and files, is not known here: a plan may show more.
//!
//! Manifests are compared object by object and key by key. Who is served elsewhere is told by tenant.
//!
//! Files may have been edited by hand. What cannot be evaluated, and what a file holds that cannot be read, has the effect
//! [`Effect::Unknown`], with its place and the reason; the rest is compared as ever.

mod compare;
mod difference;
mod files;
mod filled;
mod flat;
mod fleet;
mod gaps;
mod immutable;
mod inputs;
mod manifest;
mod manifests;
mod moves;
mod objects;
mod pair;
mod references;
mod refusals;
mod removals;
pub mod render;
mod root;
mod roots;
mod settings;
mod stakes;
mod statements;
mod target_groups;
mod tenant_change;
mod tenants;
mod unowned;

use std::collections::BTreeMap;

pub use difference::{
    Argument, Change, Difference, Effect, Fate, Group, Root, Stakes, Unknown, UnownedPaths, UnreadableFiles,
};
pub use tenant_change::{TenantChange, TenantStep};

use crate::emit::{FileSet, OnDisk};
use fleet::Fleet;
use roots::{Found, Roots};

/// Compares the files of two builds, root by root. Roots that change in the same way are in one group. Files of roots that
/// are equal are not read; what a file holds that cannot be read is [unknown](Effect::Unknown).
pub fn diff(old: &FileSet, new: &FileSet) -> Difference {
    fn texts(files: &FileSet) -> impl Iterator<Item = (&str, &str)> {
        files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }
    diff_of(texts(old), texts(new))
}

/// As [`diff`], for builds with files beside them that are not cellc's. What somebody added to a root or module by hand stays
/// there, so a folder that is built into has it on both sides.
pub fn diff_with_unowned(old: &OnDisk, new: &OnDisk) -> Difference {
    let difference = diff_of(unowned::files(old, new), unowned::files(new, old));
    Difference { unowned: unowned::paths(old, new), ..difference }
}

/// As [`diff`], for files that are held in any other way: paths and texts.
pub fn diff_of<'f>(
    old: impl IntoIterator<Item = (&'f str, &'f str)>,
    new: impl IntoIterator<Item = (&'f str, &'f str)>,
) -> Difference {
    let (old, new) = (Fleet::of(old), Fleet::of(new));
    let all = Roots::of(&old, &new).find();
    Difference {
        groups: grouped(all.found.into_iter().map(|Found { root, fate, changes }| Group {
            fate,
            roots: vec![root],
            changes,
        })),
        unchanged: all.unchanged,
        unchanged_others: all.unchanged_others,
        unreadable: UnreadableFiles { old: old.unreadable(), new: new.unreadable() },
        unowned: UnownedPaths::default(),
        tenants: tenants::changes(&old, &new),
    }
}

/// One difference of several, of which no two tell of the same root or file.
pub fn together(differences: impl IntoIterator<Item = Difference>) -> Difference {
    let (mut together, mut groups) = (Difference::default(), Vec::new());
    for difference in differences {
        groups.extend(difference.groups);
        together.unchanged += difference.unchanged;
        together.unchanged_others += difference.unchanged_others;
        together.unreadable.old.extend(difference.unreadable.old);
        together.unreadable.new.extend(difference.unreadable.new);
        together.unowned.files.extend(difference.unowned.files);
        together.unowned.links.extend(difference.unowned.links);
        together.tenants.extend(difference.tenants);
    }
    Difference { groups: grouped(groups), ..together }
}

/// Groups in which no two roots change in the same way, made into groups of all roots that do.
fn grouped(parts: impl IntoIterator<Item = Group>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut positions: BTreeMap<(Fate, bool, usize), Vec<usize>> = BTreeMap::new();
    for Group { fate, roots, changes } in parts {
        // Comparing all changes of all groups would be slow; groups with as many changes are few.
        let similar = positions.entry((fate, roots.iter().all(Root::is_cell), changes.len())).or_default();
        let known = similar
            .iter()
            .copied()
            .find(|position| groups.get(*position).is_some_and(|group| group.changes == changes));
        if let Some(group) = known.and_then(|position| groups.get_mut(position)) {
            group.roots.extend(roots);
        } else {
            similar.push(groups.len());
            groups.push(Group { fate, roots, changes });
        }
    }
    for group in &mut groups {
        group.roots.sort_by(|left, right| left.name.cmp(&right.name));
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
    group.roots.first().map_or("", |root| root.name.as_str())
}
