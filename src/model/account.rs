//! AWS accounts, as cells and environments name them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::values::{AccountId, EnvironmentId, Region};

/// An AWS account that something of the fleet is in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// The regions in use, each with the environments that have it as their own region or have a cell there.
    pub regions: BTreeMap<Region, BTreeSet<EnvironmentId>>,
}

impl Account {
    /// An account in which nothing is yet.
    pub const fn new(id: AccountId) -> Self {
        Self { id, regions: BTreeMap::new() }
    }

    /// The environments that have something in it, whatever the region.
    pub fn environments(&self) -> BTreeSet<&EnvironmentId> {
        self.regions.values().flatten().collect()
    }
}
