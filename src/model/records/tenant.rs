//! The records of one tenant.

use super::{Answer, CellStates};
use crate::model::{Home, Move};
use crate::values::{CellId, CellState};

/// The whole of a tenant's requests, in the unit of weights.
const WHOLE: u32 = 100;

/// The weighted records on a tenant's name, and the pairs below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TenantRecords {
    /// The way to its home; [`None`] while the home is planned and nobody active stands in.
    pub home: Option<Way>,
    /// The way to where it moves; [`None`] for a tenant that stays, and while the goal is not active.
    pub goal: Option<Way>,
}

/// One of the ways that a tenant's name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The cell that the way is for, and that a pair is named after, whoever of the pair is primary.
    pub cell: CellId,
    /// The share of the requests that take it, in hundredths; the ways of a tenant have 100 together.
    pub weight: u32,
    /// Who answers.
    pub answer: Answer,
}

impl TenantRecords {
    pub(super) fn of(home: &Home, states: &CellStates<'_>) -> Self {
        let goal = home.moving_to.as_ref().and_then(|moving| goal(home, moving, states));
        let answer = Answer::of(&home.cell, home.standby.as_deref(), states);
        let rest = WHOLE - goal.as_ref().map_or(0, |goal| goal.weight);
        let home = answer.map(|answer| Way { cell: home.cell.value.clone(), weight: rest, answer });
        // Whoever is there alone has all.
        let goal = goal.map(|goal| if home.is_some() { goal } else { Way { weight: WHOLE, ..goal } });
        Self { home, goal }
    }

    /// Its ways, the one to its home first.
    pub fn ways(&self) -> impl Iterator<Item = &Way> {
        self.home.iter().chain(&self.goal)
    }

    /// The number of its records.
    pub fn len(&self) -> usize {
        self.ways().map(|way| if way.answer.secondary.is_some() { 3 } else { 1 }).sum()
    }

    /// Whether it has none, because no cell serves it yet.
    pub const fn is_empty(&self) -> bool {
        self.home.is_none() && self.goal.is_none()
    }
}

/// The way to the goal of a move. Its standby is the home's; where that is the goal itself, the old home stands by.
fn goal(home: &Home, moving: &Move, states: &CellStates<'_>) -> Option<Way> {
    let cell = &moving.cell.value;
    let serves = states.get(cell) == Some(&CellState::Active) && *cell != home.cell.value;
    let standby = home.standby.as_deref().map(|standby| if standby == cell { &home.cell.value } else { standby });
    let answer = Answer::of(cell, standby, states).filter(|_| serves)?;
    Some(Way { cell: cell.clone(), weight: moving.share.hundredths(), answer })
}
