use std::ops::RangeInclusive;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::{DisruptionBudget, KarpenterTier};
use crate::values::Duration;

/// A Karpenter tier that the API server does not take as a `NodePool`.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0514"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("node_pool.md"),
    yields_to: &[],
    check,
};

/// Schema of `NodePool`: `spec.weight`.
const WEIGHTS: RangeInclusive<u32> = 1..=100;
/// Schema of `NodePool`: `spec.disruption.budgets`.
const MOST_BUDGETS: usize = 50;
/// Schema of `NodePool`: `spec.template.metadata.labels`.
const MOST_LABELS: usize = 100;

/// Tiers of an environment recur in its classes: identical findings are printed once.
fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
        let error = RULE.finding(weight.span, headline).label("not from 1 to 100");
        error.help_replacing(format!("write {nearest}"), weight.span, nearest.to_string())
    })
}

fn counts(tier: &KarpenterTier) -> Option<Diagnostic> {
    // The default counts where it is kept.
    let default = usize::from(!tier.disruption.reasons_without_standing_budget().is_empty());
    let most_budgets = MOST_BUDGETS - default;
    let (budgets, labels) = (tier.disruption.budgets.len(), tier.labels.len());
    let (count, most, noun) = if budgets > most_budgets {
        (budgets, most_budgets, "disruption budget")
    } else if labels > MOST_LABELS {
        (labels, MOST_LABELS, "label")
    } else {
        return None;
    };
    let headline = format!("node tier `{}` has {}", tier.name.value, plural(count, noun));
    let error = RULE.finding(tier.name.span, headline).label(format!("Karpenter allows at most {most}"));
    Some(error.help("remove those that are not needed"))
}

fn budget(budget: &DisruptionBudget) -> Option<Diagnostic> {
    let name = &budget.name.value;
    match (&budget.schedule, &budget.duration) {
        (Some(schedule), None) => {
            let headline = format!("disruption budget `{name}` has a schedule but no duration");
            let error = RULE.finding(schedule.span, headline).label("when it starts, but not how long it lasts");
            Some(error.help("add `duration`, such as `duration = \"10h\"`"))
        }
        (None, Some(duration)) => {
            let headline = format!("disruption budget `{name}` has a duration but no schedule");
            let error = RULE.finding(duration.span, headline).label("how long it lasts, but not when it starts");
            Some(error.help("add `schedule`, such as `schedule = \"0 8 * * mon-fri\"`, or remove the duration"))
        }
        (Some(_), Some(duration)) if !is_hours_and_minutes(&duration.to_string()) => {
            let headline = format!("the duration of disruption budget `{name}` is not in hours and minutes");
            let error = RULE.finding(duration.span, headline).label("Karpenter expects hours, then minutes");
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
