use crate::catalog::provider_features;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};

/// A constraint that admits no provider whose major version is known.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0713"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("unknown_provider.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let constraint = &model.fleet.aws_provider;
    let newest = provider_features::verified().newest;
    if !constraint.allows_nothing_below(newest.major + 1) {
        return;
    }
    let headline = format!("`{}` allows no AWS provider that the output is written for", constraint.value);
    let label = format!("the newest major version that this cellc knows is {}", newest.major);
    let note = "a major version removes arguments: `terraform validate` would fail in every root";
    let help = format!("write `~> {}.0`, or use a cellc that knows the newer provider", newest.major);
    diagnostics.push(RULE.finding(constraint.span, headline).label(label).note(note).help(help));
}
