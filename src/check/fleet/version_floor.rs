//! The version constraints admit nothing that the output cannot run on.
//!
//! ## Why
//! The output uses the language of Terraform 1.7 and resources of AWS provider 5.40.0, whose schema every block is
//! verified against. A constraint that admits older versions would fail in `terraform validate` on somebody else's
//! machine.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   terraform {
//!     aws_provider = "~> 5.0"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   terraform {
//!     aws_provider = "~> 5.40"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::VERSION_FLOOR;
use crate::source::Spanned;
use crate::values::VersionConstraint;

/// The oldest Terraform that the output is tested for the language of.
const TERRAFORM: (u32, u32) = (1, 7);
/// The provider whose schema every block is verified against.
const AWS_PROVIDER: (u32, u32) = (5, 40);

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let fleet = &model.fleet;
    diagnostics.extend(too_old(&fleet.required_version, TERRAFORM, "a Terraform", ">= 1.7"));
    diagnostics.extend(too_old(&fleet.aws_provider, AWS_PROVIDER, "an AWS provider", "~> 5.40"));
}

fn too_old(
    constraint: &Spanned<VersionConstraint>,
    floor: (u32, u32),
    what: &str,
    example: &str,
) -> Option<Diagnostic> {
    constraint.allows_below(floor.0, floor.1).then(|| {
        let headline = format!("`{}` admits {what} that the output does not run on", constraint.value);
        Diagnostic::error(VERSION_FLOOR, constraint.span, headline)
            .label(format!("admits versions below {}.{}", floor.0, floor.1))
            .help(format!("write `{example}`"))
    })
}
