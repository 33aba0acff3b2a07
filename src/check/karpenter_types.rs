//! The instance types that a Karpenter tier may launch.

use crate::catalog::instance_types::{Hypervisor, InstanceFacts, Selection, matching};
use crate::model::KarpenterTier;
use crate::values::{InstanceCategory, InstanceFamily};

/// All types of the table that meet the requirements of the tier, on Nitro: older ones take no encrypted root volume, and
/// Karpenter takes whole machines only when a pod asks for them.
pub(super) fn types_of(tier: &KarpenterTier) -> Vec<&'static InstanceFacts> {
    let categories: Vec<&str> = tier.categories.iter().map(|category| category.as_str()).collect();
    let families: Vec<&str> = tier.families.iter().map(|family| family.as_str()).collect();
    let categories: &[&str] = if families.is_empty() { &categories } else { &[] };
    let selection = Selection { categories, families: &families, vcpus: &tier.cpus, architectures: &tier.arch };
    matching(selection).filter(|facts| facts.hypervisor == Hypervisor::Nitro).collect()
}

impl KarpenterTier {
    /// Its categories without their places.
    pub(super) fn categories_only(&self) -> Vec<InstanceCategory> {
        self.categories.iter().map(|category| category.value.clone()).collect()
    }

    /// Its families without their places.
    pub(super) fn families_only(&self) -> Vec<InstanceFamily> {
        self.families.iter().map(|family| family.value.clone()).collect()
    }
}
