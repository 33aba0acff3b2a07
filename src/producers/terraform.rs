//! Terraform: the modules of classes and the roots of environments, lowered, verified and printed some cells at a time.

use std::collections::BTreeMap;

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
    let zones = lower::zones(model);
    let faults = in_threads_with(
        &parts,
        || None,
        |kept, part| {
            let module = modules.of(part, kept);
            produce_part(model, part, &module, &zones, sink)
        },
    );
    let mut faults = faults.concat();
    faults.extend(produce_roots(lower::lower_zones(model), &zones, sink));
    faults.extend(produce_roots(lower::lower_routers(model), &zones, sink));
    // What is wrong with a module shows with all of its cells.
    faults.sort();
    faults.dedup();
    faults
}

/// Roots that call no module. There are few of them, however many cells there are.
pub(super) fn produce_roots(roots: Vec<Module>, zones: &BTreeMap<String, String>, sink: &dyn Sink) -> Vec<Fault> {
    let tree = Tree { modules: roots };
    let mut faults = verify::verify(&tree);
    faults.extend(verify::verify_records(&tree.modules, zones));
    if faults.is_empty() {
        tree.modules.iter().for_each(|root| hand_over(root, sink));
    }
    faults
}

fn produce_part(
    model: CheckedModel<'_>,
    part: &Part<'_>,
    module: &Module,
    zones: &BTreeMap<String, String>,
    sink: &dyn Sink,
) -> Vec<Fault> {
    let roots: Vec<Module> = part.cells.iter().map(|cell| lower::lower_root(model, cell)).collect();
    let mut faults = verify::verify_roots(module, &roots);
    if part.is_first {
        faults.extend(verify::verify_child(module));
        faults.extend(verify::verify_records([module], zones));
    }
    if faults.is_empty() {
        let own = part.is_first.then_some(module);
        own.into_iter().chain(&roots).for_each(|module| hand_over(module, sink));
    }
    faults
}

fn hand_over(module: &Module, sink: &dyn Sink) {
    for file in &module.files {
        sink.file(&format!("{}/{}", module.path, file.name), &print::print(file));
    }
}
