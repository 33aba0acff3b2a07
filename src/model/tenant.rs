//! Tenants: who is served where. One map is the only source for rules, records, routes and everything else that asks.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::{Span, Spanned};
use crate::values::{CellId, Date, EnvironmentId, Percentage, RegionPattern, TenantCertificate, TenantId};

/// Every tenant of the fleet with its homes, and who is in each cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct TenantMap {
    tenants: BTreeMap<TenantId, Tenant>,
    /// Who is in each cell, in the order of their names.
    #[serde(skip)]
    cells: BTreeMap<CellId, Vec<Stay>>,
    /// Homes that a tenant would have beside the first one in the same environment.
    #[serde(skip)]
    contested: Vec<Contested>,
    /// Homes that name no cell where no bucket gives them one.
    #[serde(skip)]
    unplaced: Vec<Unplaced>,
    /// Whether a tenant or one of its homes could not be read or resolved.
    #[serde(skip)]
    is_partial: bool,
}

/// Whom cells serve.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tenant {
    /// Its name, and where it is declared: its block, or else the first cell that lists it.
    pub name: Spanned<TenantId>,
    /// Its share of the work, in the unit of `max_load`.
    pub load: Spanned<u32>,
    /// The regions in which it may be served; all when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub residency: Vec<Spanned<RegionPattern>>,
    /// Whether the cells of its homes serve nobody else.
    pub dedicated: Spanned<bool>,
    /// By which certificate its cells prove its name.
    pub certificate: Spanned<TenantCertificate>,
    /// Name of the source file that declares it; empty when it was built in Rust.
    #[serde(skip)]
    pub origin: String,
    /// Its home in each environment that serves it.
    pub homes: BTreeMap<EnvironmentId, Home>,
}

/// Where a tenant is served in one environment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Home {
    /// The cell that serves it.
    pub cell: Spanned<CellId>,
    /// The cell that serves it when the other one does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standby: Option<Spanned<CellId>>,
    /// Where it moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moving_to: Option<Move>,
    /// The bucket that gives it its cells; [`None`] for a home that names them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<u32>,
}

/// A move from one cell to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Move {
    /// The cell that will serve it.
    pub cell: Spanned<CellId>,
    /// The last day of the move.
    pub until: Spanned<Date>,
    /// The share of its requests that goes there already.
    pub share: Spanned<Percentage>,
}

/// A tenant in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The tenant, and where the cell is named for it.
    pub tenant: Spanned<TenantId>,
    /// What the cell is for it.
    pub role: StayRole,
}

/// What a cell is for a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StayRole {
    /// It serves the tenant.
    Home,
    /// It would serve the tenant if its home did not.
    Standby,
    /// The tenant moves into it.
    Arriving,
}

/// A second home of a tenant in one environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// The tenant.
    pub tenant: TenantId,
    /// The environment.
    pub environment: EnvironmentId,
    /// The home that it has.
    pub first: Spanned<CellId>,
    /// The home that it would have as well.
    pub again: Spanned<CellId>,
    /// Whether the second home is an element of the list of a cell.
    pub is_listed: bool,
}

/// A home that names no cell, and gets none from a bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unplaced {
    /// The tenant.
    pub tenant: TenantId,
    /// The environment.
    pub environment: EnvironmentId,
    /// Where the home is declared.
    pub header: Spanned<()>,
    /// What the home says although only one with a cell can: its standby, or a move.
    pub beside: Option<Span>,
}

impl Unplaced {
    /// Where it is declared.
    pub const fn span(&self) -> Span {
        self.header.span
    }
}

impl TenantMap {
    /// The map of these tenants.
    pub fn new(
        tenants: BTreeMap<TenantId, Tenant>,
        contested: Vec<Contested>,
        unplaced: Vec<Unplaced>,
        is_partial: bool,
    ) -> Self {
        let mut cells: BTreeMap<CellId, Vec<Stay>> = BTreeMap::new();
        for (tenant, home) in tenants.iter().flat_map(|(id, tenant)| tenant.homes.values().map(move |home| (id, home)))
        {
            for (cell, role) in home.stays() {
                let stay = Stay { tenant: Spanned::new(tenant.clone(), cell.span), role };
                cells.entry(cell.value.clone()).or_default().push(stay);
            }
        }
        Self { tenants, cells, contested, unplaced, is_partial }
    }

    /// Every tenant, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&TenantId, &Tenant)> {
        self.tenants.iter()
    }

    /// The tenant of that name.
    pub fn get(&self, tenant: &TenantId) -> Option<&Tenant> {
        self.tenants.get(tenant)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.tenants.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tenants.is_empty()
    }

    /// Every home, with its tenant and environment, in the order of their names.
    pub fn homes(&self) -> impl Iterator<Item = (&Tenant, &EnvironmentId, &Home)> {
        self.tenants.values().flat_map(|tenant| tenant.homes.iter().map(move |(id, home)| (tenant, id, home)))
    }

    /// Who is in a cell, by name, and what the cell is for them.
    pub fn in_cell(&self, cell: &CellId) -> &[Stay] {
        self.cells.get(cell).map_or(&[], Vec::as_slice)
    }

    /// The homes that a tenant would have beside the first one, in the order of their places.
    pub fn contested(&self) -> &[Contested] {
        &self.contested
    }

    /// The homes that name no cell where no bucket gives them one, in the order of their places.
    pub fn unplaced(&self) -> &[Unplaced] {
        &self.unplaced
    }

    /// Whether a tenant or one of its homes is not known, so that nothing is known about what is missing.
    pub const fn is_partial(&self) -> bool {
        self.is_partial
    }
}

impl Home {
    /// A home of which nothing is said but its cell.
    pub const fn in_cell(cell: Spanned<CellId>) -> Self {
        Self { cell, standby: None, moving_to: None, bucket: None }
    }

    /// The cells that it names, with what each is for the tenant.
    pub fn stays(&self) -> impl Iterator<Item = (&Spanned<CellId>, StayRole)> {
        // A cell does not stand in for itself; that somebody says so is for a rule to tell.
        let standby = self.standby.as_ref().filter(|cell| cell.value != self.cell.value);
        let standby = standby.map(|cell| (cell, StayRole::Standby));
        let arriving = self.moving_to.as_ref().map(|moving| (&moving.cell, StayRole::Arriving));
        std::iter::once((&self.cell, StayRole::Home)).chain(standby).chain(arriving)
    }
}
