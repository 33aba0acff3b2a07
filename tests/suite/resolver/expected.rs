//! Who has to answer, from the map of tenants and the states of cells: written apart from the plan of records.

use std::collections::BTreeMap;

use cellc::model::{Cell, Environment, Home, Model};
use cellc::values::{CellState, Exposure};

use super::route_53::{Answers, WHOLE, World};

/// One environment, and what is the matter with its cells.
pub(crate) struct Fleet<'a> {
    pub(crate) environment: &'a Environment,
    cells: BTreeMap<&'a str, &'a Cell>,
}

impl<'a> Fleet<'a> {
    pub(crate) fn of(model: &'a Model, environment: &'a Environment) -> Self {
        let cells = model.cells_of(&environment.name.value).map(|cell| (cell.name.as_str(), cell)).collect();
        Self { environment, cells }
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &'a Cell> {
        self.cells.values().copied()
    }

    /// The folder of a cell's root.
    pub(crate) fn root(&self, cell: &str) -> String {
        format!("environments/{}/cells/{cell}", self.environment.name.value)
    }

    /// The namespace of a cell's switch.
    pub(crate) fn switch(&self, cell: &str) -> String {
        format!("Cellc/Evacuate/{}", self.cells[cell].cluster)
    }

    /// Who has to answer for a home. Nobody, while all of its cells are planned.
    pub(crate) fn who_answers(&self, home: &Home, world: &World) -> Answers {
        let standby = home.standby.as_ref().map(|standby| standby.as_str());
        let at_home = self.answering(home.cell.as_str(), standby, world);
        let moving = home.moving_to.as_ref().filter(|moving| self.state(moving.cell.as_str()) == CellState::Active);
        let arrived = moving.and_then(|moving| {
            let goal = moving.cell.as_str();
            // A standby that becomes the home leaves the old home to stand in.
            let standby = if standby == Some(goal) { Some(home.cell.as_str()) } else { standby };
            Some((self.answering(goal, standby, world)?, u64::from(moving.share.hundredths()) * WHOLE / 100))
        });
        let mut answers = Answers::new();
        let mut give = |cell: &str, share: u64| {
            if share > 0 {
                *answers.entry(self.root(cell)).or_default() += share;
            }
        };
        match (at_home, arrived) {
            (Some(home), Some((goal, share))) => {
                give(home, WHOLE - share);
                give(goal, share);
            }
            (Some(cell), None) | (None, Some((cell, _))) => give(cell, WHOLE),
            (None, None) => {}
        }
        answers
    }

    /// Which of two cells answers. The better its state, the earlier it comes; a planned cell comes only after one that has
    /// answered, and after an active cell nobody goes to a retiring one.
    fn answering<'c>(&self, cell: &'c str, standby: Option<&'c str>, world: &World) -> Option<&'c str> {
        let order = [CellState::Active, CellState::Draining, CellState::Retiring];
        let both: Vec<&str> = std::iter::once(cell).chain(standby).collect();
        let first = order.iter().find_map(|state| both.iter().copied().find(|cell| self.state(cell) == *state))?;
        let second = both.into_iter().find(|cell| *cell != first && self.state(cell) != CellState::Retiring);
        let takes_over = second.filter(|cell| !self.is_out(cell, world));
        Some(if self.is_out(first, world) { takes_over.unwrap_or(first) } else { first })
    }

    fn state(&self, cell: &str) -> CellState {
        self.cells[cell].state.value
    }

    /// Whether Route 53 can know that nobody should go there.
    fn is_out(&self, cell: &str, world: &World) -> bool {
        let door = self.environment.front_door.as_ref();
        let is_seen = door.is_some_and(|door| door.exposure.value == Exposure::Public);
        let said = world.metrics.get(&self.switch(cell)).into_iter().flatten().flatten().last();
        let has_switch = self.environment.router.as_ref().is_some_and(|router| router.evacuation.is_some());
        is_seen && world.silent.contains(&self.root(cell)) || has_switch && said.is_some_and(|value| *value >= 1.0)
    }
}

/// Every state of the world with up to two failures: a cell that does not answer, or one that somebody has evacuated. A planned
/// cell answers nobody from the start.
pub(crate) fn worlds(fleet: &Fleet<'_>) -> Vec<(String, World)> {
    let calm = || {
        let planned = fleet.cells().filter(|cell| cell.state.value == CellState::Planned);
        World { silent: planned.map(|cell| fleet.root(cell.name.as_str())).collect(), ..World::default() }
    };
    let failures: Vec<(String, bool)> =
        fleet.cells().flat_map(|cell| [true, false].map(|evacuated| (cell.name.to_string(), evacuated))).collect();
    let mut worlds = vec![("all is well".to_owned(), calm())];
    for (index, first) in failures.iter().enumerate() {
        for second in failures.iter().skip(index) {
            let (mut world, mut title) = (calm(), Vec::new());
            for (cell, evacuated) in if first == second { vec![first] } else { vec![first, second] } {
                title.push(format!("{cell} {}", if *evacuated { "evacuated" } else { "silent" }));
                if *evacuated {
                    // One data point is enough, and silence ends nothing.
                    world.metrics.insert(fleet.switch(cell), vec![None, Some(0.0), Some(1.0), None]);
                } else {
                    world.silent.push(fleet.root(cell));
                }
            }
            worlds.push((title.join(", "), world));
        }
    }
    worlds
}
