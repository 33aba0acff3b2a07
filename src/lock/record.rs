//! What a build has to remember.

use std::collections::BTreeMap;

use super::{CellFacts, Freed, Lock};
use crate::layout;
use crate::model::{Cell, Model};
use crate::values::{Cidr, Date};

/// The lock after a build of the model on that day, by a model without errors that was resolved with `before`.
///
/// It differs from `before` only where the model does: a day that passes changes nothing.
pub fn after(model: &Model, before: &Lock, day: Date) -> Lock {
    let key = |cell: &Cell| layout::cell_name(&cell.class.environment, &cell.name);
    let cells: BTreeMap<String, CellFacts> = model.cells.iter().map(|cell| (key(cell), facts(cell))).collect();
    let mut ranges: Vec<Cidr> = model.cells.iter().map(|cell| cell.cidr.value).collect();
    ranges.sort_unstable();
    let left = before.cells.iter().filter_map(|(cell, facts)| {
        let range = facts.range.filter(|range| cells.get(cell).and_then(|now| now.range) != Some(*range))?;
        Some((range, Freed { cell: cell.clone(), day }))
    });
    let freed = before.freed.iter().map(|(range, freed)| (*range, freed.clone())).chain(left);
    let freed = freed.filter(|(range, _)| !is_in_use(&ranges, *range)).collect();
    Lock { cells, freed, unknown: before.unknown.clone(), lines: before.lines.clone() }
}

fn facts(cell: &Cell) -> CellFacts {
    let zones = cell.slots.recorded().map(|(zone, slot)| (zone.name_in(&cell.region), slot));
    CellFacts { bits: Some(cell.slots.bits()), zones: zones.collect(), range: Some(cell.cidr.value) }
}

/// Whether a cell has an address of the range; `ranges` are sorted and disjoint.
fn is_in_use(ranges: &[Cidr], range: Cidr) -> bool {
    let next = ranges.partition_point(|other| other.last_address() < range.network());
    ranges.get(next).is_some_and(|other| other.overlaps(range))
}
