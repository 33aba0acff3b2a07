//! Who answers, by the states of two cells.

use serde::Serialize;

use super::CellStates;
use crate::values::{CellId, CellState};

/// Who answers under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The cell that answers as long as it is healthy and not evacuated.
    pub primary: CellId,
    /// The cell that answers otherwise; [`None`] where nobody takes over.
    pub secondary: Option<CellId>,
}

impl Answer {
    /// Who answers for a home with this standby; [`None`] where no cell serves yet.
    ///
    /// The cell whose state serves best is the primary, of two equal ones the home: so a draining home leaves its tenants to
    /// an active standby. A planned cell is primary for nobody, and a retiring one takes over from nobody.
    pub fn of(home: &CellId, standby: Option<&CellId>, states: &CellStates<'_>) -> Option<Self> {
        let standby = standby.filter(|standby| *standby != home);
        let state = |cell: &CellId| states.get(cell).copied();
        let candidates = || std::iter::once(home).chain(standby);
        let ranked = candidates().filter_map(|cell| Some((rank(state(cell)?)?, cell)));
        let (_, primary) = ranked.min_by_key(|(rank, _)| *rank)?;
        let takes_over = |cell: &&CellId| state(cell).is_some_and(|state| state != CellState::Retiring);
        let secondary = candidates().find(|cell| *cell != primary).filter(takes_over);
        Some(Self { primary: primary.clone(), secondary: secondary.cloned() })
    }
}

/// How well a cell in that state serves, best first; [`None`] for one that serves nobody yet.
const fn rank(state: CellState) -> Option<u8> {
    match state {
        CellState::Active => Some(0),
        CellState::Draining => Some(1),
        CellState::Retiring => Some(2),
        CellState::Planned => None,
    }
}
