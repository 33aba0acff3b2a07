use crate::catalog::provider_features;
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::values::VersionConstraint;

/// A version constraint admits what the output does not run on.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0309"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("version_floor.md"),
    yields_to: &[],
    check,
};

/// The oldest Terraform that the output is tested for the language of.
const TERRAFORM: (u32, u32) = (1, 7);

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let fleet = &model.fleet;
    diagnostics.extend(too_old(&fleet.required_version, TERRAFORM, "a Terraform", ">= 1.7"));
    let oldest = provider_features::verified().oldest;
    diagnostics.extend(too_old(&fleet.aws_provider, (oldest.major, oldest.minor), "an AWS provider", "~> 5.40"));
}

fn too_old(
    constraint: &Spanned<VersionConstraint>,
    floor: (u32, u32),
    what: &str,
    example: &str,
) -> Option<Diagnostic> {
    constraint.allows_below(floor.0, floor.1).then(|| {
        let headline = format!("`{}` allows {what} that the output does not support", constraint.value);
        RULE.finding(constraint.span, headline)
            .label(format!("allows versions below {}.{}", floor.0, floor.1))
            .help(format!("write `{example}`"))
    })
}
