//! Who is in which cell, and what comes to standbys when a cell is lost.

use std::collections::BTreeMap;

use crate::model::{Cell, Home, Model, Stay, StayRole};
use crate::source::Spanned;
use crate::values::{CellId, CellState, EnvironmentId};

/// Somebody with a cell and a standby: a tenant that names them, or a range of buckets.
pub(crate) struct Pair<'a> {
    /// Who, in the middle of a sentence.
    pub(crate) who: String,
    /// In which environment.
    pub(crate) environment: &'a EnvironmentId,
    /// The cell.
    pub(crate) cell: &'a Spanned<CellId>,
    /// Its standby.
    pub(crate) standby: &'a Spanned<CellId>,
}

/// Every cell with a standby, as somebody wrote it: those of a bucket once, and not for each tenant that has the bucket.
pub(crate) fn pairs(model: &Model) -> impl Iterator<Item = Pair<'_>> {
    let homes = model.tenants.homes().filter(|(_, _, home)| home.bucket.is_none());
    let of_tenants = homes.filter_map(|(tenant, environment, home)| {
        let who = format!("tenant `{}`", tenant.name.value);
        Some(Pair { who, environment, cell: &home.cell, standby: home.standby.as_ref()? })
    });
    let routers =
        model.environments.values().filter_map(|environment| Some((environment, environment.router.as_ref()?)));
    let ranges = routers.flat_map(|(environment, router)| router.buckets.iter().map(move |range| (environment, range)));
    let of_ranges = ranges.filter_map(|(environment, (range, home))| {
        let who = format!("the buckets `{range}`");
        Some(Pair { who, environment: &environment.name.value, cell: &home.cell, standby: home.standby.as_ref()? })
    });
    of_tenants.chain(of_ranges)
}

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
