//! The first lines: how many cells change in which way, and what that replaces.

use std::fmt::Write as _;

use crate::diagnostic::plural;
use crate::diff::difference::{Difference, Effect, Fate, Group};

/// How many cells have which fate, and what would be lost.
pub(super) fn summary(difference: &Difference) -> String {
    let of = |fate: Fate| {
        let groups = difference.groups.iter().filter(move |group| group.fate == fate);
        groups.map(|group| group.cells.len()).sum::<usize>()
    };
    let mut parts: Vec<String> = Vec::new();
    let fates =
        [(Fate::Moved, "moved"), (Fate::Changed, "changed"), (Fate::Removed, "removed"), (Fate::Added, "added")];
    for (fate, word) in fates {
        if of(fate) > 0 {
            parts.push(format!("{} {word}", of(fate)));
        }
    }
    parts.push(format!("{} unchanged", difference.unchanged));
    let total = difference.unchanged + difference.groups.iter().map(|group| group.cells.len()).sum::<usize>();
    let mut text = format!("{}: {}\n", plural(total, "cell"), parts.join(", "));
    if let Some((cells, what)) = totals(difference, Effect::Abandon) {
        _ = writeln!(text, "Terraform loses sight of {}: another {}", plural(cells, "cell"), what.join(", another "));
    }
    if let Some((cells, what)) = totals(difference, Effect::Refuse) {
        _ = writeln!(text, "refused by AWS in {}: {}", plural(cells, "cell"), what.join(", "));
    }
    if let Some((cells, what)) = totals(difference, Effect::Replace) {
        _ = writeln!(text, "replaced in {}: {}", plural(cells, "cell"), what.join(", "));
    }
    text
}

/// In how many cells something that matters has this effect, and what; [`None`] when there is no such cell.
fn totals(difference: &Difference, effect: Effect) -> Option<(usize, Vec<&'static str>)> {
    let (mut cells, mut what) = (0, Vec::new());
    for group in &difference.groups {
        let things = replaced(group, effect);
        cells += if things.is_empty() { 0 } else { group.cells.len() };
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
