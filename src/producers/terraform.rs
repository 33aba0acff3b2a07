//! Terraform: the modules of classes and the roots of environments, lowered, verified and printed some cells at a time.

use super::parts::{Part, parts};
use super::shared::Shared;
use super::{Owned, Producer, Sink};
use crate::check::CheckedModel;
use crate::layout::{ENVIRONMENTS, MODULES};
use crate::lower;
use crate::print;
use crate::terraform::{Module, Tree};
use crate::threads::in_threads_with;
use crate::verify::{self, Fault};

pub(super) const PRODUCER: Producer = Producer {
    name: "terraform",
    source: file!(),
    owns: &[Owned::Folder(ENVIRONMENTS), Owned::Folder(MODULES)],
    produce,
};

/// So many that a module is rarely measured again for the next ones, and so few that their roots take little room.
const MOST_CELLS: usize = 64;

fn produce(model: CheckedModel<'_>, sink: &dyn Sink) -> Vec<Fault> {
    let parts = parts(model.model(), MOST_CELLS);
    let lower = |part: &Part<'_>| lower::lower_module(model, part.environment, part.class);
    let modules = Shared::new(&parts, &lower);
    let faults = in_threads_with(
        &parts,
        || None,
        |kept, part| {
            let module = modules.of(part, kept);
            produce_part(model, part, &module, sink)
        },
    );
    let mut faults = faults.concat();
    faults.extend(produce_roots(lower::lower_routers(model), sink));
    // What is wrong with a module shows with all of its cells.
    faults.sort();
    faults.dedup();
    faults
}

fn produce_part(model: CheckedModel<'_>, part: &Part<'_>, module: &Module, sink: &dyn Sink) -> Vec<Fault> {
    let roots: Vec<Module> = part.cells.iter().map(|cell| lower::lower_root(model, cell)).collect();
    let mut faults = verify::verify_roots(module, &roots);
    if part.is_first {
        faults.extend(verify::verify_child(module));
    }
    if faults.is_empty() {
        let own = part.is_first.then_some(module);
        own.into_iter().chain(&roots).for_each(|module| hand_over(module, sink));
    }
    faults
}

/// Roots that call no module. There are few of them, however many cells there are.
pub(super) fn produce_roots(roots: Vec<Module>, sink: &dyn Sink) -> Vec<Fault> {
    let tree = Tree { modules: roots };
    let faults = verify::verify(&tree);
    if faults.is_empty() {
        tree.modules.iter().for_each(|root| hand_over(root, sink));
    }
    faults
}

pub(super) fn hand_over(module: &Module, sink: &dyn Sink) {
    for file in &module.files {
        sink.file(&format!("{}/{}", module.path, file.name), &print::print(file));
    }
}
