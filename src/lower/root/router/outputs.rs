//! `outputs.tf`: what people and pipelines need to know of the router.

use super::RouterContext;
use crate::terraform::{BodyBuilder, Expression, File, block, for_object, path};

pub(super) fn file(context: &RouterContext<'_>) -> Option<File> {
    let role = context.evacuation().map(|_| {
        output("evacuate_role_arn", "Role that operators assume to evacuate a cell.", path("aws_iam_role.evacuate.arn"))
    });
    let checks = (context.has_checks() && !context.cells.is_empty()).then(|| {
        let ids =
            for_object(("cell", "check"), path("aws_route53_health_check.serving"), path("cell"), path("check.id"));
        output("health_check_ids", "Health check of each cell: whether Route 53 sends tenants to it.", ids)
    });
    let outputs: Vec<BodyBuilder> = role.into_iter().chain(checks).collect();
    let purpose = "What people and pipelines need to know of this router.";
    (!outputs.is_empty()).then(|| context.root.files.file("outputs.tf", purpose, file!(), outputs))
}

fn output(name: &str, description: &str, value: Expression) -> BodyBuilder {
    block("output").label(name).set("description", description).set("value", value)
}
