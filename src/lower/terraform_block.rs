//! `versions.tf`: what Terraform and which provider a configuration needs.

use crate::model::Fleet;
use crate::terraform::{BodyBuilder, block, object};

/// Where it is lowered: named when verification finds a fault.
pub(super) const LOWERED_BY: &str = file!();

/// The `terraform` block with version constraints.
pub(super) fn versions(fleet: &Fleet) -> BodyBuilder {
    let aws = object([("source", "hashicorp/aws".to_owned()), ("version", fleet.aws_provider.value.to_string())]);
    block("terraform")
        .set("required_version", fleet.required_version.value.to_string())
        .nest(block("required_providers").set("aws", aws))
}
