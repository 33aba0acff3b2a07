//! `outputs.tf`: what the module gives out, passed on.

use super::RootContext;
use crate::lower::module::outputs;
use crate::terraform::{File, block, path};

pub(super) fn file(context: &RootContext<'_>) -> File {
    let outputs = outputs(context.environment, context.class).into_iter().map(|output| {
        block("output")
            .label(output.name)
            .set("description", output.description)
            .set("value", path("module.cell").attribute(output.name))
    });
    let purpose = "What pipelines and people need to know of this cell.";
    context.files.file("outputs.tf", purpose, file!(), outputs.collect())
}
