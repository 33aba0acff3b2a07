//! Manifests of Kubernetes: what the Argo CD of each cell pulls. Objects take many times the room of their texts, and cells
//! know nothing of each other, so that they are lowered and printed cell by cell, and what a class shares once.

use std::sync::Arc;

use super::parts::{Part, parts};
use super::shared::Shared;
use super::{Owned, Producer, Sink};
use crate::check::CheckedModel;
use crate::kubernetes::ManifestFile;
use crate::layout::MANIFESTS;
use crate::lower;
use crate::model::Cell;
use crate::print::ManifestPrinter;
use crate::threads::in_threads_with;
use crate::verify::Fault;

pub(super) const PRODUCER: Producer =
    Producer { name: "manifests", source: file!(), owns: &[Owned::Folder(MANIFESTS)], produce };

const MOST_CELLS: usize = 16;

/// A path below the folder of a cell, and what is there.
type Text = (String, String);

/// What a thread keeps from cell to cell.
#[derive(Default)]
struct Kept {
    printer: ManifestPrinter,
    of_class: Option<Arc<Vec<Text>>>,
}

fn produce(model: CheckedModel<'_>, sink: &dyn Sink) -> Vec<Fault> {
    let parts = parts(model.model(), MOST_CELLS);
    let print_class = |part: &Part<'_>| {
        let files = lower::lower_manifests_of_class(model, part.environment, part.class);
        print_all(&mut ManifestPrinter::default(), files)
    };
    let shared = Shared::new(&parts, &print_class);
    in_threads_with(&parts, Kept::default, |kept, part| {
        let of_class = shared.of(part, &mut kept.of_class);
        part.cells.iter().for_each(|cell| produce_cell(model, cell, &of_class, &mut kept.printer, sink));
    });
    Vec::new()
}

fn produce_cell(
    model: CheckedModel<'_>,
    cell: &Cell,
    of_class: &[Text],
    printer: &mut ManifestPrinter,
    sink: &dyn Sink,
) {
    let folder = lower::manifest_folder(cell);
    let own = print_all(printer, lower::lower_manifests_of_cell(model, cell));
    of_class.iter().chain(&own).for_each(|(path, text)| sink.file(&format!("{folder}{path}"), text));
}

fn print_all(printer: &mut ManifestPrinter, files: Vec<ManifestFile>) -> Vec<Text> {
    let print = |file: ManifestFile| {
        let text = printer.print(&file);
        (file.path, text)
    };
    files.into_iter().map(print).collect()
}
