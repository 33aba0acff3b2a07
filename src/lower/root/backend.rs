//! `backend.tf`: where the state of the cell lives.

use super::RootContext;
use crate::model::{Backend, S3Backend};
use crate::terraform::{BodyBuilder, File, block, object};

pub(super) fn file(context: &RootContext<'_>) -> File {
    let backend = match &context.fleet.backend {
        Backend::S3(backend) => s3(context, backend),
        Backend::Local => local(),
    };
    let terraform = block("terraform").nest(backend);
    let purpose = format!("State of this {} and of nothing else.", context.kind.noun());
    context.files.file("backend.tf", &purpose, file!(), vec![terraform])
}

fn s3(context: &RootContext<'_>, backend: &S3Backend) -> BodyBuilder {
    let role = backend.role_arn.as_ref().map(|role| object([("role_arn", role.to_string())]));
    block("backend")
        .label("s3")
        .set("bucket", backend.bucket.to_string())
        .set("key", context.kind.state_key(&backend.key_prefix))
        .set("region", backend.region.to_string())
        .set_if_some("use_lockfile", backend.use_lockfile.value.then_some(true))
        .set_if_some("dynamodb_table", backend.dynamodb_table.as_ref().map(|table| table.to_string()))
        .set("encrypt", true)
        .set_if_some("kms_key_id", backend.kms_key_id.as_ref().map(|key| key.to_string()))
        .set_if_some("assume_role", role)
}

fn local() -> BodyBuilder {
    block("backend")
        .comment(
            "A file beside this one: good for a first try. A team declares a backend in the fleet's terraform block.",
        )
        .label("local")
        .set("path", "terraform.tfstate")
}
