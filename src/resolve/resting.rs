//! The networks that rest: cells left them in an earlier build, or leave them in this one.

use std::collections::BTreeMap;

use super::Known;
use crate::layout;
use crate::lock::Freed;
use crate::model::{Cell, Resting};
use crate::source::Span;
use crate::values::Cidr;

/// All of them, ordered by address.
pub(super) fn resting(Known { lock, as_of }: Known<'_>, cells: &[Cell]) -> Vec<Resting> {
    let key = |cell: &Cell| layout::cell_name(&cell.class.environment, &cell.name);
    let now: BTreeMap<String, Cidr> = cells.iter().map(|cell| (key(cell), cell.cidr.value)).collect();
    let earlier = lock.resting(as_of).map(|(range, freed)| of(range, freed, lock.place_of_freed(range)));
    let left = lock.left(|cell| now.get(cell).copied()).map(|(cell, range)| {
        let freed = Freed { cell: cell.to_owned(), day: as_of };
        of(range, &freed, lock.place_of_range(cell))
    });
    let mut all: Vec<Resting> = earlier.chain(left).collect();
    all.sort_by_key(|resting| resting.range);
    all
}

fn of(range: Cidr, freed: &Freed, place: Span) -> Resting {
    Resting { range, cell: freed.cell.clone(), left: freed.day, until: freed.last_day_of_rest(), place }
}
