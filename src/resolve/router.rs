//! What leads tenants to their cells.

use std::collections::BTreeMap;

use super::Resolver;
use super::front_door::number;
use super::tenant::Cells;
use crate::decode::LabelledEntry;
use crate::model::{BucketHome, Cell, Environment, Evacuation, FrontDoor, Router};
use crate::source::Spanned;
use crate::spec;
use crate::values::{EnvironmentId, Name, RecordMode};

/// The router of an environment, if it has one; who serves its buckets is known when the cells are.
pub(super) fn router(block: &spec::Environment, front_door: Option<&FrontDoor>) -> Option<Router> {
    let router = block.router.as_ref()?;
    let (own, span) = (&router.value, router.span);
    let usual_path = || {
        let path = front_door?.reachable_health_path()?;
        Some(Spanned::default_of(path.value.clone(), span))
    };
    Some(Router {
        header: Spanned::new((), span),
        mode: own.tenants.unwrap_or_else(|| Spanned::default_of(RecordMode::Names, span)),
        bucket_count: number(own.bucket_count, 256, span),
        buckets: BTreeMap::new(),
        has_unknown_ranges: false,
        last_bucket_count: None,
        health_path: own.health_path.clone().or_else(usual_path),
        interval_seconds: number(own.interval_seconds, 30, span),
        failures: number(own.failures, 3, span),
        ttl_seconds: number(own.ttl_seconds, 60, span),
        evacuation: own.evacuation.as_ref().map(evacuation),
    })
}

fn evacuation(evacuation: &Spanned<spec::Evacuation>) -> Evacuation {
    let own = &evacuation.value;
    Evacuation {
        header: Spanned::new((), evacuation.span),
        region: own.region.clone(),
        principals: own.principals.clone(),
    }
}

impl Resolver<'_> {
    /// Gives every router its ranges of buckets.
    pub(super) fn buckets(&mut self, environments: &mut BTreeMap<EnvironmentId, Environment>, cells: &[Cell]) {
        let spec = self.spec;
        let by_name: Cells<'_> = cells.iter().map(|cell| (cell.name.name(), cell)).collect();
        for (name, entry) in super::with_cells(spec) {
            let Some(router) = entry.block.router.as_ref().map(|router| &router.value) else { continue };
            let Some(environment) = environments.get_mut(&EnvironmentId::from(name.clone())) else { continue };
            let mut buckets = BTreeMap::new();
            for (range, served) in router.buckets.iter() {
                let home = self.bucket_home(environment, served, &by_name);
                buckets.extend(home.map(|home| (*range, home)));
            }
            let has_unknown_ranges = router.buckets.has_poison() || buckets.len() < router.buckets.len();
            let last_bucket_count = self.last_bucket_count(name);
            if let Some(router) = &mut environment.router {
                *router = Router { buckets, has_unknown_ranges, last_bucket_count, ..router.clone() };
            }
        }
    }

    /// How many buckets the last build had, where the lock says it.
    fn last_bucket_count(&self, environment: &Name) -> Option<Spanned<u32>> {
        let lock = self.known.lock;
        let count = lock.bucket_count(environment.as_str())?;
        Some(Spanned::new(count, lock.place_of_bucket_count(environment.as_str())))
    }

    fn bucket_home(
        &mut self,
        environment: &Environment,
        entry: &LabelledEntry<spec::Buckets>,
        cells: &Cells<'_>,
    ) -> Option<BucketHome> {
        let cell = self.cell_of(environment, &entry.block.cell, cells);
        let standby = entry.block.standby.as_ref().and_then(|standby| self.cell_of(environment, standby, cells));
        Some(BucketHome { header: Spanned::new((), entry.span()), cell: cell?, standby })
    }
}
