//! Tenants: their blocks, and the cells that list them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Resolver;
use crate::decode::LabelledEntry;
use crate::diagnostic::codes;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::records::bucket_of;
use crate::model::{Cell, Contested, Environment, Home, Move, Tenant, TenantMap, Unplaced};
use crate::source::Spanned;
use crate::spec;
use crate::values::{CellId, EnvironmentId, Name, Percentage, RecordMode, TenantCertificate, TenantId};

/// What a tenant has when nobody says how much.
const USUAL_LOAD: u32 = 1;

/// The cells that a home may name.
pub(super) type Cells<'a> = BTreeMap<&'a Name, &'a Cell>;

/// A home with its tenant and environment, wherever it is declared.
struct Claim {
    tenant: Name,
    environment: EnvironmentId,
    home: Home,
    /// Whether a cell lists the tenant.
    is_listed: bool,
}

impl Resolver<'_> {
    /// Every tenant with its homes. Of two homes in one environment, the one that stands first counts.
    pub(super) fn tenants(&mut self, environments: &BTreeMap<EnvironmentId, Environment>, cells: &[Cell]) -> TenantMap {
        let spec = self.spec;
        let by_name: Cells<'_> = cells.iter().map(|cell| (cell.name.name(), cell)).collect();
        let reported = self.diagnostics.len();
        let mut claims = self.claims_of_cells(&by_name);
        let (of_blocks, unplaced) = self.claims_of_blocks(environments, &by_name);
        claims.extend(of_blocks);
        claims.sort_by_key(|claim| claim.home.cell.span);
        let blocks =
            spec.tenant.iter().map(|(name, entry)| declared(&Spanned::new(name.clone(), entry.span()), &entry.block));
        let mut tenants: BTreeMap<TenantId, Tenant> =
            blocks.map(|tenant| (tenant.name.value.clone(), tenant)).collect();
        let contested = claims.into_iter().filter_map(|claim| settle(&mut tenants, claim)).collect();
        let is_partial = spec.tenant.has_poison() || self.diagnostics.len() > reported || cells.len() < spec.cell.len();
        for tenant in tenants.values_mut() {
            tenant.origin = self.origin(tenant.name.span);
        }
        TenantMap::new(tenants, contested, unplaced, is_partial)
    }

    /// The homes that cells give to the tenants in their lists.
    fn claims_of_cells(&self, cells: &Cells<'_>) -> Vec<Claim> {
        let listing =
            self.spec.cell.iter().filter_map(|(name, entry)| Some((*cells.get(name)?, entry.block.tenants.as_ref()?)));
        let claim = |cell: &Cell, tenant: &Spanned<Name>| Claim {
            tenant: tenant.value.clone(),
            environment: cell.class.environment.clone(),
            home: Home::in_cell(Spanned::new(cell.name.value.clone(), tenant.span)),
            is_listed: true,
        };
        listing.flat_map(|(cell, tenants)| tenants.value.iter().map(move |tenant| claim(cell, tenant))).collect()
    }

    /// The homes in the blocks of tenants, and those that have no cell.
    fn claims_of_blocks(
        &mut self,
        environments: &BTreeMap<EnvironmentId, Environment>,
        cells: &Cells<'_>,
    ) -> (Vec<Claim>, Vec<Unplaced>) {
        let spec = self.spec;
        let homes =
            spec.tenant.iter().flat_map(|(tenant, entry)| entry.block.home.iter().map(move |home| (tenant, home)));
        let (mut claims, mut unplaced) = (Vec::new(), Vec::new());
        for (tenant, (environment, entry)) in homes {
            let label = Spanned::new(environment.clone(), entry.span());
            let Some(environment) = environments.get(environment) else {
                self.unknown_home(&label);
                continue;
            };
            let home = match &entry.block.cell {
                Some(cell) => self.home(environment, cell, &entry.block, cells),
                None => bucket_home(environment, tenant, entry, &mut unplaced),
            };
            claims.extend(home.map(|home| Claim {
                tenant: tenant.clone(),
                environment: environment.name.value.clone(),
                home,
                is_listed: false,
            }));
        }
        (claims, unplaced)
    }

    /// An environment that nothing declares, or that has no cells of its own.
    fn unknown_home(&mut self, label: &Spanned<Name>) {
        let host = self.spec.environment.get(&label.value).and_then(|entry| entry.block.shares.as_ref());
        let Some(host) = host else { return self.unknown_environment(&[label]) };
        let headline = format!("environment `{}` has no cells of its own", label.value);
        let error =
            Diagnostic::error(codes::UNKNOWN_REFERENCE, label.span, headline).label("no cell serves a tenant here");
        let error = error.also(host.span, "it shares the cells of another environment");
        self.report(error.help(format!("write `home \"{}\" {{ … }}`", host.value)));
    }

    /// A home whose cells are there; a standby that is not there is left out.
    fn home(
        &mut self,
        environment: &Environment,
        cell: &Spanned<Name>,
        block: &spec::Home,
        cells: &Cells<'_>,
    ) -> Option<Home> {
        let standby = block.standby.as_ref().and_then(|standby| self.cell_of(environment, standby, cells));
        let moving_to = block.moving_to.as_ref().and_then(|moving| self.moving(environment, moving, cells));
        Some(Home { standby, moving_to, ..Home::in_cell(self.cell_of(environment, cell, cells)?) })
    }

    fn moving(&mut self, environment: &Environment, moving: &Spanned<spec::Move>, cells: &Cells<'_>) -> Option<Move> {
        let cell = self.cell_of(environment, &moving.cell, cells)?;
        let share = moving.share.unwrap_or_else(|| Spanned::default_of(Percentage::NONE, moving.span));
        Some(Move { cell, until: moving.until, share })
    }

    /// The cell of that name, if it is one of the environment's.
    pub(super) fn cell_of(
        &mut self,
        environment: &Environment,
        name: &Spanned<Name>,
        cells: &Cells<'_>,
    ) -> Option<Spanned<CellId>> {
        let found = cells.get(&name.value).copied();
        if let Some(cell) = found.filter(|cell| cell.class.environment == environment.name.value) {
            return Some(Spanned::new(cell.name.value.clone(), name.span));
        }
        self.unknown_cell(environment, name, found, cells);
        None
    }

    fn unknown_cell(
        &mut self,
        environment: &Environment,
        name: &Spanned<Name>,
        found: Option<&Cell>,
        cells: &Cells<'_>,
    ) {
        // A cell that could not be read, or whose environment is not there, is no news.
        if found.is_none() && (self.spec.cell.is_poisoned(name.as_str()) || self.spec.cell.get(&name.value).is_some()) {
            return;
        }
        let headline = format!("environment `{}` has no cell `{}`", environment.name.value, name.value);
        let error = Diagnostic::error(codes::UNKNOWN_REFERENCE, name.span, headline);
        let error = match found {
            Some(cell) => error
                .label(format!("a cell of environment `{}`", cell.class.environment))
                .also(cell.span(), "declared here"),
            None => error.label("not declared"),
        };
        let own = cells.values().filter(|cell| cell.class.environment == environment.name.value);
        let near = did_you_mean(name.as_str(), own.map(|cell| cell.name.as_str()));
        self.report(match near {
            Some(near) => error.help_near(&near, name.span),
            None => error.help("name a cell of this environment"),
        });
    }
}

/// The home that the bucket of a tenant gives it. A bucket that nobody serves is for the ranges to explain.
fn bucket_home(
    environment: &Environment,
    tenant: &Name,
    entry: &LabelledEntry<spec::Home>,
    unplaced: &mut Vec<Unplaced>,
) -> Option<Home> {
    let span = entry.span();
    let router = environment.router.as_ref().filter(|router| router.mode.value == RecordMode::Buckets);
    let standby = entry.block.standby.as_ref().map(|standby| standby.span);
    let beside = standby.or_else(|| entry.block.moving_to.as_ref().map(|moving| moving.span));
    let Some(router) = router.filter(|_| beside.is_none()) else {
        let environment = environment.name.value.clone();
        unplaced.push(Unplaced {
            tenant: tenant.clone().into(),
            environment,
            header: Spanned::new((), span),
            beside: router.and(beside),
        });
        return None;
    };
    let bucket = bucket_of(tenant.as_str(), router.bucket_count.value)?;
    let served = router.home_of(bucket)?;
    let here = |cell: &Spanned<CellId>| Spanned::new(cell.value.clone(), span);
    let standby = served.standby.as_ref().map(here);
    Some(Home { standby, bucket: Some(bucket), ..Home::in_cell(here(&served.cell)) })
}

/// A tenant as its block says, without its homes.
fn declared(name: &Spanned<Name>, block: &spec::Tenant) -> Tenant {
    let usual = Tenant::listed(Spanned::new(name.value.clone().into(), name.span));
    Tenant {
        load: block.load.unwrap_or(usual.load),
        residency: block.residency.as_ref().map(|regions| regions.value.clone()).unwrap_or_default(),
        dedicated: block.dedicated.unwrap_or(usual.dedicated),
        certificate: block.certificate.unwrap_or(usual.certificate),
        ..usual
    }
}

/// Gives a tenant its home, unless it has one in the same environment.
fn settle(tenants: &mut BTreeMap<TenantId, Tenant>, claim: Claim) -> Option<Contested> {
    let Claim { tenant, environment, home, is_listed } = claim;
    let tenant = TenantId::from(tenant);
    let listed = || Tenant::listed(Spanned::new(tenant.clone(), home.cell.span));
    let homes = &mut tenants.entry(tenant.clone()).or_insert_with(listed).homes;
    match homes.entry(environment) {
        Entry::Vacant(free) => {
            free.insert(home);
            None
        }
        Entry::Occupied(first) => {
            let environment = first.key().clone();
            Some(Contested { tenant, environment, first: first.get().cell.clone(), again: home.cell, is_listed })
        }
    }
}

impl Tenant {
    /// A tenant about which nothing is said but where it is.
    fn listed(name: Spanned<TenantId>) -> Self {
        let place = name.span;
        Self {
            name,
            load: Spanned::default_of(USUAL_LOAD, place),
            residency: Vec::new(),
            dedicated: Spanned::default_of(false, place),
            certificate: Spanned::default_of(TenantCertificate::Shared, place),
            origin: String::new(),
            homes: BTreeMap::new(),
        }
    }
}
