//! `node-tiers/<tier>.yaml`: a Karpenter tier as an `EC2NodeClass` and the `NodePool` that uses it.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::core::v1 as core;

use super::CellContext;
use super::names::named;
use crate::kubernetes::karpenter::{
    Budget, Disruption, NodeClassReference, NodeMetadata, NodePool, NodePoolSpec, NodeSpec, NodeTemplate, Requirement,
};
use crate::kubernetes::{ManifestFile, Object};
use crate::model::{self, KarpenterTier};
use crate::values::{Capacity, DisruptionReason, NodeShare};

/// One file a tier.
pub(super) fn files(context: &CellContext<'_>) -> Vec<ManifestFile> {
    context.class.karpenter.iter().map(|tier| file(context, tier)).collect()
}

fn file(context: &CellContext<'_>, tier: &KarpenterTier) -> ManifestFile {
    let mut objects = vec![super::node_class::object(context, tier), Object::new(&pool(tier, tier.capacity))];
    if tier.fallback.is_some() {
        let fallback = Object::new(&pool(tier, Capacity::OnDemand));
        objects.push(fallback.because("Lighter than the pool above: it is tried when there is no spot capacity."));
    }
    let purpose = format!("Node tier {}: what its nodes are, and how many there may be.", tier.name.value);
    context.file(&format!("node-tiers/{}.yaml", tier.name.value), &purpose, objects)
}

/// The pool of a tier; with another capacity than the tier's own it is the fallback.
fn pool(tier: &KarpenterTier, capacity: Capacity) -> NodePool {
    let is_fallback = capacity != tier.capacity;
    let name = if is_fallback { tier.fallback_pool() } else { tier.name.to_string() };
    let limits = [("cpu", &tier.limits.cpu), ("memory", &tier.limits.memory)];
    let spec = NodePoolSpec {
        template: NodeTemplate { metadata: NodeMetadata { labels: labels(tier) }, spec: node(tier, capacity) },
        disruption: disruption(&tier.disruption),
        limits: limits.into_iter().map(|(key, quantity)| (key.to_owned(), quantity.to_string())).collect(),
        weight: tier.weight.value - u32::from(is_fallback),
    };
    NodePool { api_version: "karpenter.sh/v1", kind: "NodePool", metadata: named(&name), spec }
}

fn labels(tier: &KarpenterTier) -> BTreeMap<String, String> {
    tier.labels.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
}

fn node(tier: &KarpenterTier, capacity: Capacity) -> NodeSpec {
    let taint = |taint: &model::Taint| core::Taint {
        key: taint.key.to_string(),
        value: Some(taint.value.to_string()).filter(|value| !value.is_empty()),
        effect: taint.effect.to_string(),
        time_added: None,
    };
    let grace = tier.disruption.termination_grace_period.as_ref();
    NodeSpec {
        node_class_ref: NodeClassReference {
            group: "karpenter.k8s.aws",
            kind: "EC2NodeClass",
            name: tier.name.to_string(),
        },
        requirements: requirements(tier, capacity),
        taints: tier.taints.iter().map(taint).collect(),
        expire_after: tier.disruption.expire_after.to_string(),
        termination_grace_period: grace.map(|grace| grace.to_string()),
    }
}

/// Only Nitro instances: older ones take no encrypted root volume, and bare metal takes minutes to start.
fn requirements(tier: &KarpenterTier, capacity: Capacity) -> Vec<Requirement> {
    let one_of = |key, values: Vec<String>| Requirement { key, operator: "In", values };
    let kinds = if tier.families.is_empty() {
        one_of("karpenter.k8s.aws/instance-category", texts(tier.categories.iter().map(|category| &category.value)))
    } else {
        one_of("karpenter.k8s.aws/instance-family", texts(tier.families.iter().map(|family| &family.value)))
    };
    vec![
        one_of("karpenter.sh/capacity-type", vec![capacity.to_string()]),
        one_of("kubernetes.io/os", vec!["linux".to_owned()]),
        one_of("kubernetes.io/arch", texts(&tier.arch.value)),
        kinds,
        one_of("karpenter.k8s.aws/instance-cpu", texts(&tier.cpus)),
        one_of("karpenter.k8s.aws/instance-hypervisor", vec!["nitro".to_owned()]),
    ]
}

/// In their order, each once: the order in which somebody names them makes no other nodes.
fn texts<Value: ToString + Ord>(values: impl IntoIterator<Item = Value>) -> Vec<String> {
    let values: BTreeSet<Value> = values.into_iter().collect();
    values.into_iter().map(|value| value.to_string()).collect()
}

fn disruption(disruption: &model::Disruption) -> Disruption {
    let budgets = disruption.budgets.iter().map(budget);
    Disruption {
        consolidation_policy: disruption.consolidation.karpenter(),
        consolidate_after: disruption.consolidate_after.to_string(),
        budgets: budgets.chain(default_budget(disruption)).collect(),
    }
}

/// What always holds for reasons of which the specification says nothing that does.
fn default_budget(disruption: &model::Disruption) -> Option<Budget> {
    let open = disruption.reasons_without_standing_budget();
    let is_for_all = open.len() == DisruptionReason::ALL.len();
    let reasons = if is_for_all { Vec::new() } else { open.iter().map(|reason| reason.karpenter()).collect() };
    let nodes = NodeShare::DEFAULT.to_owned();
    (!open.is_empty()).then_some(Budget { nodes, reasons, schedule: None, duration: None })
}

fn budget(budget: &model::DisruptionBudget) -> Budget {
    Budget {
        nodes: budget.nodes.to_string(),
        reasons: budget.reasons.iter().map(|reason| reason.karpenter()).collect(),
        schedule: budget.schedule.as_ref().map(|schedule| schedule.to_string()),
        duration: budget.duration.as_ref().map(|duration| duration.to_string()),
    }
}
