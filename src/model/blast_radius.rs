//! What is hit when a part of the fleet fails: the share of tenants that depends on one cell, account, region or revision.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Cell, Model};
use crate::values::{CellId, EnvironmentId};

/// A part of the fleet that may fail at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultDomain<'a> {
    /// A cell.
    Cell(&'a str),
    /// All cells of an AWS account.
    Account(&'a str),
    /// All cells of a region.
    Region(&'a str),
    /// All cells that follow a Git revision.
    Revision(&'a str),
}

/// What is hit with a part of an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlastRadius<'a> {
    /// What fails.
    pub domain: FaultDomain<'a>,
    /// The load of the tenants that have their home in it.
    pub hit: u64,
    /// The load of those among them without a standby outside of it.
    pub lost: u64,
    /// The load of all tenants of the environment.
    pub whole: u64,
}

impl Model {
    /// What is hit with each cell, account, region and Git revision in which an environment has tenants, in this order and then
    /// by name.
    pub fn blast_radii(&self, environment: &EnvironmentId) -> Vec<BlastRadius<'_>> {
        let cells: BTreeMap<&CellId, &Cell> = self.cells.iter().map(|cell| (&cell.name.value, cell)).collect();
        let mut loads: BTreeMap<FaultDomain<'_>, (u64, u64)> = BTreeMap::new();
        let mut whole = 0;
        for (tenant, _, home) in self.tenants.homes().filter(|(_, of, _)| *of == environment) {
            let Some(cell) = cells.get(&home.cell.value) else { continue };
            let standby = home.standby.as_ref().and_then(|standby| cells.get(&standby.value));
            let of_standby: BTreeSet<FaultDomain<'_>> =
                standby.map(|cell| domains(cell)).into_iter().flatten().collect();
            let load = u64::from(tenant.load.value);
            whole += load;
            for domain in domains(cell) {
                let (hit, lost) = loads.entry(domain).or_default();
                *hit += load;
                *lost += if standby.is_none() || of_standby.contains(&domain) { load } else { 0 };
            }
        }
        loads.into_iter().map(|(domain, (hit, lost))| BlastRadius { domain, hit, lost, whole }).collect()
    }
}

impl BlastRadius<'_> {
    /// The share of the environment's load that is hit, in hundredths, rounded up: a share is never told smaller than it is.
    pub fn hit_share(&self) -> u64 {
        (self.hit * 100).div_ceil(self.whole.max(1))
    }

    /// The share of the environment's load that is hit and has no standby outside, in hundredths, rounded up.
    pub fn lost_share(&self) -> u64 {
        (self.lost * 100).div_ceil(self.whole.max(1))
    }
}

impl FaultDomain<'_> {
    /// What it is, as a word.
    pub const fn noun(&self) -> &'static str {
        match self {
            Self::Cell(_) => "cell",
            Self::Account(_) => "account",
            Self::Region(_) => "region",
            Self::Revision(_) => "Git revision",
        }
    }

    /// The name of the cell, account, region or revision.
    pub const fn name(&self) -> &str {
        match self {
            Self::Cell(name) | Self::Account(name) | Self::Region(name) | Self::Revision(name) => name,
        }
    }
}

impl fmt::Display for FaultDomain<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} `{}`", self.noun(), self.name())
    }
}

fn domains(cell: &Cell) -> [FaultDomain<'_>; 4] {
    [
        FaultDomain::Cell(cell.name.as_str()),
        FaultDomain::Account(cell.account.as_str()),
        FaultDomain::Region(cell.region.as_str()),
        FaultDomain::Revision(cell.revision.as_str()),
    ]
}
