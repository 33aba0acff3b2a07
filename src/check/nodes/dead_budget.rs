//! A disruption budget holds at some time, for some reason.
//!
//! ## Why
//! A freeze that nobody notices to be missing is worse than none. A schedule for 30 February never begins; a duration of zero is over
//! when it begins; and Karpenter reads an empty list of reasons as all of them, so that a budget for no reason is one for every
//! reason (schema of `NodePool`: `reasons` is optional, and means all where it is left out).
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     disruption_budget "freeze" {
//!       nodes    = "0"
//!       schedule = "0 8 30 2 *"
//!       duration = "8h"
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
//!       schedule = "0 8 28 2 *"
//!       duration = "8h"
//!     }
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::DEAD_BUDGET;
use crate::model::DisruptionBudget;

/// Tiers of an environment recur in its classes: identical findings are printed once.
pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let budgets = model.karpenter_tiers().flat_map(|tier| &tier.disruption.budgets);
    for budget in budgets {
        diagnostics.extend(never(budget));
        diagnostics.extend(without_reasons(budget));
    }
}

fn never(budget: &DisruptionBudget) -> Option<Diagnostic> {
    let headline = format!("disruption budget `{}` never holds", budget.name.value);
    let error = |span, label: &str| Diagnostic::error(DEAD_BUDGET, span, headline.clone()).label(label);
    if let Some(schedule) = budget.schedule.as_ref().filter(|schedule| schedule.is_never()) {
        let help = "write a day that comes: minute, hour, day of the month, month and weekday";
        return Some(error(schedule.span, "no month has such a day").help(help));
    }
    let duration = budget.duration.as_ref().filter(|duration| duration.seconds() == 0)?;
    Some(error(duration.span, "over when it begins").help("write how long it holds, such as `duration = \"8h\"`"))
}

fn without_reasons(budget: &DisruptionBudget) -> Option<Diagnostic> {
    let reasons = Some(&budget.reasons).filter(|reasons| reasons.is_written() && reasons.is_empty())?;
    let headline = format!("disruption budget `{}` holds for no reason", budget.name.value);
    let error = Diagnostic::error(DEAD_BUDGET, reasons.span, headline).label("Karpenter takes that for all reasons");
    Some(error.help_removing("leave `reasons` out to mean all of them, or name some", reasons.span))
}
