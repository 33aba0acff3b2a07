//! The resolved model: every default applied, every name derived, every network planned. What `check` proves and
//! `lower` reads.

mod access;
mod account;
mod admission;
mod application;
mod blast_radius;
mod cell;
mod class;
mod departed;
mod dependency;
mod dns;
mod endpoint;
mod entry;
mod environment;
pub mod evacuation;
mod fleet;
mod front_door;
mod iam;
mod logs;
mod mirror;
pub mod names;
mod namespace;
mod network;
mod node_tier;
mod node_types;
mod partial;
mod perimeter;
mod quota_requests;
mod quota_usage;
pub mod records;
mod replacement;
mod resting;
mod router;
mod share;
mod shared_fate;
mod target_group;
mod tenant;
mod validation;

pub use access::{AccessEntry, AccessRole, AccessScope, CustomRole, RoleRule, WorkloadIdentity};
pub use account::{Account, DeclaredAccount, QuotaRequests};
pub use admission::{Admission, INGRESS_CLASS, PROTECTED_PRIORITIES, WORKLOAD_PRIORITIES};
pub use application::{Application, ArgoCd};
pub use blast_radius::{BlastRadius, FaultDomain};
pub use cell::Cell;
pub use class::{AddOn, Class};
pub use departed::Departed;
pub use dependency::{Dependency, DependencyKind, Dependents};
pub use dns::{DnsAccount, HostedZone};
pub use endpoint::Endpoint;
pub use entry::Entry;
pub use environment::Environment;
pub use fleet::{Backend, Fleet, Git, S3Backend};
pub use front_door::{FrontDoor, Route, RouteHealth};
pub use iam::{Demand, Demands, IamDemands};
pub use logs::{FlowLogs, Logs};
pub use mirror::Mirror;
pub use names::cluster_name;
pub use namespace::{
    Connection, ContainerDefaults, Egress, EphemeralStorage, Exposed, Namespace, Quota, Resources, Workload,
    private_parts,
};
pub use network::{NetworkPlan, Subnet, ZonePlan, ZoneSlots};
pub use node_tier::{
    CRITICAL_TAINT, Disruption, DisruptionBudget, KarpenterTier, Limits, SYSTEM_TIER, SystemTier, TIER_LABEL, Taint,
};
pub use node_types::{types_of, types_on_any_hypervisor};
pub use partial::{Part, Partial};
pub use perimeter::Perimeter;
pub use quota_requests::{QuotaRequest, RequestsOfAccount, quota_requests};
pub use quota_usage::{Place, QuotaUsage, quota_usage};
pub use records::RecordPlan;
pub use replacement::Replacement;
pub use resting::Resting;
pub use router::{BucketHome, Evacuation, Router};
pub use share::{Obstacle, Share, Stray};
pub use shared_fate::{DeclaredFate, Dependence, SharedFate};
pub use target_group::TargetGroup;
pub use tenant::{Contested, Home, Move, Stay, StayRole, Tenant, TenantMap, Unplaced};
pub use validation::ValidatedNames;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::source::Spanned;
use crate::values::{AccountId, ClassId, EnvironmentId, Name, Profile, TagKey};

/// A fleet, resolved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Model {
    /// What holds for everything.
    pub fleet: Fleet,
    /// Every AWS account that an environment or a cell is in, or that is declared.
    pub accounts: BTreeMap<AccountId, Account>,
    /// Every environment with cells of its own.
    pub environments: BTreeMap<EnvironmentId, Environment>,
    /// Every cell, by name.
    pub cells: Vec<Cell>,
    /// Every environment that shares the cells of another one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub shares: BTreeMap<EnvironmentId, Share>,
    /// Who is served where.
    #[serde(skip_serializing_if = "TenantMap::is_empty")]
    pub tenants: TenantMap,
    /// What the fleet declares that cells share, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub shared_fate: BTreeMap<Name, DeclaredFate>,
    /// Networks that cells have left not long ago, ordered by address.
    #[serde(skip)]
    pub resting: Vec<Resting>,
    /// Cells of the last build that the specification no longer has, by environment and name.
    #[serde(skip)]
    pub departed: Vec<Departed>,
    /// Whether a cell could not be read.
    #[serde(skip)]
    pub partial: Partial,
}

impl Model {
    /// The environment of a cell.
    ///
    /// # Panics
    /// When the cell is of another model.
    pub fn environment_of(&self, cell: &Cell) -> &Environment {
        self.environments.get(&cell.class.environment).expect("invariant: a cell's environment is in the model")
    }

    /// The class of a cell.
    ///
    /// # Panics
    /// When the cell is of another model.
    pub fn class_of(&self, cell: &Cell) -> &Class {
        let class = self.environment_of(cell).class(cell.class.name.as_ref());
        class.expect("invariant: a cell's class is in the model")
    }

    /// Every cell shape that the specification declares, each with its environment: in the order of their names, of each
    /// environment its own class first.
    pub fn classes(&self) -> impl Iterator<Item = (&Environment, &Class)> {
        self.environments.values().flat_map(|environment| environment.classes().map(move |class| (environment, class)))
    }

    /// The Karpenter tiers of all classes. A tier that an environment declares recurs in each of its classes.
    pub fn karpenter_tiers(&self) -> impl Iterator<Item = &KarpenterTier> {
        self.classes().flat_map(|(_, class)| &class.karpenter)
    }

    /// The classes that have cells, each with its environment.
    pub fn populated_classes(&self) -> impl Iterator<Item = (&Environment, &Class)> {
        let used: BTreeSet<&ClassId> = self.cells.iter().map(|cell| &cell.class).collect();
        self.classes().filter(move |(_, class)| used.contains(&class.id.value))
    }

    /// The cells of an environment, in the order of their names.
    pub fn cells_of<'a>(&'a self, environment: &'a EnvironmentId) -> impl Iterator<Item = &'a Cell> {
        self.cells.iter().filter(move |cell| cell.class.environment == *environment)
    }

    /// The cells of each environment, in their order.
    pub fn cells_of_environments(&self) -> BTreeMap<&EnvironmentId, Vec<&Cell>> {
        let mut cells: BTreeMap<&EnvironmentId, Vec<&Cell>> = BTreeMap::new();
        for cell in &self.cells {
            cells.entry(&cell.class.environment).or_default().push(cell);
        }
        cells
    }

    /// The environments whose namespaces are in the cells of another one, each with its host; without those that cannot be
    /// there.
    pub fn guests(&self) -> impl Iterator<Item = (&Share, &Environment)> {
        let shares = self.shares.values().filter(|share| share.obstacle.is_none());
        shares.filter_map(|share| Some((share, self.environments.get(&share.host.value)?)))
    }

    /// The hosts: the environments in whose cells there are guests.
    pub fn hosts(&self) -> impl Iterator<Item = &Environment> {
        self.environments.values().filter(|environment| !environment.guests.is_empty())
    }

    /// What is good conduct for something that an environment has in the cells of a host: where the two are not the same, the
    /// stricter of the two profiles.
    pub fn profile_of(&self, environment: &EnvironmentId, host: &Environment) -> Profile {
        self.shares.get(environment).map_or(host.profile, |share| share.profile.value.max(host.profile))
    }

    /// The keys of all tags that the specification declares, each at its place: the fleet's first, then those of each
    /// environment.
    pub fn declared_tags(&self) -> impl Iterator<Item = (Option<&EnvironmentId>, Spanned<&TagKey>)> {
        let of_fleet = self.fleet.tags.iter().map(|(key, value)| (None, value.as_ref().map(|_| key)));
        let of_environments = self.environments.values().flat_map(|environment| {
            let tags = environment.tags.iter();
            tags.map(|(key, value)| (Some(&environment.name.value), value.as_ref().map(|_| key)))
        });
        of_fleet.chain(of_environments)
    }

    /// The environments with a front door, each with it.
    pub fn front_doors(&self) -> impl Iterator<Item = (&Environment, &FrontDoor)> {
        self.environments.values().filter_map(|environment| Some((environment, environment.front_door.as_ref()?)))
    }

    /// All access entries, each with the environment in whose cells it holds.
    pub fn access(&self) -> impl Iterator<Item = (&Environment, &AccessEntry)> {
        let environments = self.environments.values();
        environments.flat_map(|environment| environment.access.iter().map(move |entry| (environment, entry)))
    }

    /// All namespaces, each with the environment in whose cells it is: the one that declares it, or its host.
    pub fn namespaces(&self) -> impl Iterator<Item = (&Environment, &Namespace)> {
        let environments = self.environments.values();
        environments
            .flat_map(|environment| environment.namespaces.iter().map(move |namespace| (environment, namespace)))
    }
}
