use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Disruption, DisruptionBudget};
use crate::values::{DisruptionReason, NodeShare};

/// A scheduled disruption budget that a stricter one always undercuts.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0527"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("idle_budget.md"),
    yields_to: &[],
    check,
};

/// Tiers of an environment recur in its classes: identical findings are printed once.
fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for disruption in model.karpenter_tiers().map(|tier| &tier.disruption) {
        diagnostics.extend(disruption.budgets.iter().filter_map(|budget| idle(disruption, budget)));
    }
}

fn idle(disruption: &Disruption, budget: &DisruptionBudget) -> Option<Diagnostic> {
    let schedule = budget.schedule.as_ref()?;
    let mut reasons = DisruptionReason::ALL.iter().filter(|reason| budget.holds_for(**reason));
    if !reasons.all(|reason| is_undercut(disruption, budget, *reason)) {
        return None;
    }
    let headline = format!("disruption budget `{}` never has an effect", budget.name.value);
    let label = format!("{} at these times, but never more than what always holds", budget.nodes);
    let warning = RULE.finding(schedule.span, headline).label(label);
    let warning = warning.note(format!(
        "Karpenter keeps to the strictest budget of the moment, and {} holds for reasons without a budget that has no schedule",
        NodeShare::DEFAULT
    ));
    Some(warning.help("allow this many in a budget without `schedule`, and fewer in budgets for the other times"))
}

/// Whether what always holds for a reason admits no more nodes.
fn is_undercut(disruption: &Disruption, budget: &DisruptionBudget, reason: DisruptionReason) -> bool {
    let mut standing =
        disruption.budgets.iter().filter(|other| other.is_standing() && other.holds_for(reason)).peekable();
    let is_default = standing.peek().is_none();
    let undercuts =
        |most: &str| most.parse::<NodeShare>().is_ok_and(|most| most.is_within(budget.nodes.as_str()) == Some(true));
    if is_default { undercuts(NodeShare::DEFAULT) } else { standing.any(|other| undercuts(other.nodes.as_str())) }
}
