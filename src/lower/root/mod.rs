//! The root configuration of a cell: one module call with literals, its own state, its own provider.

mod backend;
mod main;
mod outputs;
mod provider;
mod variables;

use super::header::FileMaker;
use super::terraform_block;
use crate::layout::RootKind;
use crate::model::{Cell, Class, Model};
use crate::terraform::Module;

/// Everything that the files of a root are made from.
pub(super) struct RootContext<'a> {
    model: &'a Model,
    class: &'a Class,
    cell: &'a Cell,
    root: RootKind,
    files: FileMaker,
}

/// Lowers one cell.
pub(super) fn lower(model: &Model, cell: &Cell) -> Module {
    let class = model.class_of(cell);
    let origins = [model.fleet.origin.as_str(), class.origin.as_str(), cell.origin.as_str()];
    let root = RootKind::cell(class.environment.clone(), cell.name.value.clone());
    let context = RootContext { model, class, cell, root, files: FileMaker::new(origins) };
    let versions = vec![terraform_block::versions(&model.fleet)];
    let mut files =
        vec![backend::file(&context), main::file(&context), outputs::file(&context), provider::file(&context)];
    files.extend(variables::file(&context));
    files.push(context.files.file(
        "versions.tf",
        "Terraform and provider versions.",
        terraform_block::LOWERED_BY,
        versions,
    ));
    Module { path: context.root.folder(), files }
}
