use crate::catalog::provider_features;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Model;
use crate::source::Span;

/// A role that is assumed by another role, with a provider that cannot do that.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL1150"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("role_after_role.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let constraint = &model.fleet.aws_provider;
    // A constraint that could not be read is not the default.
    if !is_whole && !constraint.is_written() {
        return;
    }
    let Some(feature) = provider_features::provider("provider.assume_role several") else { return };
    // A constraint that admits nothing older than 5.40 has a finding of its own.
    if feature.is_in_all_of(constraint) || constraint.allows_below(5, 40) {
        return;
    }
    let Some((role, door)) = first(model) else { return };
    let since = format!("{}.{}", feature.since.major, feature.since.minor);
    let headline = format!("a deploy role behind a front door needs AWS provider {since}");
    let error = RULE.finding(role, headline).label("assumes the role that writes the names of the cell");
    let error = error.also(door, format!("not supported by every version in `{}`", constraint.value));
    let error = if constraint.is_written() { error.also(constraint.span, "allows older versions") } else { error };
    let help = format!("write `aws_provider = \">= {since}, < 6.0\"` in `terraform` of the fleet");
    diagnostics.push(error.note(format!("source: {}", feature.source)).help(help));
}

/// The first deploy role that assumes another role, and the front door for which it does.
fn first(model: &Model) -> Option<(Span, Span)> {
    model.cells.iter().find_map(|cell| {
        let door = model.environment_of(cell).front_door.as_ref()?;
        Some((cell.deploy_role.as_ref()?.span, door.span()))
    })
}
