//! The cells that have left the specification since the last build.

use std::collections::BTreeSet;

use crate::layout;
use crate::lock::Lock;
use crate::model::{Cell, Departed};

/// All of them, by environment and name.
pub(super) fn departed(lock: &Lock, cells: &[Cell]) -> Vec<Departed> {
    let there: BTreeSet<String> =
        cells.iter().map(|cell| layout::cell_name(&cell.class.environment, &cell.name)).collect();
    let left = lock.cells.iter().filter(|(cell, _)| !there.contains(*cell));
    let departed = left.map(|(cell, facts)| Departed {
        cell: cell.clone(),
        state: facts.last_state(),
        place: lock.place_of_state(cell),
    });
    departed.collect()
}
