//! `variables.tf`: what a run may set otherwise than the specification says.

use super::RootContext;
use super::provider::AssumedRole;
use crate::lower::module::{matches, validation, variable};
use crate::terraform::{BodyBuilder, File, path};
use crate::values::{AccountId, Partition, RoleArn};

/// Holds the role that Terraform assumes.
const DEPLOY_ROLE: &str = "deploy_role_arn";

/// None for a root without a deploy role: Terraform runs as its caller there.
pub(super) fn file(context: &RootContext<'_>, role: Option<&RoleArn>) -> Option<File> {
    file_with(context, role, [])
}

/// The same for a root that has further variables.
pub(super) fn file_with(
    context: &RootContext<'_>,
    role: Option<&RoleArn>,
    further: impl IntoIterator<Item = BodyBuilder>,
) -> Option<File> {
    let deploy_role = role.map(|role| deploy_role(context, role));
    let variables: Vec<BodyBuilder> = deploy_role.into_iter().chain(further).collect();
    let purpose = "What a run may set otherwise than the spec says.";
    (!variables.is_empty()).then(|| context.files.file("variables.tf", purpose, file!(), variables))
}

fn deploy_role(context: &RootContext<'_>, role: &RoleArn) -> BodyBuilder {
    let description = "Role that Terraform assumes. A pipeline that only plans passes one that can only read.";
    let must_be = format!("must be a role in account {}, the account of this {}.", role.account(), context.kind.noun());
    role_variable(DEPLOY_ROLE, description, &role.to_string(), (role.partition(), role.account()), &must_be)
}

/// A variable with a role. Another one than a role of that account would be refused as well (`allowed_account_ids`), but only
/// once it is assumed.
pub(super) fn role_variable(
    name: &str,
    description: &str,
    default: &str,
    (partition, account): (Partition, &AccountId),
    must_be: &str,
) -> BodyBuilder {
    let any_role_beside = format!("^arn:{partition}:iam::{account}:role/.+$");
    variable(name, description, path("string"))
        .set("default", default)
        .because("Without a value the role of the spec, never the caller's own rights.")
        .set("nullable", false)
        .nest(validation(matches(&any_role_beside, path("var").attribute(name)), &format!("{name} {must_be}")))
}

/// The role that the provider of a root assumes: what a run says, or else the specification.
pub(super) fn assumed(session: String) -> AssumedRole {
    AssumedRole { arn: path("var").attribute(DEPLOY_ROLE), session, after: None }
}
