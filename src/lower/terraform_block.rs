//! `versions.tf`: what Terraform and which provider a configuration needs.

use crate::model::Fleet;
use crate::terraform::{BodyBuilder, Expression, block, list, object, path};

/// Where it is lowered: named when verification finds a fault.
pub(super) const LOWERED_BY: &str = file!();

/// The `terraform` block with version constraints, and with the aliases of the provider configurations that a module needs
/// its callers to pass in.
pub(super) fn versions(fleet: &Fleet, aliases: &[&str]) -> BodyBuilder {
    let mut aws: Vec<(&str, Expression)> =
        vec![("source", "hashicorp/aws".into()), ("version", fleet.aws_provider.value.to_string().into())];
    if !aliases.is_empty() {
        aws.push(("configuration_aliases", list(aliases.iter().map(|alias| path("aws").attribute(alias)))));
    }
    let aws = object(aws);
    block("terraform")
        .set("required_version", fleet.required_version.value.to_string())
        .nest(block("required_providers").set("aws", aws))
}
