//! System nodes and node tiers.

mod ami_release;
mod categories_and_families;
mod dead_budget;
mod floating_image;
mod frozen_tier;
mod grace_period;
mod image_version;
mod instance_type;
mod karpenter_tier;
mod node_disk;
mod node_expiry;
mod node_labels;
mod node_pool;
mod on_demand_fallback;
mod pod_limit;
mod prefix_delegation;
mod spot_fallback;
mod spot_variety;
mod system_capacity;
mod system_instances;
mod system_nodes;
mod system_taints;
pub(super) mod system_tier;
mod system_update;
mod tier_selection;
mod untainted_tier;

use super::rule::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule!(ami_release, AMI_RELEASE),
    rule!(categories_and_families, CATEGORIES_AND_FAMILIES),
    rule!(dead_budget, DEAD_BUDGET),
    rule!(floating_image, FLOATING_IMAGE),
    rule!(frozen_tier, FROZEN_TIER),
    rule!(grace_period, GRACE_PERIOD),
    rule!(image_version, IMAGE_VERSION),
    rule!(instance_type, INSTANCE_TYPE),
    rule!(karpenter_tier, KARPENTER_TIER),
    rule!(node_disk, NODE_DISK),
    rule!(node_expiry, NODE_EXPIRY),
    rule!(node_labels, NODE_LABELS),
    rule!(node_pool, NODE_POOL),
    rule!(on_demand_fallback, ON_DEMAND_FALLBACK),
    rule!(pod_limit, POD_LIMIT),
    rule!(prefix_delegation, PREFIX_DELEGATION),
    rule!(spot_fallback, SPOT_FALLBACK),
    rule!(spot_variety, SPOT_VARIETY),
    rule!(system_capacity, SYSTEM_CAPACITY),
    rule!(system_instances, SYSTEM_INSTANCES),
    rule!(system_nodes, SYSTEM_NODES),
    rule!(system_taints, SYSTEM_TAINTS),
    rule!(system_tier, SYSTEM_TIER),
    rule!(system_update, SYSTEM_UPDATE),
    rule!(tier_selection, TIER_SELECTION),
    rule!(untainted_tier, UNTAINTED_TIER),
];
