use crate::catalog::provider_features;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Environment;
use crate::source::Span;

/// A key that needs a later provider than the fleet pins.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0702"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("provider_gate.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let constraint = &model.fleet.aws_provider;
    // A constraint that could not be read is not the default.
    if !is_whole && !constraint.is_written() {
        return;
    }
    for environment in model.environments.values() {
        for (key, feature, span) in gated(environment) {
            let Some(feature) = provider_features::provider(feature) else { continue };
            // A constraint that admits nothing older than 5.40 has a finding of its own.
            if feature.is_in_all_of(constraint) || constraint.allows_below(5, 40) {
                continue;
            }
            let since = format!("{}.{}", feature.since.major, feature.since.minor);
            let headline = format!("`{key}` needs AWS provider {since}");
            let wanted = format!(">= {since}, < 6.0");
            let error =
                RULE.finding(span, headline).label(format!("not supported by every version in `{}`", constraint.value));
            let is_written = constraint.is_written();
            let error = if is_written { error.also(constraint.span, "allows older versions") } else { error };
            let help = format!("write `aws_provider = \"{wanted}\"` in `terraform` of the fleet, or leave `{key}` out");
            diagnostics.push(error.note(format!("source: {}", feature.source)).help(help));
        }
    }
}

/// The keys that need more than 5.40: key, feature of the catalog, place.
fn gated(environment: &Environment) -> impl Iterator<Item = (&'static str, &'static str, Span)> {
    let keys = [
        ("upgrade_policy", "aws_eks_cluster.upgrade_policy", environment.upgrade_policy.map(|value| value.span)),
        ("zonal_shift", "aws_eks_cluster.zonal_shift_config", environment.zonal_shift.map(|value| value.span)),
    ];
    keys.into_iter().filter_map(|(key, feature, span)| Some((key, feature, span?)))
}
