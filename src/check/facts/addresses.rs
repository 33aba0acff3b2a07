//! How many addresses the node tiers of a class take at their limits.

use super::node_groups::MOST_NODES;
use crate::catalog::instance_types::{self, InstanceFacts};
use crate::catalog::pods::AddressMode;
use crate::model::types_of;
use crate::model::{Class, KarpenterTier, SYSTEM_TIER};
use crate::source::Span;

/// A tier at its limit, with the instance types that cost the fewest and the most addresses.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct TierDemand<'a> {
    /// Name of the tier.
    pub(in crate::check) name: &'a str,
    /// Where its limit is written, or the tier where it is not.
    pub(in crate::check) limit: Span,
    /// With the type that costs the fewest addresses.
    pub(in crate::check) best: Demand,
    /// With the one that costs the most.
    pub(in crate::check) worst: Demand,
}

/// Nodes of one type, as many as a limit admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) struct Demand {
    /// The type.
    pub(in crate::check) kind: &'static str,
    /// How many.
    pub(in crate::check) nodes: u64,
    /// Addresses of all.
    pub(in crate::check) addresses: u64,
    /// Pods that they can run.
    pub(in crate::check) pods: u64,
}

/// The tiers in the order in which they claim addresses: the system nodes are there first. Tiers without a known type are
/// left out.
pub(in crate::check) fn demands(class: &Class) -> Vec<TierDemand<'_>> {
    let mode = class.address_mode();
    system(class, mode).into_iter().chain(class.karpenter.iter().filter_map(|tier| karpenter(tier, mode))).collect()
}

fn system(class: &Class, mode: AddressMode) -> Option<TierDemand<'_>> {
    let known = class.system.instance_types.iter().filter_map(|kind| instance_types::get(&kind.to_string()));
    let max = &class.system.max;
    // More than a node group takes is another rule's finding.
    let nodes = u64::from(max.value.min(MOST_NODES));
    let demands = known.map(|facts| demand(facts, nodes, mode, facts.max_pods(mode))).collect();
    extremes(SYSTEM_TIER, max.span, demands)
}

fn karpenter(tier: &KarpenterTier, mode: AddressMode) -> Option<TierDemand<'_>> {
    let nodes = |facts: &InstanceFacts| {
        let memory = u64::from(facts.memory_mib) * 1024 * 1024;
        let by_cpu = tier.limits.cpu.units() / u64::from(facts.vcpus.max(1));
        let of_a_pool = by_cpu.min(tier.limits.memory.units() / memory.max(1));
        of_a_pool.saturating_mul(u64::from(tier.pools()))
    };
    let types = types_of(tier).into_iter().filter(|facts| nodes(facts) > 0);
    let demands = types.map(|facts| demand(facts, nodes(facts), mode, pods_of(tier, facts, mode))).collect();
    extremes(tier.name.as_str(), tier.limits.cpu.span, demands)
}

/// Pods of a node of a tier: Karpenter knows nothing of prefixes and counts one address a pod unless it is told otherwise.
fn pods_of(tier: &KarpenterTier, facts: &InstanceFacts, mode: AddressMode) -> u32 {
    tier.max_pods.map_or_else(|| facts.max_pods_secondary(), |most| most.value.min(facts.max_pods(mode)))
}

fn demand(facts: &'static InstanceFacts, nodes: u64, mode: AddressMode, pods: u32) -> Demand {
    Demand {
        kind: facts.name,
        nodes,
        addresses: nodes.saturating_mul(u64::from(facts.addresses_for(mode, pods))),
        pods: nodes.saturating_mul(u64::from(pods)),
    }
}

fn extremes(name: &str, limit: Span, demands: Vec<Demand>) -> Option<TierDemand<'_>> {
    let best = demands.iter().min_by_key(|demand| demand.addresses).copied()?;
    let worst = demands.into_iter().max_by_key(|demand| demand.addresses)?;
    Some(TierDemand { name, limit, best, worst })
}
