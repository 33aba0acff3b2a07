//! What a build has to remember.

use std::collections::BTreeMap;

use super::route::{RouteFacts, routes};
use super::{CellFacts, DAYS_OF_REST, Freed, Lock};
use crate::layout;
use crate::model::{Cell, Environment, Model};
use crate::values::{CellState, Cidr, Date, RecordMode};

/// The lock after a build of the model on that day, by a model without errors that was resolved with `before`.
///
/// It differs from `before` only where the model does: a day that passes changes nothing.
pub fn after(model: &Model, before: &Lock, day: Date) -> Lock {
    let key = |cell: &Cell| layout::cell_name(&cell.class.environment, &cell.name);
    let cells: BTreeMap<String, CellFacts> = model.cells.iter().map(|cell| (key(cell), facts(cell))).collect();
    let mut owners: Vec<(Cidr, String)> = model.cells.iter().map(|cell| (cell.cidr.value, key(cell))).collect();
    owners.sort_unstable();
    let left =
        before.left(|cell| cells.get(cell)?.range).map(|(cell, range)| (range, Freed { cell: cell.to_owned(), day }));
    let freed = before.freed.iter().map(|(range, freed)| (*range, freed.clone())).chain(left);
    let is_kept = |(range, freed): &(Cidr, Freed)| {
        owners_of(&owners, *range).iter().all(|owner| before.keeps_freed(owner, (*range, freed), day))
    };
    let freed = freed.filter(is_kept).collect();
    let buckets = model.environments.values().filter_map(buckets).collect();
    let routes = routes(model).map(|(key, route)| (key, RouteFacts::of(route))).collect();
    Lock { cells, routes, freed, buckets, unknown: before.unknown.clone(), places: before.places.clone() }
}

impl Lock {
    /// The cells that no longer have the network that this lock has for them, with that network; `now` gives what a cell has.
    pub fn left<'a>(&'a self, now: impl Fn(&str) -> Option<Cidr> + 'a) -> impl Iterator<Item = (&'a str, Cidr)> + 'a {
        self.cells.iter().filter_map(move |(cell, facts)| {
            let range = facts.range.filter(|range| now(cell) != Some(*range))?;
            Some((cell.as_str(), range))
        })
    }

    /// Whether the line of a freed network stays although this cell has addresses of it. It goes when the cell that left the
    /// network has all of it again. Otherwise it stays as long as the network rests; after that, a cell that takes the
    /// network removes the line, and a day that passes does not.
    fn keeps_freed(&self, (range, owner): &(Cidr, String), (left, freed): (Cidr, &Freed), day: Date) -> bool {
        let is_back = freed.cell == *owner && range.contains(left);
        let had_it_before = self.cell(owner).and_then(|facts| facts.range) == Some(*range);
        !is_back && (had_it_before || freed.day.days_until(day) < DAYS_OF_REST)
    }
}

/// The environment and the number of its buckets, if its tenants share any.
fn buckets(environment: &Environment) -> Option<(String, u32)> {
    let router = environment.router.as_ref().filter(|router| router.mode.value == RecordMode::Buckets)?;
    Some((environment.name.value.to_string(), router.bucket_count.value))
}

fn facts(cell: &Cell) -> CellFacts {
    let zones = cell.slots.recorded().map(|(zone, slot)| (zone.name_in(&cell.region), slot));
    let state = Some(cell.state.value).filter(|state| *state != CellState::Active);
    CellFacts { bits: Some(cell.slots.bits()), zones: zones.collect(), range: Some(cell.cidr.value), state }
}

/// The cells that have addresses of the range; `owners` are sorted, and their networks are disjoint.
fn owners_of(owners: &[(Cidr, String)], range: Cidr) -> &[(Cidr, String)] {
    let start = owners.partition_point(|(other, _)| other.last_address() < range.network());
    let end = owners.partition_point(|(other, _)| other.network() <= range.last_address());
    owners.get(start..end).unwrap_or_default()
}
