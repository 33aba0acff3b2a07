//! How much of each environment depends on some of its cells.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Dependence;
use crate::model::{Dependents, Model};
use crate::values::{CellId, EnvironmentId};

/// The load at home in each cell.
pub(super) struct Loads<'a> {
    environments: BTreeMap<&'a EnvironmentId, OfEnvironment<'a>>,
}

#[derive(Default)]
struct OfEnvironment<'a> {
    cells: usize,
    whole: u64,
    at_home: BTreeMap<&'a CellId, u64>,
}

impl<'a> Loads<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let mut environments: BTreeMap<&EnvironmentId, OfEnvironment<'_>> = BTreeMap::new();
        for cell in &model.cells {
            environments.entry(&cell.class.environment).or_default().cells += 1;
        }
        for (tenant, environment, home) in model.tenants.homes() {
            let of = environments.entry(environment).or_default();
            let load = u64::from(tenant.load.value);
            of.whole += load;
            *of.at_home.entry(&home.cell.value).or_default() += load;
        }
        Self { environments }
    }

    /// What these cells are of each environment.
    pub(super) fn dependence(&self, dependents: &Dependents<'_>) -> BTreeMap<EnvironmentId, Dependence> {
        let of = |(id, cells): (&&EnvironmentId, &BTreeSet<&CellId>)| {
            let share = self.environments.get(*id).map_or(0, |environment| environment.share(cells));
            ((*id).clone(), Dependence { cells: cells.len(), share })
        };
        dependents.iter().map(of).collect()
    }
}

impl OfEnvironment<'_> {
    /// In hundredths, rounded up.
    fn share(&self, cells: &BTreeSet<&CellId>) -> u64 {
        if self.whole == 0 {
            return (cells.len() * 100).div_ceil(self.cells.max(1)) as u64;
        }
        let hit: u64 = cells.iter().filter_map(|cell| self.at_home.get(cell)).sum();
        (hit * 100).div_ceil(self.whole)
    }
}
