//! Node tiers: the managed node group that is always on, and the Karpenter pools.

use serde::Serialize;
use std::collections::BTreeMap;

use crate::source::Spanned;
use crate::values::{
    AmiRelease, AmiVersion, Architecture, Capacity, Consolidation, CronSchedule, DisruptionReason, Duration,
    DurationOrNever, InstanceCategory, InstanceFamily, InstanceType, LabelKey, LabelValue, Name, NodeImage, NodeShare,
    Quantity, TaintEffect,
};

/// Name of the tier that is a managed node group.
pub const SYSTEM_TIER: &str = "system";
/// The label by which workloads ask for a tier.
pub const TIER_LABEL: &str = "node-tier";
/// The taint of the system tier: the one that the charts of Karpenter and CoreDNS tolerate.
pub const CRITICAL_TAINT: &str = "CriticalAddonsOnly";

/// The managed node group: on-demand, tainted, always on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SystemTier {
    /// Instance types.
    pub instance_types: Spanned<Vec<Spanned<InstanceType>>>,
    /// Fewest nodes.
    pub min: Spanned<u32>,
    /// Most nodes.
    pub max: Spanned<u32>,
    /// Operating system image.
    pub image: NodeImage,
    /// AMI release; the latest when there is none.
    pub ami_release: Option<Spanned<AmiRelease>>,
    /// Size of the root volume in GiB.
    pub disk_gib: Spanned<u32>,
    /// Nodes that an update may take away at once.
    pub max_unavailable: Spanned<u32>,
    /// Taints; the first is `CriticalAddonsOnly`. It is always the same, and written only where the specification tries to set
    /// it.
    pub taints: Vec<Taint>,
    /// Labels. That of the tier is always its name, and written only where the specification tries to set it.
    pub labels: BTreeMap<LabelKey, Spanned<LabelValue>>,
}

impl SystemTier {
    /// The architecture of its instance types; `check` makes sure that there is just one.
    pub fn architecture(&self) -> Architecture {
        self.instance_types.first().map_or(Architecture::Amd64, |kind| kind.architecture())
    }
}

/// A pool of nodes that Karpenter makes and removes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KarpenterTier {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// Purchase option.
    pub capacity: Capacity,
    /// Instance categories.
    pub categories: Vec<Spanned<InstanceCategory>>,
    /// Instance families; empty for any.
    pub families: Vec<Spanned<InstanceFamily>>,
    /// vCPUs of a node.
    pub cpus: Vec<u32>,
    /// CPU architectures.
    pub arch: Spanned<Vec<Architecture>>,
    /// What the tier may grow to.
    pub limits: Limits,
    /// Operating system image.
    pub image: NodeImage,
    /// Version of the image.
    pub ami_version: Spanned<AmiVersion>,
    /// Size of the disk for images and data in GiB.
    pub disk_gib: Spanned<u32>,
    /// From 1 to 100; the heaviest tier that fits is taken.
    pub weight: Spanned<u32>,
    /// Where on-demand nodes stand in for spot ones, the key that says so.
    pub fallback: Option<Spanned<bool>>,
    /// Most pods of a node; what its network interfaces allow when there is none.
    pub max_pods: Option<Spanned<u32>>,
    /// When nodes go.
    pub disruption: Disruption,
    /// Taints.
    pub taints: Vec<Taint>,
    /// Labels. That of the tier is always its name, and written only where the specification tries to set it.
    pub labels: BTreeMap<LabelKey, Spanned<LabelValue>>,
}

impl KarpenterTier {
    /// What the name of the pool that stands in for spot nodes ends with.
    pub const FALLBACK_SUFFIX: &str = "-on-demand";

    /// How many pools it makes, each with limits of its own: two with a fallback, which only a spot tier has.
    pub fn pools(&self) -> u32 {
        1 + u32::from(self.fallback.is_some() && self.capacity == Capacity::Spot)
    }

    /// The pool with on-demand nodes that stands in for spot ones.
    pub fn fallback_pool(&self) -> String {
        format!("{}{}", self.name.value, Self::FALLBACK_SUFFIX)
    }

    /// Whether one of its taints keeps out pods that do not tolerate it.
    pub fn keeps_pods_out(&self) -> bool {
        self.hard_taints().next().is_some()
    }

    /// The taints that keep pods out which do not tolerate them.
    pub fn hard_taints(&self) -> impl Iterator<Item = &Taint> {
        self.taints.iter().filter(|taint| taint.effect != TaintEffect::PreferNoSchedule)
    }

    /// Whether its categories are written, and not the default.
    pub fn names_categories(&self) -> bool {
        self.categories.iter().any(Spanned::is_written)
    }

    /// Whether one of its pools has nodes of this capacity.
    pub fn has(&self, capacity: Capacity) -> bool {
        self.capacity == capacity || (capacity == Capacity::OnDemand && self.fallback.is_some())
    }
}

/// When the nodes of a Karpenter tier go.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Disruption {
    /// When they are not needed.
    pub consolidation: Consolidation,
    /// How long a node must have been quiet before.
    pub consolidate_after: DurationOrNever,
    /// When they are old.
    pub expire_after: Spanned<DurationOrNever>,
    /// When they drain for too long.
    pub termination_grace_period: Option<Spanned<Duration>>,
    /// How many at once.
    pub budgets: Vec<DisruptionBudget>,
}

impl Disruption {
    /// The reasons for which no budget always holds: Karpenter would take away all nodes at once whenever the schedules of
    /// its budgets are over, so they get Karpenter's own default, a tenth of the nodes.
    pub fn reasons_without_standing_budget(&self) -> Vec<DisruptionReason> {
        let is_bounded = |reason: &DisruptionReason| {
            let mut standing = self.budgets.iter().filter(|budget| budget.is_standing());
            standing.any(|budget| budget.holds_for(*reason))
        };
        DisruptionReason::ALL.iter().copied().filter(|reason| !is_bounded(reason)).collect()
    }
}

/// How many nodes may go at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DisruptionBudget {
    /// Name in the specification.
    pub name: Spanned<Name>,
    /// A number or a percentage.
    pub nodes: NodeShare,
    /// For which reasons; Karpenter takes an empty list for all of them.
    pub reasons: Spanned<Vec<DisruptionReason>>,
    /// When it begins to hold; always where there is none.
    pub schedule: Option<Spanned<CronSchedule>>,
    /// For how long it holds.
    pub duration: Option<Spanned<Duration>>,
}

impl DisruptionBudget {
    /// Whether it holds at any time.
    pub const fn is_standing(&self) -> bool {
        self.schedule.is_none()
    }

    /// Whether it says something about nodes that go for this reason.
    pub fn holds_for(&self, reason: DisruptionReason) -> bool {
        self.reasons.is_empty() || self.reasons.contains(&reason)
    }
}

/// What a Karpenter tier may grow to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Limits {
    /// Sum of vCPUs.
    pub cpu: Spanned<Quantity>,
    /// Sum of memory.
    pub memory: Spanned<Quantity>,
}

/// A taint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Taint {
    /// Key.
    pub key: Spanned<LabelKey>,
    /// Value; may be empty.
    pub value: LabelValue,
    /// What happens to pods that do not tolerate it.
    pub effect: TaintEffect,
}

impl Taint {
    /// Whether what tolerates one of two taints by key and value tolerates the other.
    pub fn matches(&self, other: &Self) -> bool {
        self.key.value == other.key.value && self.value == other.value
    }
}
