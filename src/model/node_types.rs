//! The instance types that nodes may have.

use super::{Class, KarpenterTier};
use crate::catalog::instance_types::{self, Accelerator, Hypervisor, InstanceFacts, Selection};
use crate::values::{InstanceCategory, InstanceFamily};

/// All types of the catalog that meet the requirements of the tier, on Nitro: older ones take no encrypted root volume, and
/// Karpenter takes whole machines only when a pod asks for them.
pub fn types_of(tier: &KarpenterTier) -> Vec<&'static InstanceFacts> {
    types_with(tier, |_| true)
}

/// All types of the catalog that meet what the specification requires of the tier, also those that are not on Nitro.
pub fn types_on_any_hypervisor(tier: &KarpenterTier) -> Vec<&'static InstanceFacts> {
    types_that(tier, |_| true)
}

/// Those on Nitro that are wanted.
fn types_with(tier: &KarpenterTier, wanted: impl Fn(&InstanceFacts) -> bool) -> Vec<&'static InstanceFacts> {
    types_that(tier, |facts| facts.hypervisor == Hypervisor::Nitro && wanted(facts))
}

fn types_that(tier: &KarpenterTier, wanted: impl Fn(&InstanceFacts) -> bool) -> Vec<&'static InstanceFacts> {
    let categories: Vec<&str> = tier.categories.iter().map(|category| category.as_str()).collect();
    let families: Vec<&str> = tier.families.iter().map(|family| family.as_str()).collect();
    let categories: &[&str] = if families.is_empty() { &categories } else { &[] };
    let selection = Selection { categories, families: &families, vcpus: &tier.cpus, architectures: &tier.arch };
    instance_types::matching(selection).filter(|facts| wanted(facts)).collect()
}

impl KarpenterTier {
    /// Its categories without their places.
    pub(crate) fn categories_only(&self) -> Vec<InstanceCategory> {
        self.categories.iter().map(|category| category.value.clone()).collect()
    }

    /// Its families without their places.
    pub(crate) fn families_only(&self) -> Vec<InstanceFamily> {
        self.families.iter().map(|family| family.value.clone()).collect()
    }
}

impl Class {
    /// Whether a node may have accelerators of this kind. A type of the system tier that the catalog does not have yet counts
    /// when its name says that it has any.
    pub fn may_have(&self, accelerator: Accelerator) -> bool {
        let has_it = |facts: &InstanceFacts| facts.accelerator == Some(accelerator);
        let of_system = self
            .system
            .instance_types
            .iter()
            .any(|name| instance_types::get(&name.to_string()).map_or_else(|| name.has_accelerator(), has_it));
        of_system || self.karpenter.iter().any(|tier| !types_with(tier, has_it).is_empty())
    }
}
