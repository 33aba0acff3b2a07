use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AccessEntry, AccessScope};
use crate::source::Spanned;

/// A namespace or group that an access entry names twice.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0611"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("repeated_scope.md"),
    yields_to: &[],
    check,
};

/// Patterns that are held against everything else in their list. Nobody keeps an overview of more.
const MOST_PATTERNS: usize = 100;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for entry in &environment.access {
            diagnostics.extend(namespaces(entry));
            diagnostics.extend(groups(entry));
        }
    }
}

/// A pattern that matches the text of another, stars included, matches everything that the other does.
fn namespaces(entry: &AccessEntry) -> Option<Diagnostic> {
    let AccessScope::Namespaces(namespaces) = &entry.scope else { return None };
    let patterns = namespaces.iter().enumerate().filter(|(_, pattern)| pattern.is_wildcard()).take(MOST_PATTERNS);
    let inside = patterns.flat_map(|(wide, pattern)| {
        let others = namespaces.iter().enumerate().filter(move |(narrow, _)| *narrow != wide);
        others.filter(|(_, other)| pattern.matches(other.as_str())).map(move |(narrow, _)| (wide, narrow))
    });
    let pairs = repeated(namespaces).into_iter().chain(inside);
    // The pair that stands first.
    let (wide, narrow) = pairs.min_by_key(|(wide, narrow)| (*wide.min(narrow), *wide.max(narrow), *wide))?;
    let (wide, narrow) = (namespaces.get(wide)?, namespaces.get(narrow)?);
    let (headline, label) = if wide.value == narrow.value {
        (format!("namespace `{}` is listed twice", narrow.value), "first here".to_owned())
    } else {
        (
            format!("`{}` is listed in addition to a pattern that matches it", narrow.value),
            format!("matches `{}`", narrow.value),
        )
    };
    let warning = RULE.finding(narrow.span, headline).label("adds nothing");
    Some(warning.also(wide.span, label).help("remove it, or write the namespace that was meant"))
}

fn groups(entry: &AccessEntry) -> Option<Diagnostic> {
    let (first, again) = repeated(&entry.groups)?;
    let (first, again) = (entry.groups.get(first)?, entry.groups.get(again)?);
    let headline = format!("group `{}` is listed twice", again.value);
    let warning = RULE.finding(again.span, headline).label("adds nothing");
    Some(warning.also(first.span, "first here").help("remove it, or write the group that was meant"))
}

/// The element that stands in a list again, by the places of the two: of several the one that stands first.
fn repeated<T: Ord>(list: &[Spanned<T>]) -> Option<(usize, usize)> {
    let mut first = BTreeMap::new();
    let again = list.iter().enumerate().filter_map(|(index, element)| match first.entry(&element.value) {
        Entry::Occupied(place) => Some((*place.get(), index)),
        Entry::Vacant(place) => {
            place.insert(index);
            None
        }
    });
    again.min()
}
