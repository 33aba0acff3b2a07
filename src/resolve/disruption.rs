//! When the nodes of a Karpenter tier go.

use crate::decode::LabelledEntry;
use crate::model::{Disruption, DisruptionBudget};
use crate::source::{Span, Spanned};
use crate::spec;
use crate::values::{Capacity, Consolidation, DisruptionReason, DurationOrNever, Name};

/// Spot nodes are packed as tightly as possible, since their pods expect to be moved; on-demand nodes go when they are
/// empty.
pub(super) fn disruption(tier: &spec::NodeTier, capacity: Capacity, span: Span) -> Disruption {
    let (consolidation, after) = match capacity {
        Capacity::Spot => (Consolidation::WhenUnderutilized, "30s"),
        Capacity::OnDemand => (Consolidation::WhenEmpty, "5m"),
    };
    let after = || after.parse::<DurationOrNever>().expect("invariant: the default is a duration");
    let month = || "720h".parse::<DurationOrNever>().expect("invariant: the default is a duration");
    Disruption {
        consolidation: tier.consolidation.map_or(consolidation, |consolidation| consolidation.value),
        consolidate_after: tier.consolidate_after.clone().map_or_else(after, |after| after.value),
        expire_after: tier.expire_after.clone().unwrap_or_else(|| Spanned::default_of(month(), span)),
        termination_grace_period: tier.termination_grace_period.clone(),
        budgets: budgets(tier),
    }
}

fn budgets(tier: &spec::NodeTier) -> Vec<DisruptionBudget> {
    let mut budgets: Vec<_> = tier.disruption_budget.iter().map(budget).collect();
    budgets.sort_by(|a, b| a.name.value.cmp(&b.name.value));
    budgets
}

fn reasons(written: &Spanned<Vec<Spanned<DisruptionReason>>>) -> Spanned<Vec<DisruptionReason>> {
    written.as_ref().map(|reasons| reasons.iter().map(|reason| reason.value).collect())
}

fn budget((name, entry): (&Name, &LabelledEntry<spec::DisruptionBudget>)) -> DisruptionBudget {
    let budget = &entry.block;
    let all = || Spanned::default_of(Vec::new(), entry.span());
    DisruptionBudget {
        name: Spanned::new(name.clone(), entry.span()),
        nodes: budget.nodes.value.clone(),
        reasons: budget.reasons.as_ref().map_or_else(all, reasons),
        schedule: budget.schedule.clone(),
        duration: budget.duration.clone(),
    }
}
