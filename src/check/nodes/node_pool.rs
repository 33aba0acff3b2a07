//! Every Karpenter tier is a `NodePool` that the API server takes.
//!
//! ## Why
//! The schema of `NodePool` (`karpenter.sh/v1`) admits a weight from 1 to 100, at most 50 disruption budgets and 100 labels, a
//! schedule only together with a duration, and durations of budgets in hours and minutes, hours first. Argo CD applies
//! nothing of a tier that breaks one of these rules, and says so only in its own interface.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     disruption_budget "office-hours" {
//!       nodes    = "0"
//!       schedule = "0 8 * * mon-fri"
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
//!     disruption_budget "office-hours" {
//!       nodes    = "0"
//!       schedule = "0 8 * * mon-fri"
//!       duration = "10h"
//!     }
//!   }
//! }
//! ```

use std::ops::RangeInclusive;

use crate::check::Context;
use crate::diagnostic::codes::NODE_POOL;
use crate::diagnostic::{Diagnostic, plural};
use crate::model::{DisruptionBudget, KarpenterTier};
use crate::values::Duration;

/// Schema of `NodePool`: `spec.weight`.
const WEIGHTS: RangeInclusive<u32> = 1..=100;
/// Schema of `NodePool`: `spec.disruption.budgets`.
const MOST_BUDGETS: usize = 50;
/// Schema of `NodePool`: `spec.template.metadata.labels`.
const MOST_LABELS: usize = 100;

/// Tiers of an environment recur in its classes: identical findings are printed once.
pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for tier in model.karpenter_tiers() {
        diagnostics.extend(weight(tier));
        diagnostics.extend(counts(tier));
        diagnostics.extend(tier.disruption.budgets.iter().filter_map(budget));
    }
}

fn weight(tier: &KarpenterTier) -> Option<Diagnostic> {
    let weight = tier.weight;
    let nearest = weight.value.clamp(*WEIGHTS.start(), *WEIGHTS.end());
    (nearest != weight.value).then(|| {
        let headline = format!("node tier `{}` cannot have the weight {}", tier.name.value, weight.value);
        let error = Diagnostic::error(NODE_POOL, weight.span, headline).label("not from 1 to 100");
        error.help_replacing(format!("write {nearest}"), weight.span, nearest.to_string())
    })
}

fn counts(tier: &KarpenterTier) -> Option<Diagnostic> {
    let (budgets, labels) = (tier.disruption.budgets.len(), tier.labels.len());
    let (count, most, noun) = if budgets > MOST_BUDGETS {
        (budgets, MOST_BUDGETS, "disruption budget")
    } else if labels > MOST_LABELS {
        (labels, MOST_LABELS, "label")
    } else {
        return None;
    };
    let headline = format!("node tier `{}` has {}", tier.name.value, plural(count, noun));
    let error = Diagnostic::error(NODE_POOL, tier.name.span, headline).label(format!("Karpenter takes {most} at most"));
    Some(error.help("remove those that are not needed"))
}

fn budget(budget: &DisruptionBudget) -> Option<Diagnostic> {
    let name = &budget.name.value;
    match (&budget.schedule, &budget.duration) {
        (Some(schedule), None) => {
            let headline = format!("disruption budget `{name}` has a schedule and no duration");
            let error =
                Diagnostic::error(NODE_POOL, schedule.span, headline).label("when it begins to hold, for how long?");
            Some(error.help("add `duration`, such as `duration = \"10h\"`"))
        }
        (None, Some(duration)) => {
            let headline = format!("disruption budget `{name}` has a duration and no schedule");
            let error = Diagnostic::error(NODE_POOL, duration.span, headline).label("for how long, from when?");
            Some(error.help("add `schedule`, such as `schedule = \"0 8 * * mon-fri\"`, or remove the duration"))
        }
        (Some(_), Some(duration)) if !is_hours_and_minutes(&duration.to_string()) => {
            let headline = format!("the duration of disruption budget `{name}` is not in hours and minutes");
            let error =
                Diagnostic::error(NODE_POOL, duration.span, headline).label("Karpenter takes hours, then minutes");
            let nearest = nearest(&duration.value);
            Some(error.help_replacing(format!("write `{nearest}`"), duration.span, format!("\"{nearest}\"")))
        }
        (Some(_), Some(_)) | (None, None) => None,
    }
}

/// Schema of `NodePool`: `budgets[].duration` is hours, minutes or both in this order, with `0s` behind them at most.
fn is_hours_and_minutes(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_suffix("0s").filter(|rest| rest.ends_with(['h', 'm'])).unwrap_or(text);
    let (hours, minutes) = text.split_once('h').map_or((None, text), |(hours, rest)| (Some(hours), rest));
    let has_minutes = !minutes.is_empty() || hours.is_none();
    hours.is_none_or(is_number) && (!has_minutes || minutes.strip_suffix('m').is_some_and(is_number))
}

/// The same length in the form of budgets; a minute that has begun counts.
fn nearest(duration: &Duration) -> String {
    let minutes = duration.seconds().div_ceil(60).max(1);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes}m"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_budgets_are_hours_and_minutes() {
        for (text, fits, expected) in [
            ("10h", true, "10h"),
            ("30m", true, "30m"),
            ("1h30m", true, "1h30m"),
            ("1h0s", true, "1h"),
            ("30s", false, "1m"),
            ("10s", false, "1m"),
            ("0s", false, "1m"),
            ("30m1h", false, "1h30m"),
            ("1h1h", false, "2h"),
            ("1h30m5s", false, "1h31m"),
            ("90m30s", false, "1h31m"),
        ] {
            assert_eq!(is_hours_and_minutes(text), fits, "{text}");
            assert_eq!(nearest(&text.parse().unwrap()), expected, "{text}");
            assert!(is_hours_and_minutes(expected));
        }
    }
}
