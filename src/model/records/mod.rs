//! The records of an environment's router: which names there are and who answers under each of them. One plan is the source
//! of the router's Terraform, of the routes for proxies, of the table for people and of every rule that counts records.
//!
//! Route 53 takes records of one name and type with one routing policy only, so a failover pair cannot become a weighted one.
//! A tenant therefore has two levels from the start: weights on its own name, `<tenant>.<domain>`, which lead to one or two
//! ways, and a failover pair for each way that has a standby, `<cell>.<tenant>.<domain>`. A way without a standby leads to the
//! cell's own name, `<cell>.<domain>`. A bucket has one level, the pair itself, since nobody moves a part of it.

mod answer;
mod bucket;
mod tenant;

use std::collections::BTreeMap;

use super::{BucketHome, Environment, Home, Model};
use crate::values::{BucketRange, CellId, CellState, DomainName, RecordMode, TenantId};

pub use answer::Answer;
pub use bucket::{BucketRecords, bucket_name, bucket_of};
pub use tenant::{TenantRecords, Way};

/// The states of an environment's cells.
pub type CellStates<'a> = BTreeMap<&'a CellId, CellState>;

/// Everything that a router answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPlan {
    /// The domain of the environment.
    pub domain: DomainName,
    /// The tenants that have records of their own.
    pub tenants: BTreeMap<TenantId, TenantRecords>,
    /// The buckets, by number; empty where every tenant has records of its own.
    pub buckets: BTreeMap<u32, BucketRecords>,
}

impl RecordPlan {
    /// The records of an environment's router; [`None`] where there is no router, or no domain for its names.
    pub fn of(model: &Model, environment: &Environment) -> Option<Self> {
        let (router, domain) = (environment.router.as_ref()?, environment.domain.as_ref()?);
        let id = &environment.name.value;
        let states = model.cells_of(id).map(|cell| (&cell.name.value, cell.state.value)).collect();
        let homes = model.tenants.iter().filter_map(|(tenant, known)| Some((tenant, known.homes.get(id)?)));
        // A tenant that has its cells from a bucket has the bucket's records.
        let named = homes.filter(|(_, home)| home.bucket.is_none());
        let ranges = router.buckets.iter().filter(|_| router.mode.value == RecordMode::Buckets);
        Some(Self::new(domain, &states, named, ranges.map(|(range, home)| (*range, home))))
    }

    /// The records for these tenants and ranges of buckets. A cell that `states` does not have answers for nobody.
    pub fn new<'a>(
        domain: &DomainName,
        states: &CellStates<'_>,
        homes: impl IntoIterator<Item = (&'a TenantId, &'a Home)>,
        ranges: impl IntoIterator<Item = (BucketRange, &'a BucketHome)>,
    ) -> Self {
        let tenants = homes.into_iter().map(|(tenant, home)| (tenant.clone(), TenantRecords::of(home, states)));
        let buckets = ranges.into_iter().flat_map(|(range, home)| {
            let records = BucketRecords::of(home, states);
            range.buckets().map(move |number| (number, records.clone()))
        });
        Self { domain: domain.clone(), tenants: tenants.collect(), buckets: buckets.collect() }
    }

    /// The number of records that the router makes.
    pub fn len(&self) -> usize {
        let tenants = self.tenants.values().map(TenantRecords::len);
        let buckets = self.buckets.values().map(BucketRecords::len);
        tenants.chain(buckets).sum()
    }

    /// Whether it makes none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The name of a tenant: `coop-north.prod.example.com`.
    pub fn tenant_name(&self, tenant: &TenantId) -> String {
        format!("{tenant}.{}", self.domain)
    }

    /// The name under which a tenant is served by one cell or by whoever stands in for it: `alpha.coop-north.prod.example.com`.
    pub fn pair_name(&self, cell: &CellId, tenant: &TenantId) -> String {
        format!("{cell}.{tenant}.{}", self.domain)
    }

    /// The name of a cell, which its own root makes: `alpha.prod.example.com`.
    pub fn cell_name(&self, cell: &CellId) -> String {
        format!("{cell}.{}", self.domain)
    }

    /// The name of a bucket: `b0042.prod.example.com`.
    pub fn bucket_name(&self, number: u32) -> String {
        format!("{}.{}", bucket_name(number), self.domain)
    }

    /// Where a way of a tenant leads: to its pair, or else to the cell that answers alone.
    pub fn target(&self, tenant: &TenantId, way: &Way) -> String {
        match way.answer.secondary {
            Some(_) => self.pair_name(&way.cell, tenant),
            None => self.cell_name(&way.answer.primary),
        }
    }
}

#[cfg(test)]
mod tests;
