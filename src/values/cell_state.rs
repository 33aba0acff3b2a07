//! Where a cell is in its life.

use super::variant::spec_enum;

spec_enum! {
    /// Where a cell is in its life, from the first apply to the last.
    pub enum CellState: "state of a cell" {
        /// It is built and serves nobody until it has answered once.
        Planned = "planned" for ["new", "pending", "creating"],
        /// It serves its tenants.
        Active = "active" for ["live", "running", "enabled"],
        /// Its tenants are served by their standbys; everything in it still runs.
        Draining = "draining" for ["drained", "evacuated", "evacuating", "cordoned"],
        /// Nobody is left, and what protects it from being destroyed is off.
        Retiring = "retiring" for ["retired", "disabled", "deleting", "decommissioned"],
    }
}

impl CellState {
    /// The states that may follow this one in a later build. A cell may also stay as it is.
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Planned | Self::Draining => &[Self::Active, Self::Retiring],
            Self::Active | Self::Retiring => &[Self::Draining],
        }
    }

    /// The next state on the way out of the specification; [`None`] at its end.
    pub const fn next_on_the_way_out(self) -> Option<Self> {
        match self {
            Self::Active => Some(Self::Draining),
            Self::Planned | Self::Draining => Some(Self::Retiring),
            Self::Retiring => None,
        }
    }

    /// Whether the next build may be without the cell.
    pub const fn may_leave(self) -> bool {
        matches!(self, Self::Retiring)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::testing::every_word_is_itself;

    #[test]
    fn states_are_spelled_as_documented() {
        every_word_is_itself::<CellState>(&["planned", "active", "draining", "retiring"]);
    }

    #[test]
    fn a_cell_that_serves_cannot_leave_before_it_was_drained() {
        let path = [CellState::Active, CellState::Draining, CellState::Retiring];
        for (state, next) in path.iter().zip(path.iter().skip(1)) {
            assert!(state.next().contains(next) && !state.may_leave(), "{state}");
        }
        assert!(!CellState::Active.next().contains(&CellState::Retiring));
    }

    #[test]
    fn every_step_but_the_first_can_be_taken_back() {
        for state in CellState::ALL {
            for next in state.next() {
                let is_back = next.next().contains(state);
                assert_eq!(is_back, *state != CellState::Planned, "{state} to {next}");
            }
        }
    }
}
