//! `node_tier "name" { … }`: a pool of nodes.

use indexmap::IndexMap;

use crate::decode::{Labelled, spec_block};
use crate::source::Spanned;
use crate::values::{
    AmiRelease, AmiVersion, Architecture, Capacity, Consolidation, CronSchedule, DisruptionReason, Duration,
    DurationOrNever, InstanceCategory, InstanceFamily, InstanceType, LabelKey, LabelValue, Name, NodeImage, NodeShare,
    Quantity, TaintEffect,
};

/// The tier that is a managed node group.
const SYSTEM: &str = "system";

/// Keys that only the tier `system` takes.
const OF_SYSTEM: &[&str] = &["instance_types", "min", "max", "ami_release", "max_unavailable"];

/// Keys that only other tiers take.
const OF_KARPENTER: &[&str] = &[
    "capacity",
    "categories",
    "families",
    "cpus",
    "arch",
    "limits",
    "ami_version",
    "weight",
    "fallback",
    "consolidation",
    "consolidate_after",
    "expire_after",
    "termination_grace_period",
    "max_pods",
    "disruption_budget",
];

/// The keys that a tier of this name does not take.
fn refused(name: &str) -> &'static [&'static str] {
    if name == SYSTEM { OF_KARPENTER } else { OF_SYSTEM }
}

spec_block! {
    /// A pool of nodes. The tier `system` takes the keys of a managed node group, every other tier those of a Karpenter
    /// pool.
    pub struct NodeTier {
        /// `system` only: instance types, all of one architecture, 20 at most. Default: `m7g.large`; in development
        /// `t4g.medium`.
        pub instance_types: Option<Spanned<Vec<Spanned<InstanceType>>>>,
        /// `system` only: fewest nodes. Default: 2, because Karpenter runs two replicas on two nodes.
        pub min: Option<Spanned<u32>>,
        /// `system` only: most nodes. Default: 4; in development 3.
        pub max: Option<Spanned<u32>>,
        /// Operating system image. Default: `al2023`.
        pub image: Option<Spanned<NodeImage>>,
        /// `system` only: AMI release, such as `1.35.0-20260801`. Default: the latest when the group is made.
        pub ami_release: Option<Spanned<AmiRelease>>,
        /// Size of the root volume in GiB; for Bottlerocket of the volume that holds images and data. Default: 50.
        pub disk_gib: Option<Spanned<u32>>,
        /// `system` only: how many nodes an update may take away at once. Default: 1.
        pub max_unavailable: Option<Spanned<u32>>,
        /// Karpenter tiers only, required there: `on-demand` or `spot`.
        pub capacity: Option<Spanned<Capacity>>,
        /// Karpenter tiers only: instance categories, such as `c`, `m` and `r`. Default: `c` and `m`; for spot `c`, `m`
        /// and `r`.
        pub categories: Option<Spanned<Vec<Spanned<InstanceCategory>>>>,
        /// Karpenter tiers only: instance families, such as `m7g`. Default: any of the categories.
        pub families: Option<Spanned<Vec<Spanned<InstanceFamily>>>>,
        /// Karpenter tiers only: vCPUs of a node. Default: 4, 8 and 16; for spot also 32.
        pub cpus: Option<Spanned<Vec<Spanned<u32>>>>,
        /// Karpenter tiers only: CPU architectures. Default: both.
        pub arch: Option<Spanned<Vec<Spanned<Architecture>>>>,
        /// Karpenter tiers only: what the tier may grow to. Default: by profile; a tier without a limit is not possible.
        pub limits: Option<Spanned<Limits>>,
        /// Karpenter tiers only: version of the image, such as `v20260903`. Default: the one of `catalog/node_images.json`.
        pub ami_version: Option<Spanned<AmiVersion>>,
        /// Karpenter tiers only: from 1 to 100; pods that fit several tiers get the heaviest. Default: 50 for spot,
        /// otherwise 10.
        pub weight: Option<Spanned<u32>>,
        /// Spot tiers only: whether the same pods get on-demand nodes when there are no spot instances. Default: `false`.
        pub fallback: Option<Spanned<bool>>,
        /// Karpenter tiers only: when nodes go that are not needed. Default: `when-underutilized` for spot, otherwise
        /// `when-empty`.
        pub consolidation: Option<Spanned<Consolidation>>,
        /// Karpenter tiers only: how long a node must have been quiet before; `Never` keeps it. Default: `30s` for spot, otherwise `5m`.
        pub consolidate_after: Option<Spanned<DurationOrNever>>,
        /// Karpenter tiers only: age at which a node is replaced by one with today's patches. Default: `720h`.
        pub expire_after: Option<Spanned<DurationOrNever>>,
        /// Karpenter tiers only: time after which a draining node goes with what still runs on it. Default: none, it waits.
        pub termination_grace_period: Option<Spanned<Duration>>,
        /// Karpenter tiers only: most pods of a node. Default: what its network interfaces allow.
        pub max_pods: Option<Spanned<u32>>,
        /// Karpenter tiers only: how many nodes may go at once, and when none may. Default: `10%` at any time.
        #[schemars(default)]
        pub disruption_budget: Labelled<Name, DisruptionBudget>,
        /// Taints of the nodes. `system` always has `CriticalAddonsOnly`.
        #[schemars(default)]
        pub taint: Labelled<LabelKey, Taint>,
        /// Labels of the nodes. Every node has `node-tier`.
        pub labels: Option<Spanned<IndexMap<LabelKey, Spanned<LabelValue>>>>,
    }
    (without refused);
}

spec_block! {
    /// What a Karpenter tier may grow to: runaway cost stops here.
    pub struct Limits {
        /// Sum of vCPUs.
        pub cpu: Spanned<Quantity> = [1000],
        /// Sum of memory, such as `2000Gi`.
        pub memory: Spanned<Quantity> = ["4000Gi"],
    }
}

spec_block! {
    /// How many nodes of a tier Karpenter may take away at once, for reasons other than their age.
    pub struct DisruptionBudget {
        /// A number, or a percentage such as `10%`; `0` freezes the tier.
        pub nodes: Spanned<NodeShare>,
        /// For which reasons. Default: all.
        pub reasons: Option<Spanned<Vec<Spanned<DisruptionReason>>>>,
        /// When it begins to hold, as a cron expression in UTC. Default: always.
        pub schedule: Option<Spanned<CronSchedule>>,
        /// For how long it holds; required with `schedule`.
        pub duration: Option<Spanned<Duration>>,
    }
}

spec_block! {
    /// A taint; the label is its key.
    pub struct Taint {
        /// Value. Default: empty.
        pub value: Option<Spanned<LabelValue>>,
        /// What happens to pods that do not tolerate it.
        pub effect: Spanned<TaintEffect>,
    }
}

impl NodeTier {
    /// A tier that leaves everything to defaults.
    pub fn new() -> Self {
        Self {
            instance_types: None,
            min: None,
            max: None,
            image: None,
            ami_release: None,
            disk_gib: None,
            max_unavailable: None,
            capacity: None,
            categories: None,
            families: None,
            cpus: None,
            arch: None,
            limits: None,
            ami_version: None,
            weight: None,
            fallback: None,
            consolidation: None,
            consolidate_after: None,
            expire_after: None,
            termination_grace_period: None,
            max_pods: None,
            disruption_budget: Labelled::default(),
            taint: Labelled::default(),
            labels: None,
        }
    }
}

impl Default for NodeTier {
    fn default() -> Self {
        Self::new()
    }
}
