//! Changes as entries of a review: instances of one resource that change alike are one entry.

use crate::diff::difference::{Argument, Change, Effect, Stakes};

/// Changes that are told together.
pub(super) struct Entry<'a> {
    resource: &'a str,
    keys: Vec<&'a str>,
    pub(super) effect: Effect,
    pub(super) stakes: Option<Stakes>,
    /// The changes; the first one stands for all.
    pub(super) first: &'a Change,
}

/// How many instances of a resource are named.
const MOST_KEYS: usize = 4;

impl Entry<'_> {
    /// Addresses within the cell: `aws_subnet.private["a", "b"]`.
    pub(super) fn address(&self) -> String {
        match self.keys.as_slice() {
            [] => self.resource.to_owned(),
            keys if keys.len() <= MOST_KEYS => format!("{}[{}]", self.resource, keys.join(", ")),
            [first, rest @ ..] => format!("{}[{first} and {} more]", self.resource, rest.len()),
        }
    }
}

/// The entries of changes, in their order.
pub(super) fn entries(changes: &[Change]) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for change in changes {
        let (resource, key) = parts(&change.address);
        let last = entries.last_mut().filter(|last| is_alike(last.first, change));
        match (last, key) {
            (Some(last), Some(key)) => last.keys.push(key),
            _ => entries.push(Entry {
                resource,
                keys: key.into_iter().collect(),
                effect: change.effect,
                stakes: change.stakes,
                first: change,
            }),
        }
    }
    entries
}

fn is_alike(one: &Change, other: &Change) -> bool {
    let paths = |change: &Change| change.arguments.iter().map(path_and_effect).collect::<Vec<_>>();
    let (resource, key) = parts(&one.address);
    key.is_some()
        && resource == parts(&other.address).0
        && one.effect == other.effect
        && one.stakes == other.stakes
        && (&one.unknown, one.tagged) == (&other.unknown, other.tagged)
        && paths(one) == paths(other)
}

fn path_and_effect(argument: &Argument) -> (String, bool) {
    (argument.path.clone(), argument.replaces)
}

/// The address without the module call, and the key of the instance.
fn parts(address: &str) -> (&str, Option<&str>) {
    let within = match address.strip_prefix("module.").and_then(|rest| rest.split_once('.')) {
        Some((_, within)) => within,
        None => address,
    };
    match within.split_once('[') {
        Some((resource, key)) => (resource, key.strip_suffix(']')),
        None => (within, None),
    }
}
