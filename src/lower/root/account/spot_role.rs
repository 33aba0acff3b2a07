//! `spot.tf`: the service-linked role for spot instances.

use super::AccountContext;
use crate::iam::{SPOT_SERVICE, literal_spot_role};
use crate::terraform::{File, resource};

pub(super) fn file(context: &AccountContext<'_>) -> File {
    let arn = literal_spot_role(context.region.partition(), context.account.id.as_str());
    let role = resource("aws_iam_service_linked_role", "spot")
        .comment(&format!(
            "If the account already has the role, creating it fails (\"has been taken in this account\"): say\n\
             `spot_role = \"exists\"` in the spec, or take the role over with\n\
             `terraform import aws_iam_service_linked_role.spot {arn}`."
        ))
        .set("aws_service_name", SPOT_SERVICE);
    let purpose = "The role with which EC2 starts spot instances. It exists once per account.";
    context.root.files.file("spot.tf", purpose, file!(), vec![role])
}
