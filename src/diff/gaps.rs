//! What nobody can compare: gaps in either configuration, and what may hide in them.

use std::collections::BTreeSet;

use super::difference::{Change, Effect, Unknown};
use crate::evaluate::{Gap, Instance, Instances, may_be_hidden_in};

/// A change of which only this much is known: that it cannot be known, and why.
pub(super) fn unknown(address: &str, unknown: Unknown) -> Change {
    Change { unknown: Some(unknown), ..Change::new(address, Effect::Unknown) }
}

/// Adds gaps that are not the same on both sides, and files that could not be read on either. What a gap is about is
/// unknown, whatever else was found of it.
pub(super) fn add(changes: &mut Vec<Change>, old: &Instances, new: &Instances) {
    for gap in differing(old, new) {
        let name = match &gap.about {
            Some(address) => {
                changes.retain(|change| !is_of(&change.address, address));
                address.clone()
            }
            None if gap.hides_resources => gap.place.file.clone(),
            None => format!("{}{}", gap.module, gap.what),
        };
        changes.push(unknown(&name, Unknown { place: gap.place.clone(), why: gap.why.clone() }));
    }
}

/// What is on both sides with another content is told once.
fn differing<'a>(old: &'a Instances, new: &'a Instances) -> BTreeSet<&'a Gap> {
    let counts = |gap: &&Gap| {
        let on = |side: &Instances| side.gaps.iter().filter(|other| is_same(gap, other)).count();
        gap.hides_resources || on(old) != on(new)
    };
    let mut gaps: BTreeSet<&Gap> = new.gaps.iter().filter(counts).collect();
    let is_told = |gap: &&Gap| gaps.iter().any(|told| is_alike(gap, told));
    let gone: Vec<&Gap> = old.gaps.iter().filter(counts).filter(|gap| !is_told(gap)).collect();
    gaps.extend(gone);
    gaps
}

/// Whether an address is another one, or of something in it.
fn is_of(address: &str, outer: &str) -> bool {
    address.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Whether they say the same, whatever line they are on.
fn is_same(one: &Gap, other: &Gap) -> bool {
    is_alike(one, other) && one.content == other.content
}

/// Whether they have the same name in the same file, whatever they say.
fn is_alike(one: &Gap, other: &Gap) -> bool {
    (&one.module, &one.what, &one.about, &one.place.file)
        == (&other.module, &other.what, &other.about, &other.place.file)
}

/// Why it is not known whether a side has a resource instance that was not found there; [`None`] when it has not.
pub(super) fn may_hide(side: &Instances, instance: &Instance) -> Option<Unknown> {
    let file = side.gaps.iter().find(|gap| gap.hides_resources && gap.module == instance.module);
    if let Some(file) = file {
        let why = may_be_hidden_in(&file.place.file);
        return Some(Unknown { place: file.place.clone(), why });
    }
    let resource = instance.address.strip_suffix(']').and_then(|address| address.rsplit_once('['));
    let of_unknown_keys = resource.and_then(|(resource, _)| side.by_address.get(resource));
    let unread_call = || side.by_address.values().find(|other| other.kind == "module" && is_inside(instance, other));
    let other = of_unknown_keys.or_else(unread_call)?;
    let why = other.unknown_keys.clone().unwrap_or_else(|| format!("the source of `{}` is not here", other.address));
    Some(Unknown { place: other.place.clone(), why })
}

fn is_inside(instance: &Instance, call: &Instance) -> bool {
    !instance.module.is_empty() && is_of(&instance.module, &call.address)
}
