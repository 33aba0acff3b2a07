//! Judging a specification that holds values which cannot be read.
//!
//! Such a specification is read several times, each time with other stand-ins for those values: left out where the
//! specification can do without them, and otherwise values of the type that is wanted there. A finding that is made
//! under every reading holds whatever the values are, and is reported. A rule that finds something under some readings
//! only waits for the values.
//!
//! Rules know nothing of this: each reading is a whole specification to them. A specification without such values is
//! read once.

mod candidates;
mod common;
mod harvest;
mod samples;

use std::collections::{BTreeMap, BTreeSet};

use crate::decode::{Reading, StandIn, Unreadable};
use crate::parse::{Node, Value};

pub use common::{Common, common, is_inside};

/// How many readings there are at most, and at least. What a value changes shows in few.
const MOST_READINGS: usize = 24;
const FEWEST_READINGS: usize = 6;

/// How many nodes may be read, all readings together, before there are fewer readings than [`MOST_READINGS`].
const NODES: usize = 40_000;

/// How many nodes may be read, all readings together. Beyond it a specification is judged without the blocks that hold
/// the values: megabytes of text with a mistake in each line are to have an answer within seconds.
const MOST_NODES: usize = 1_000_000;

/// A stand-in that breaks nothing is one of these, at least; with one alone, what it says would be taken for a fact.
const FEWEST_CANDIDATES: usize = 2;

/// The readings under which a specification can be judged; [`None`] when there are too many values, when no stand-in is
/// known for one of them, or when none fits.
///
/// `damage` says how many references and required keys are missing under a reading, so that parts of the specification
/// mean nothing; [`None`] when it cannot be read either. Only readings with the least damage are of use: otherwise the
/// findings about a cell would wait for its environment because the cell is lost when that does not exist.
pub fn readings(
    root: &Node,
    unreadable: &[Unreadable],
    damage: &dyn Fn(&Reading) -> Option<usize>,
) -> Option<Vec<Reading>> {
    let size = size(root);
    let most = (NODES / size.max(1)).clamp(FEWEST_READINGS, MOST_READINGS);
    let mut groups = groups(unreadable);
    if !are_distinct(unreadable) || groups.len().saturating_mul(most).saturating_mul(size) > MOST_NODES {
        return None;
    }
    for group in groups.values_mut() {
        group.candidates = candidates::candidates(root, group.values.first()?, most);
        if group.candidates.len() < FEWEST_CANDIDATES {
            return None;
        }
    }
    let names: Vec<Kind<'_>> = groups.keys().copied().collect();
    for name in names {
        let kept = least_damage(&groups, name, damage)?;
        groups.get_mut(&name)?.candidates = kept;
    }
    Some(combined(&groups))
}

/// Values of one key and type, which have the same candidates.
type Kind<'a> = (&'a str, &'static str, bool, bool);

#[derive(Debug, Clone, Default)]
struct Group<'a> {
    values: Vec<&'a Unreadable>,
    candidates: Vec<StandIn>,
}

fn groups(unreadable: &[Unreadable]) -> BTreeMap<Kind<'_>, Group<'_>> {
    let mut groups: BTreeMap<Kind<'_>, Group<'_>> = BTreeMap::new();
    for value in unreadable {
        let kind = (value.key.as_str(), value.type_name, value.is_element, value.is_optional);
        groups.entry(kind).or_default().values.push(value);
    }
    groups
}

/// Whether a place says which value is meant: trees that were not read from text have none.
fn are_distinct(unreadable: &[Unreadable]) -> bool {
    let places: BTreeSet<_> = unreadable.iter().map(|value| value.span).collect();
    places.len() == unreadable.len() && places.iter().all(|place| place.file.is_some())
}

/// The candidates of one group that do the least damage, while the others have their first.
fn least_damage(
    groups: &BTreeMap<Kind<'_>, Group<'_>>,
    name: Kind<'_>,
    damage: &dyn Fn(&Reading) -> Option<usize>,
) -> Option<Vec<StandIn>> {
    let others = groups.iter().filter(|(other, _)| **other != name).map(|(_, group)| group);
    let base: Reading = others.flat_map(|group| group.reading(&|_| 0)).collect();
    let group = groups.get(&name)?;
    let judged = (0..group.candidates.len()).filter_map(|index| {
        let mut reading = base.clone();
        reading.extend(group.reading(&|_| index));
        Some((damage(&reading)?, group.candidates.get(index)?))
    });
    let judged: Vec<(usize, &StandIn)> = judged.collect();
    let least = judged.iter().map(|(damage, _)| *damage).min()?;
    Some(judged.into_iter().filter(|(damage, _)| *damage == least).map(|(_, candidate)| candidate.clone()).collect())
}

/// Every candidate of every value in some reading. All values change from one reading to the next, each at a place of its
/// own in its list, so that there are no more readings than candidates; and where there are several values, the first
/// candidates meet each other too.
fn combined(groups: &BTreeMap<Kind<'_>, Group<'_>>) -> Vec<Reading> {
    let rounds = groups.values().map(|group| group.candidates.len()).max().unwrap_or(0);
    let values: usize = groups.values().map(|group| group.values.len()).sum();
    let read = |choose: &dyn Fn(usize) -> usize| -> Reading {
        let mut before = 0;
        let mut reading = Reading::new();
        for group in groups.values() {
            reading.extend(group.reading(&|index| choose(before + index)));
            before += group.values.len();
        }
        reading
    };
    let apart = (0..rounds).map(|round| read(&|index| round + index));
    let together = (0..rounds.min(if values > 1 { FEWEST_CANDIDATES } else { 0 })).map(|round| read(&|_| round));
    apart.chain(together).collect()
}

impl Group<'_> {
    /// A stand-in for each of its values, chosen by the number of the value.
    fn reading(&self, choose: &dyn Fn(usize) -> usize) -> Reading {
        let stand_in = |index| self.candidates.get(choose(index) % self.candidates.len().max(1));
        let values = self.values.iter().enumerate();
        values.filter_map(|(index, value)| Some((value.span, placed(stand_in(index)?, value)))).collect()
    }
}

/// A stand-in at the place of the value: findings about it point there.
fn placed(stand_in: &StandIn, value: &Unreadable) -> StandIn {
    match stand_in {
        StandIn::Absent => StandIn::Absent,
        StandIn::Node(node) => StandIn::Node(harvest::at(node, value.span)),
    }
}

/// How many nodes there are in a tree.
fn size(node: &Node) -> usize {
    match &node.value {
        Value::List(elements) => 1 + elements.iter().map(size).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|entry| size(&entry.node)).sum::<usize>(),
        _ => 1,
    }
}
