use crate::catalog::provider_features;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Backend;

/// A lock file where the fleet admits a Terraform that does not know it.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0321"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("lock_file_release.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Backend::S3(backend) = &model.fleet.backend else { return };
    let (constraint, feature) = (&model.fleet.required_version, provider_features::lock_file());
    // A constraint that could not be read is not the default, and one that admits less than 1.7 has a finding of its own.
    let is_unknown = !is_whole && !constraint.is_written() || constraint.is_written() && constraint.allows_below(1, 7);
    if !*backend.use_lockfile || feature.is_in_all_of(constraint) || is_unknown {
        return;
    }
    let error = RULE
        .finding(backend.use_lockfile.span, "`use_lockfile` needs Terraform 1.10")
        .label(format!("not supported by every version in `{}`", constraint.value));
    let error = if constraint.is_written() { error.also(constraint.span, "allows older versions") } else { error };
    diagnostics.push(error.note(format!("source: {}", feature.source)).help(
        "write `required_version = \">= 1.10\"` in `terraform` of the fleet, or lock with `dynamodb_table` instead",
    ));
}
