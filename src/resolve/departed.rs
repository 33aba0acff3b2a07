//! The cells that have left the specification since the last build.

use std::collections::BTreeSet;

use crate::layout;
use crate::lock::Lock;
use crate::model::Departed;
use crate::spec::{self, Spec};
use crate::values::Name;

/// All of them, by environment and name. A cell that is declared is there, whatever else is wrong with it.
pub(super) fn departed(lock: &Lock, spec: &Spec) -> Vec<Departed> {
    let name = |name: &Name, cell: &spec::Cell| {
        layout::cell_name(&cell.environment.value.clone().into(), &name.clone().into())
    };
    let there: BTreeSet<String> = spec.cell.iter().map(|(cell, entry)| name(cell, &entry.block)).collect();
    let left = lock.cells.iter().filter(|(cell, _)| !there.contains(*cell));
    let departed = left.map(|(cell, facts)| Departed {
        cell: cell.clone(),
        state: facts.last_state(),
        place: lock.place_of_state(cell),
    });
    departed.collect()
}
