use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::DisruptionBudget;

/// A disruption budget that never applies, or for no reason.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0524"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("dead_budget.md"),
    yields_to: &[],
    check,
};

/// Tiers of an environment recur in its classes: identical findings are printed once.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let budgets = model.karpenter_tiers().flat_map(|tier| &tier.disruption.budgets);
    for budget in budgets {
        diagnostics.extend(never(budget));
        diagnostics.extend(without_reasons(budget));
    }
}

fn never(budget: &DisruptionBudget) -> Option<Diagnostic> {
    let headline = format!("disruption budget `{}` never applies", budget.name.value);
    let error = |span, label: &str| RULE.finding(span, headline.clone()).label(label);
    if let Some(schedule) = budget.schedule.as_ref().filter(|schedule| schedule.is_never()) {
        let help = "use a day that exists: minute, hour, day of the month, month and weekday";
        return Some(error(schedule.span, "no month has such a day").help(help));
    }
    let duration = budget.duration.as_ref().filter(|duration| duration.seconds() == 0)?;
    Some(
        error(duration.span, "over as soon as it begins")
            .help("write how long it applies, such as `duration = \"8h\"`"),
    )
}

fn without_reasons(budget: &DisruptionBudget) -> Option<Diagnostic> {
    let reasons = Some(&budget.reasons).filter(|reasons| reasons.is_written() && reasons.is_empty())?;
    let headline = format!("disruption budget `{}` applies for no reason", budget.name.value);
    let error = RULE.finding(reasons.span, headline).label("Karpenter reads this as all reasons");
    Some(error.help_removing("leave `reasons` out for all reasons, or list some", reasons.span))
}
