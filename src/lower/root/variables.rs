//! `variables.tf`: what a run may set otherwise than the specification says.

use super::RootContext;
use super::provider::AssumedRole;
use crate::lower::module::{matches, validation, variable};
use crate::terraform::{File, path};
use crate::values::RoleArn;

/// Holds the role that Terraform assumes.
const DEPLOY_ROLE: &str = "deploy_role_arn";

/// None for a root without a deploy role: Terraform runs as its caller there.
pub(super) fn file(context: &RootContext<'_>, role: Option<&RoleArn>) -> Option<File> {
    let role = role?;
    let description = "Role that Terraform assumes. A pipeline that only plans passes one that can only read.";
    let reference = path("var").attribute(DEPLOY_ROLE);
    let variable = variable(DEPLOY_ROLE, description, path("string"))
        .set("default", role.to_string())
        .because("Without a value the role of the spec, never the caller's own rights.")
        .set("nullable", false)
        .nest(validation(
            matches(&any_role_beside(role), reference),
            &format!(
                "deploy_role_arn must be a role in account {}, the account of this {}.",
                role.account(),
                context.kind.noun()
            ),
        ));
    let purpose = "What a run may set otherwise than the spec says.";
    Some(context.files.file("variables.tf", purpose, file!(), vec![variable]))
}

/// The role that the provider of a root assumes: what a run says, or else the specification.
pub(super) fn assumed(session: String) -> AssumedRole {
    AssumedRole { arn: path("var").attribute(DEPLOY_ROLE), session }
}

/// Another role would be refused as well (`allowed_account_ids`), but only once it is assumed.
fn any_role_beside(role: &RoleArn) -> String {
    format!("^arn:{}:iam::{}:role/.+$", role.partition(), role.account())
}
