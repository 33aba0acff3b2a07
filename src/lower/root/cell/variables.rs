//! `variables.tf`: what a run may set otherwise than the specification says.

use super::CellContext;
use crate::lower::module::{matches, validation, variable};
use crate::terraform::{File, path};
use crate::values::RoleArn;

/// Holds the role that Terraform assumes.
pub(super) const DEPLOY_ROLE: &str = "deploy_role_arn";

/// None for a cell without a deploy role: Terraform runs as its caller there.
pub(super) fn file(context: &CellContext<'_>) -> Option<File> {
    let role = context.cell.deploy_role.as_ref()?;
    let description = "Role that Terraform assumes. A pipeline that only plans passes one that can only read.";
    let reference = path("var").attribute(DEPLOY_ROLE);
    let variable = variable(DEPLOY_ROLE, description, path("string"))
        .set("default", role.to_string())
        .because("Without a value the role of the spec, never the caller's own rights.")
        .set("nullable", false)
        .nest(validation(
            matches(&any_role_beside(role), reference),
            &format!("deploy_role_arn must be a role in account {}, the account of this cell.", role.account()),
        ));
    let purpose = "What a run may set otherwise than the spec says.";
    Some(context.root.files.file("variables.tf", purpose, file!(), vec![variable]))
}

/// Another role would be refused as well (`allowed_account_ids`), but only once it is assumed.
fn any_role_beside(role: &RoleArn) -> String {
    format!("^arn:{}:iam::{}:role/.+$", role.partition(), role.account())
}
