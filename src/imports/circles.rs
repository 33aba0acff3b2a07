//! Circles among imports.

use std::collections::{BTreeMap, BTreeSet};

use super::sources::Imports;

/// Groups of names each of which imports every other of its group, directly or through others.
pub(super) fn circles(imports: &Imports) -> BTreeSet<BTreeSet<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        imports.keys().map(|name| (name.as_str(), reached(imports, name))).collect();
    let leads_to = |from: &str, to: &str| reached.get(from).is_some_and(|names| names.contains(to));
    let groups = reached.iter().map(|(name, names)| {
        let group: BTreeSet<&str> = names.iter().copied().filter(|other| leads_to(other, name)).collect();
        group
    });
    groups.filter(|group| !group.is_empty()).collect()
}

/// Everything that a name imports, directly or through others.
fn reached<'i>(imports: &'i Imports, from: &str) -> BTreeSet<&'i str> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<&str> = imports.get(from).into_iter().flatten().map(String::as_str).collect();
    while let Some(next) = waiting.pop() {
        if reached.insert(next) {
            waiting.extend(imports.get(next).into_iter().flatten().map(String::as_str));
        }
    }
    reached
}
