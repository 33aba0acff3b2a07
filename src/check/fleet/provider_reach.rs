use crate::catalog::provider_features::{self, Verified};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::values::Release;

/// A constraint that admits a provider whose schema the output has not been held against.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0712"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("provider_reach.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let constraint = &model.fleet.aws_provider;
    let Verified { oldest, newest } = provider_features::verified();
    let next_minor = Release::new(newest.major, newest.minor + 1, 0);
    // A constraint that admits what is too old, or nothing that is known, is an error of its own.
    let is_refused =
        constraint.allows_below(oldest.major, oldest.minor) || constraint.allows_nothing_below(newest.major + 1);
    if is_refused || !constraint.allows_from(next_minor) {
        return;
    }
    let next_major = Release::new(newest.major + 1, 0, 0);
    let label = if constraint.allows_from(next_major) {
        format!("also allows {next_major}, which may remove arguments, and everything after it")
    } else {
        format!("also allows releases after {}.{}", newest.major, newest.minor)
    };
    let lowest = constraint.minimum().unwrap_or(oldest).max(oldest);
    let help = format!(
        "write `>= {}.{}, < {}.{}`, or keep it and commit `.terraform.lock.hcl` of every root, so that nobody gets a new release unasked",
        lowest.major, lowest.minor, next_minor.major, next_minor.minor
    );
    let headline = format!("`{}` reaches past the AWS provider {newest}", constraint.value);
    let note = format!("every generated block is verified against the schemas of {oldest} and {newest}");
    diagnostics.push(RULE.finding(constraint.span, headline).label(label).note(note).help(help));
}
