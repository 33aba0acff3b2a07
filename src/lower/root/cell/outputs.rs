//! `outputs.tf`: what the module gives out, passed on.

use super::CellContext;
use crate::lower::module::outputs;
use crate::terraform::{File, block, path};

pub(super) fn file(context: &CellContext<'_>) -> File {
    let outputs = outputs(context.environment, context.class).into_iter().map(|output| {
        block("output")
            .label(output.name)
            .set("description", output.description)
            .set("value", path("module.cell").attribute(output.name))
    });
    let purpose = "What pipelines and people need to know of this cell.";
    context.root.files.file("outputs.tf", purpose, file!(), outputs.collect())
}
