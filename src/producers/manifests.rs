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
use crate::verify::manifests::ManifestVerifier;
use crate::verify::{self, Fault};

pub(super) const PRODUCER: Producer =
    Producer { name: "manifests", source: file!(), owns: &[Owned::Folder(MANIFESTS)], produce };

const MOST_CELLS: usize = 16;

/// A path below the folder of a cell, and what is there.
type Text = (String, String);

/// What all cells of a class share.
struct OfClass {
    texts: Vec<Text>,
    verified: verify::manifests::Part,
}

/// What a thread keeps from cell to cell.
#[derive(Default)]
struct Kept {
    verifier: ManifestVerifier,
    printer: ManifestPrinter,
    of_class: Option<Arc<OfClass>>,
}

fn produce(model: CheckedModel<'_>, sink: &dyn Sink) -> Vec<Fault> {
    let parts = parts(model.model(), MOST_CELLS);
    let make_class = |part: &Part<'_>| {
        let files = lower::lower_manifests_of_class(model, part.environment, part.class);
        let verified = ManifestVerifier::default().part(&files);
        OfClass { texts: print_all(&mut ManifestPrinter::default(), files), verified }
    };
    let shared = Shared::new(&parts, &make_class);
    let faults = in_threads_with(&parts, Kept::default, |kept, part| {
        let of_class = shared.of(part, &mut kept.of_class);
        let faults = part.cells.iter().flat_map(|cell| produce_cell(model, cell, &of_class, kept, sink));
        faults.collect::<Vec<Fault>>()
    });
    faults.concat()
}

/// Hands over the files of a cell, or says what is wrong with them.
fn produce_cell(
    model: CheckedModel<'_>,
    cell: &Cell,
    of_class: &OfClass,
    kept: &mut Kept,
    sink: &dyn Sink,
) -> Vec<Fault> {
    let folder = lower::manifest_folder(cell);
    let files = lower::lower_manifests_of_cell(model, cell);
    let faults = verify::manifests::verify_cell(&folder, &of_class.verified, &kept.verifier.part(&files));
    if !faults.is_empty() {
        return faults;
    }
    let own = print_all(&mut kept.printer, files);
    of_class.texts.iter().chain(&own).for_each(|(path, text)| sink.file(&format!("{folder}{path}"), text));
    faults
}

fn print_all(printer: &mut ManifestPrinter, files: Vec<ManifestFile>) -> Vec<Text> {
    let print = |file: ManifestFile| {
        let text = printer.print(&file);
        (file.path, text)
    };
    files.into_iter().map(print).collect()
}
