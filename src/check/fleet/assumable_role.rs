//! Terraform can assume the roles that it is told to assume.
//!
//! ## Why
//! Roles under `aws-reserved/sso.amazonaws.com/` belong to IAM Identity Center. Their trust policy is AWS's own: people get
//! them by signing in, `sts:AssumeRole` never does, and nobody can change that (IAM Identity Center user guide,
//! "Referencing permission sets in resource policies"). So neither `deploy_role` nor the `role_arn` of a backend can be one:
//! an error.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   account     = "111111111111"
//!   deploy_role = "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   account     = "111111111111"
//!   deploy_role = "arn:aws:iam::111111111111:role/terraform"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ASSUMABLE_ROLE;
use crate::model::Backend;
use crate::source::Spanned;
use crate::values::RoleArn;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let state = match &model.fleet.backend {
        Backend::S3(backend) => backend.role_arn.as_ref(),
        Backend::Local => None,
    };
    diagnostics.extend(state.and_then(|role| check_role(role, "the role of the state")));
    // Without the cell's name: cells that share the role share the finding.
    let roles = model.cells.iter().filter_map(|cell| cell.deploy_role.as_ref());
    diagnostics.extend(roles.filter_map(|role| check_role(role, "the deploy role")));
}

fn check_role(role: &Spanned<RoleArn>, what: &str) -> Option<Diagnostic> {
    role.principal().is_of_identity_center().then(|| {
        let headline = format!("{what} belongs to IAM Identity Center, and Terraform cannot assume it");
        let error = Diagnostic::error(ASSUMABLE_ROLE, role.span, headline).label("people sign in to it");
        error.help("name a role of the account that the caller may assume, such as `…:role/terraform`")
    })
}
