//! Who is in which cell, and what is lost with a part of the fleet.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Cell, Home, Model, Stay, StayRole, Tenant};
use crate::values::{CellId, CellState, EnvironmentId};

/// The cells of a model by name.
pub(crate) fn cells_by_name(model: &Model) -> BTreeMap<&CellId, &Cell> {
    model.cells.iter().map(|cell| (&cell.name.value, cell)).collect()
}

/// What a cell serves as long as none is lost: tenants at home in it unless it is draining, those that move into it, and those
/// whose draining home it stands in for.
pub(crate) fn usual_load(model: &Model, cells: &BTreeMap<&CellId, &Cell>, cell: &Cell) -> u64 {
    let is_draining = |cell: &CellId| cells.get(cell).is_some_and(|cell| cell.state.value == CellState::Draining);
    let is_served_here = |stay: &&Stay| match stay.role {
        StayRole::Home => cell.state.value != CellState::Draining,
        StayRole::Arriving => true,
        StayRole::Standby => home_of(model, stay, cell).is_some_and(|home| is_draining(&home.cell.value)),
    };
    let stays = model.tenants.in_cell(&cell.name.value).iter().filter(is_served_here);
    stays.filter_map(|stay| model.tenants.get(&stay.tenant)).map(|tenant| u64::from(tenant.load.value)).sum()
}

/// The home that a tenant of a cell has in the cell's environment.
fn home_of<'a>(model: &'a Model, stay: &Stay, cell: &Cell) -> Option<&'a Home> {
    model.tenants.get(&stay.tenant)?.homes.get(&cell.class.environment)
}

/// What comes to each standby when a cell is lost, beside what it serves already. A tenant that moves to its standby is served
/// there already, and so is one whose home is draining.
pub(crate) fn moved_by_loss<'a>(model: &'a Model, lost: &Cell) -> BTreeMap<&'a CellId, u64> {
    let mut moved: BTreeMap<&CellId, u64> = BTreeMap::new();
    if lost.state.value == CellState::Draining {
        return moved;
    }
    for stay in model.tenants.in_cell(&lost.name.value).iter().filter(|stay| stay.role == StayRole::Home) {
        let Some(tenant) = model.tenants.get(&stay.tenant) else { continue };
        let Some((standby, home)) = home_of(model, stay, lost).and_then(|home| Some((home.standby.as_ref()?, home)))
        else {
            continue;
        };
        if home.moving_to.as_ref().is_none_or(|moving| moving.cell.value != standby.value) {
            *moved.entry(&standby.value).or_default() += u64::from(tenant.load.value);
        }
    }
    moved
}

/// A part of the fleet that may be lost at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Domain<'a> {
    Cell(&'a str),
    Account(&'a str),
    Region(&'a str),
    Revision(&'a str),
}

impl std::fmt::Display for Domain<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cell(name) => write!(formatter, "cell `{name}`"),
            Self::Account(id) => write!(formatter, "account {id}"),
            Self::Region(name) => write!(formatter, "region `{name}`"),
            Self::Revision(name) => write!(formatter, "Git revision `{name}`"),
        }
    }
}

/// What is hit with a part of an environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Blast<'a> {
    pub(crate) domain: Domain<'a>,
    /// The load of the tenants that have their home there.
    pub(crate) hit: u64,
    /// The load of those among them that have no standby outside.
    pub(crate) lost: u64,
}

/// What is hit with each cell, account, region and Git revision of an environment.
pub(crate) fn blasts<'a>(model: &'a Model, environment: &EnvironmentId) -> Vec<Blast<'a>> {
    let cells = cells_by_name(model);
    let mut blasts: BTreeMap<Domain<'a>, (u64, u64)> = BTreeMap::new();
    for (tenant, home) in model.tenants.iter().filter_map(|(_, tenant)| Some((tenant, tenant.homes.get(environment)?)))
    {
        let Some(cell) = cells.get(&home.cell.value) else { continue };
        let standby = home.standby.as_ref().and_then(|standby| cells.get(&standby.value));
        let elsewhere: BTreeSet<Domain<'a>> = standby.map(|cell| domains(cell)).into_iter().flatten().collect();
        let load = u64::from(tenant.load.value);
        for domain in domains(cell) {
            let is_lost = standby.is_none() || elsewhere.contains(&domain);
            let (hit, lost) = blasts.entry(domain).or_default();
            *hit += load;
            *lost += if is_lost { load } else { 0 };
        }
    }
    blasts.into_iter().map(|(domain, (hit, lost))| Blast { domain, hit, lost }).collect()
}

/// The load of all tenants of an environment.
pub(crate) fn whole_load(model: &Model, environment: &EnvironmentId) -> u64 {
    let at_home = |tenant: &&Tenant| tenant.homes.contains_key(environment);
    model.tenants.iter().map(|(_, tenant)| tenant).filter(at_home).map(|tenant| u64::from(tenant.load.value)).sum()
}

fn domains(cell: &Cell) -> [Domain<'_>; 4] {
    [
        Domain::Cell(cell.name.as_str()),
        Domain::Account(cell.account.as_str()),
        Domain::Region(cell.region.as_str()),
        Domain::Revision(cell.revision.as_str()),
    ]
}
