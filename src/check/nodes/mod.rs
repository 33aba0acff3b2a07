//! System nodes and node tiers.

mod ami_release;
mod categories_and_families;
mod dead_budget;
mod device_plugin;
mod excluded_family;
mod floating_image;
mod frozen_tier;
mod grace_period;
mod idle_budget;
mod image_minor;
mod image_version;
mod instance_type;
mod karpenter_tier;
mod mixed_architectures;
mod node_disk;
mod node_expiry;
mod node_labels;
mod node_pool;
mod on_demand_fallback;
mod pod_limit;
mod prefix_delegation;
mod prefix_density;
mod spot_fallback;
mod spot_variety;
mod system_capacity;
mod system_instances;
mod system_nodes;
mod system_taints;
mod system_tier;
mod system_update;
mod tier_selection;
mod untainted_tier;

use super::rule::Rule;

pub(super) const RULES: &[Rule] = &[
    ami_release::RULE,
    categories_and_families::RULE,
    dead_budget::RULE,
    device_plugin::RULE,
    excluded_family::RULE,
    floating_image::RULE,
    frozen_tier::RULE,
    grace_period::RULE,
    idle_budget::RULE,
    image_minor::RULE,
    image_version::RULE,
    instance_type::RULE,
    karpenter_tier::RULE,
    mixed_architectures::RULE,
    node_disk::RULE,
    node_expiry::RULE,
    node_labels::RULE,
    node_pool::RULE,
    on_demand_fallback::RULE,
    pod_limit::RULE,
    prefix_delegation::RULE,
    prefix_density::RULE,
    spot_fallback::RULE,
    spot_variety::RULE,
    system_capacity::RULE,
    system_instances::RULE,
    system_nodes::RULE,
    system_taints::RULE,
    system_tier::RULE,
    system_update::RULE,
    tier_selection::RULE,
    untainted_tier::RULE,
];
