//! The first lines: how many cells change in which way, and what that replaces.

use std::fmt::Write as _;

use crate::diagnostic::plural;
use crate::diff::difference::{Difference, Effect, Fate, Group, UnownedPaths};

/// How many paths of a kind are named.
const MOST_PATHS: usize = 4;

/// How many cells and other roots have which fate, what would be lost, and what cannot be told.
pub(super) fn summary(difference: &Difference) -> String {
    let mut text = counts(difference, "cell", difference.unchanged, Group::is_of_cells);
    let is_other = |group: &Group| !group.is_of_cells();
    if difference.unchanged_others > 0 || difference.groups.iter().any(is_other) {
        text.push_str(&counts(difference, "other root", difference.unchanged_others, is_other));
    }
    if let Some((cells, what)) = totals(difference, Effect::Abandon) {
        _ = writeln!(
            text,
            "Terraform loses sight of {}: another {}",
            roots(difference, cells),
            what.join(", another ")
        );
    }
    if let Some((cells, what)) = totals(difference, Effect::Refuse) {
        _ = writeln!(text, "refused in {}: {}", roots(difference, cells), what.join(", "));
    }
    if let Some((cells, what)) = totals(difference, Effect::Replace) {
        _ = writeln!(text, "replaced in {}: {}", roots(difference, cells), what.join(", "));
    }
    let has_unknown = |group: &&Group| group.changes.iter().any(|change| change.unknown.is_some());
    let unknown: usize = difference.groups.iter().filter(has_unknown).map(|group| group.roots.len()).sum();
    if unknown > 0 {
        _ = writeln!(text, "unknown in {}: the files do not tell all that happens there", roots(difference, unknown));
    }
    text.push_str(&unowned(&difference.unowned));
    text
}

/// What else is in the output folder: nobody should think that it was compared with something, or overlooked.
fn unowned(UnownedPaths { files, links }: &UnownedPaths) -> String {
    let verb = |paths: &[String]| if let [_] = paths { "is" } else { "are" };
    let mut text = String::new();
    if !files.is_empty() {
        let count = plural(files.len(), "file");
        _ = writeln!(text, "{count} {} not cellc's, and a build leaves {}: {}", verb(files), them(files), named(files));
    }
    if !links.is_empty() {
        let count = plural(links.len(), "linked folder");
        _ = writeln!(text, "{count} {} not read: {}", verb(links), named(links));
    }
    text
}

fn them(paths: &[String]) -> &'static str {
    if let [_] = paths { "it" } else { "them" }
}

fn named(paths: &[String]) -> String {
    let named: Vec<&str> = paths.iter().take(MOST_PATHS).map(String::as_str).collect();
    let rest = paths.len().saturating_sub(MOST_PATHS);
    if rest == 0 { named.join(", ") } else { format!("{} and {rest} more", named.join(", ")) }
}

/// `5 cells: 1 changed, 4 unchanged`
fn counts(difference: &Difference, what: &str, unchanged: usize, is_meant: impl Fn(&Group) -> bool) -> String {
    let of = |fate: Fate| {
        let groups = difference.groups.iter().filter(|group| group.fate == fate && is_meant(group));
        groups.map(|group| group.roots.len()).sum::<usize>()
    };
    let fates =
        [(Fate::Moved, "moved"), (Fate::Changed, "changed"), (Fate::Removed, "removed"), (Fate::Added, "added")];
    let changed = fates.into_iter().map(|(fate, word)| (of(fate), word)).filter(|(count, _)| *count > 0);
    let mut parts: Vec<(usize, &str)> = changed.collect();
    parts.push((unchanged, "unchanged"));
    let total = parts.iter().map(|(count, _)| count).sum();
    let parts: Vec<String> = parts.iter().map(|(count, word)| format!("{count} {word}")).collect();
    format!("{}: {}\n", plural(total, what), parts.join(", "))
}

/// `3 cells`, or `3 roots` in a fleet that has other ones.
fn roots(difference: &Difference, count: usize) -> String {
    let has_others = difference.groups.iter().any(|group| !group.is_of_cells());
    plural(count, if has_others { "root" } else { "cell" })
}

/// In how many cells something that matters has this effect, and what; [`None`] when there is no such cell.
fn totals(difference: &Difference, effect: Effect) -> Option<(usize, Vec<&'static str>)> {
    let (mut cells, mut what) = (0, Vec::new());
    for group in &difference.groups {
        let things = replaced(group, effect);
        cells += if things.is_empty() { 0 } else { group.roots.len() };
        for thing in things {
            if !what.contains(&thing) {
                what.push(thing);
            }
        }
    }
    (cells > 0).then_some((cells, what))
}

/// What is replaced that matters, each once, the gravest first.
pub(super) fn replaced(group: &Group, effect: Effect) -> Vec<&'static str> {
    let mut what = Vec::new();
    let changes = group.changes.iter().filter(|change| change.effect == effect && change.is_replacement_that_matters());
    for change in changes {
        let thing = change.stakes.map_or("other", |stakes| stakes.what);
        if !what.contains(&thing) {
            what.push(thing);
        }
    }
    what
}
