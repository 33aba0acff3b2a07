//! The resolved model: every default applied, every name derived, every network planned. What `check` proves and
//! `lower` reads.

mod access;
mod admission;
mod application;
mod cell;
mod class;
mod fleet;
pub mod names;
mod namespace;
mod network;
mod node_tier;
mod node_types;
mod perimeter;
mod share;

pub use access::{AccessEntry, AccessRole, AccessScope, CustomRole, RoleRule, WorkloadIdentity};
pub use admission::{Admission, INGRESS_CLASS, PLATFORM_PRIORITY, PROTECTED_PRIORITIES, WORKLOAD_PRIORITIES};
pub use application::{Application, ArgoCd};
pub use cell::Cell;
pub use class::{AddOn, Class, Endpoint, FlowLogs, Logs};
pub use fleet::{Backend, Fleet, Git, S3Backend};
pub use names::{DerivedName, cluster_name};
pub use namespace::{
    Connection, ContainerDefaults, Egress, EphemeralStorage, Exposed, Namespace, Quota, Resources, Workload,
    private_parts,
};
pub use network::{NetworkPlan, ZonePlan};
pub use node_tier::{
    CRITICAL_TAINT, Disruption, DisruptionBudget, KarpenterTier, Limits, SYSTEM_TIER, SystemTier, TIER_LABEL, Taint,
};
pub use node_types::types_of;
pub use perimeter::Perimeter;
pub use share::{Obstacle, Share, Stray};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::Spanned;
use crate::values::{LabelKey, Name, Profile, QuotaName, TagKey};

/// A fleet, resolved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Model {
    /// What holds for everything.
    pub fleet: Fleet,
    /// Every cell shape that the specification declares: by the names of environments, of each the unnamed class, then the
    /// named ones.
    pub classes: Vec<Class>,
    /// Every cell.
    pub cells: Vec<Cell>,
    /// Environments without cells of their own, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Share>,
    /// Quotas that AWS has granted, as environments state them.
    #[serde(skip)]
    pub quotas: Vec<StatedQuota>,
    /// Tag keys as the specification spells them, the fleet's first, each with the environment that it is of.
    #[serde(skip)]
    pub written_tags: Vec<(Option<Name>, Spanned<TagKey>)>,
    /// Values of tags and labels as the specification spells them.
    #[serde(skip)]
    pub written_texts: Vec<WrittenText>,
    /// Label keys of node tiers as the specification spells them.
    #[serde(skip)]
    pub written_labels: Vec<Spanned<LabelKey>>,
    /// Settings that cellc makes itself, as messages call them, where the specification tries to.
    #[serde(skip)]
    pub reserved_settings: Vec<Spanned<String>>,
    /// Whether a cell could not be read: then nothing is known about what is missing.
    #[serde(skip)]
    pub cells_are_partial: bool,
}

/// A quota that AWS has granted in every account and region of an environment.
#[derive(Debug, Clone, PartialEq)]
pub struct StatedQuota {
    /// The environment.
    pub environment: Name,
    /// Which.
    pub name: QuotaName,
    /// How much.
    pub value: Spanned<u32>,
}

impl Model {
    /// The class of a cell.
    ///
    /// # Panics
    /// When the cell is of another model.
    pub fn class_of(&self, cell: &Cell) -> &Class {
        self.classes.get(cell.class).expect("invariant: a cell's class is an index into the model's classes")
    }

    /// The unnamed class of an environment that has cells of its own.
    pub fn class_of_environment(&self, environment: &Name) -> Option<&Class> {
        let first = self.classes.partition_point(|class| class.environment < *environment);
        self.classes.get(first).filter(|class| class.environment == *environment)
    }

    /// The cells of each environment, in their order.
    pub fn cells_of_environments(&self) -> BTreeMap<&Name, Vec<&Cell>> {
        let mut cells: BTreeMap<&Name, Vec<&Cell>> = BTreeMap::new();
        for cell in &self.cells {
            cells.entry(&self.class_of(cell).environment).or_default().push(cell);
        }
        cells
    }

    /// The environment of that name that has no cells of its own.
    pub fn share_of(&self, environment: &Name) -> Option<&Share> {
        let found = self.shares.binary_search_by(|share| share.environment.value.cmp(environment)).ok()?;
        self.shares.get(found)
    }

    /// The environments whose namespaces are in the cells of an environment, each with its host's unnamed class; without
    /// those that cannot be there.
    pub fn guests(&self) -> impl Iterator<Item = (&Share, &Class)> {
        let shares = self.shares.iter().filter(|share| share.obstacle.is_none());
        shares.filter_map(|share| Some((share, self.class_of_environment(&share.host.value)?)))
    }

    /// What is good conduct for something that an environment has in the cells of a class: where it shares those of another
    /// environment, the stricter of the two profiles.
    pub fn profile_of(&self, environment: &Name, class: &Class) -> Profile {
        self.share_of(environment).map_or(class.profile, |share| share.profile.value.max(class.profile))
    }

    /// The namespaces as environments declare them, each with the unnamed class in whose cells it is: that of its own
    /// environment, or of the one whose cells that shares.
    pub fn namespaces(&self) -> impl Iterator<Item = (&Class, &Namespace)> {
        let environments = self.classes.iter().filter(|class| class.name.is_none());
        environments.flat_map(|class| class.namespaces.iter().map(move |namespace| (class, namespace)))
    }

    /// The classes that have cells, each with its cells.
    pub fn populated_classes(&self) -> impl Iterator<Item = &Class> {
        let mut used = vec![false; self.classes.len()];
        for cell in &self.cells {
            if let Some(slot) = used.get_mut(cell.class) {
                *slot = true;
            }
        }
        self.classes.iter().zip(used).filter_map(|(class, used)| used.then_some(class))
    }
}

/// Text that the specification holds and that leaves it as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenText {
    /// The environment that it is of; none for the fleet.
    pub environment: Option<Name>,
    /// What messages call it, such as `tag`.
    pub what: &'static str,
    /// Its key.
    pub key: String,
    /// The text.
    pub text: Spanned<String>,
}
