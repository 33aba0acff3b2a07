//! A disruption budget that admits nothing ends some time.
//!
//! ## Why
//! A budget of `0` or `0%` keeps Karpenter from taking nodes away: that is what a freeze is for. Without a schedule, or with
//! one that begins again before it is over, it holds for ever, and then no node is ever consolidated and none gets the new
//! image of its tier. Only age still replaces nodes, because Karpenter counts no budget for that (Karpenter, "Disruption").
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     disruption_budget "freeze" {
//!       nodes = "0"
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     disruption_budget "freeze" {
//!       nodes    = "0"
//!       schedule = "0 8 * * mon-fri"
//!       duration = "10h"
//!     }
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::FROZEN_TIER;
use crate::model::{DisruptionBudget, KarpenterTier};

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let headline = format!("disruption budget `{}` freezes node tier `{name}` for ever", budget.name.value);
    let warning = |span| Diagnostic::warning(FROZEN_TIER, span, headline.clone());
    let warning = match (&budget.schedule, &budget.duration) {
        (None, None) => warning(budget.name.span).label("always holds"),
        (Some(schedule), Some(duration)) if schedule.longest_pause()? <= duration.seconds() => {
            warning(schedule.span).label("begins again before it is over").also(duration.span, "holds for this long")
        }
        // A schedule without a duration, or the other way round, is another rule's finding.
        _ => return None,
    };
    let warning = warning.note("its nodes are never consolidated, and never get a new image before they expire");
    Some(warning.help("give it a `schedule` and a `duration`, or let at least one node go"))
}
