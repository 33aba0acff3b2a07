//! `node_tier "name" { … }`: a pool of nodes.

use indexmap::IndexMap;

use super::defaults;
use crate::decode::{Labelled, spec_block};
use crate::source::Spanned;
use crate::values::{
    AmiRelease, AmiVersion, Architecture, Capacity, Consolidation, CronSchedule, DisruptionReason, Duration,
    DurationOrNever, InstanceCategory, InstanceFamily, InstanceType, LabelKey, LabelValue, Name, NodeImage, NodeShare,
    Quantity, TaintEffect,
};

/// The tier that is a managed node group.
const SYSTEM: &str = "system";

/// The kind of keys that only the tier `system` takes.
pub(crate) const OF_SYSTEM: &str = "system";

/// The kind of keys that only other tiers take.
pub(crate) const OF_KARPENTER: &str = "karpenter";

/// The kind of keys that a tier of this name does not take.
fn refused(name: &str) -> &'static str {
    if name == SYSTEM { OF_KARPENTER } else { OF_SYSTEM }
}

spec_block! {
    /// A pool of nodes. The tier `system` takes the keys of a managed node group, every other tier those of a Karpenter
    /// pool.
    #[derive(Default)]
    pub struct NodeTier {
        /// `system` only: instance types, all of one architecture, 20 at most. Default: `m7g.large`; in development
        /// `t4g.medium`.
        #[of(system)]
        #[each("instance type")]
        pub instance_types: Option<Spanned<Vec<Spanned<InstanceType>>>>,
        /// `system` only: fewest nodes. Default: 2, because Karpenter runs two replicas on two nodes.
        #[of(system)]
        pub min: Option<Spanned<u32>>,
        /// `system` only: most nodes. Default: 4; in development 3.
        #[of(system)]
        pub max: Option<Spanned<u32>>,
        /// Operating system image. Default: `al2023`.
        pub image: Option<Spanned<NodeImage>>,
        /// `system` only: AMI release, such as `1.35.0-20260801`. Default: the latest when the group is made.
        #[of(system)]
        pub ami_release: Option<Spanned<AmiRelease>>,
        /// Size of the root volume in GiB; for Bottlerocket of the volume that holds images and data. Default: 50.
        pub disk_gib: Option<Spanned<u32>>,
        /// `system` only: how many nodes an update may take away at once. Default: 1.
        #[of(system)]
        pub max_unavailable: Option<Spanned<u32>>,
        /// Karpenter tiers only, required there: `on-demand` or `spot`.
        #[of(karpenter)]
        pub capacity: Option<Spanned<Capacity>>,
        /// Karpenter tiers only: instance categories, such as `c`, `m` and `r`. Default: `c` and `m`; for spot `c`, `m`
        /// and `r`.
        #[of(karpenter)]
        #[each("category")]
        pub categories: Option<Spanned<Vec<Spanned<InstanceCategory>>>>,
        /// Karpenter tiers only: instance families, such as `m7g`. Default: any of the categories.
        #[of(karpenter)]
        #[each("family")]
        pub families: Option<Spanned<Vec<Spanned<InstanceFamily>>>>,
        /// Karpenter tiers only: vCPUs of a node. Default: 4, 8 and 16; for spot also 32.
        #[of(karpenter)]
        #[each("number of vCPUs")]
        pub cpus: Option<Spanned<Vec<Spanned<u32>>>>,
        /// Karpenter tiers only: CPU architectures. Default: both, so every image must be built for both.
        #[of(karpenter)]
        #[each("architecture")]
        pub arch: Option<Spanned<Vec<Spanned<Architecture>>>>,
        /// Karpenter tiers only: what the tier may grow to. Default: by profile; a tier without a limit is not possible.
        #[of(karpenter)]
        pub limits: Option<Spanned<Limits>>,
        /// Karpenter tiers only: version of the image, such as `v20260903`.
        #[of(karpenter)]
        #[default(defaults::node_images())]
        pub ami_version: Option<Spanned<AmiVersion>>,
        /// Karpenter tiers only: from 1 to 100; pods that fit several tiers get the heaviest. Default: 50 for spot,
        /// otherwise 10.
        #[of(karpenter)]
        pub weight: Option<Spanned<u32>>,
        /// Spot tiers only: whether the same pods get on-demand nodes when there are no spot instances. Default: `false`.
        #[of(karpenter)]
        pub fallback: Option<Spanned<bool>>,
        /// Karpenter tiers only: when nodes go that are not needed. Default: `when-underutilized` for spot, otherwise
        /// `when-empty`.
        #[of(karpenter)]
        pub consolidation: Option<Spanned<Consolidation>>,
        /// Karpenter tiers only: how long a node must have been quiet before; `Never` keeps it. Default: `30s` for spot, otherwise `5m`.
        #[of(karpenter)]
        pub consolidate_after: Option<Spanned<DurationOrNever>>,
        /// Karpenter tiers only: age at which a node is replaced by one with today's patches. Default: `720h`.
        #[of(karpenter)]
        pub expire_after: Option<Spanned<DurationOrNever>>,
        /// Karpenter tiers only: time after which a draining node goes with what still runs on it. Default: none, it waits.
        #[of(karpenter)]
        pub termination_grace_period: Option<Spanned<Duration>>,
        /// Karpenter tiers only: most pods of a node. Default: what its network interfaces allow with one address per pod, with
        /// `prefix_delegation` too.
        #[of(karpenter)]
        pub max_pods: Option<Spanned<u32>>,
        /// Karpenter tiers only: how many nodes may go at once, and when none may. For a reason without a budget that has no `schedule`, `10%` holds at any time.
        #[schemars(default)]
        #[of(karpenter)]
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
        #[each("reason")]
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
