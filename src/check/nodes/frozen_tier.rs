use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DisruptionBudget, KarpenterTier};

/// A disruption budget that admits nothing, for ever.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0516"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("frozen_tier.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for tier in model.karpenter_tiers() {
        let mut frozen = tier.disruption.budgets.iter().filter(|budget| freezes(budget));
        diagnostics.extend(frozen.find_map(|budget| for_ever(tier, budget)));
    }
}

/// For some reasons only it is a decision about these: `drifted` is the one that brings new images.
fn freezes(budget: &DisruptionBudget) -> bool {
    matches!(budget.nodes.as_str(), "0" | "0%")
        && (budget.reasons.is_empty() || budget.reasons.contains(&crate::values::DisruptionReason::Drifted))
}

fn for_ever(tier: &KarpenterTier, budget: &DisruptionBudget) -> Option<Diagnostic> {
    let name = &tier.name.value;
    let headline = format!("disruption budget `{}` freezes node tier `{name}` forever", budget.name.value);
    let warning = |span| RULE.finding(span, headline.clone());
    let warning = match (&budget.schedule, &budget.duration) {
        (None, None) => warning(budget.name.span).label("always applies"),
        (Some(schedule), Some(duration)) if schedule.longest_pause()? <= duration.seconds() => {
            warning(schedule.span).label("starts again before it is over").also(duration.span, "applies for this long")
        }
        // A schedule without a duration, or the other way round, is another rule's finding.
        _ => return None,
    };
    let warning = warning.note("its nodes are never consolidated and get no new image before they expire");
    Some(warning.help("add a `schedule` and a `duration`, or allow at least one node"))
}
