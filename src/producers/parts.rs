//! The cells of a fleet, in parts that one thread works on at a time.

use std::collections::BTreeMap;

use crate::model::{Cell, Class, Environment, Model};
use crate::values::ClassId;

/// Some cells of one class.
pub(super) struct Part<'a> {
    pub(super) environment: &'a Environment,
    pub(super) class: &'a Class,
    /// At least one.
    pub(super) cells: Vec<&'a Cell>,
    /// Whether these are the first cells of the class: who works on them also does what is done once a class.
    pub(super) is_first: bool,
}

/// All cells, class by class, in parts of so many cells at most.
pub(super) fn parts(model: &Model, most: usize) -> Vec<Part<'_>> {
    let mut cells: BTreeMap<&ClassId, Vec<&Cell>> = BTreeMap::new();
    for cell in &model.cells {
        cells.entry(&cell.class).or_default().push(cell);
    }
    let mut parts = Vec::new();
    for (environment, class) in model.classes() {
        let cells = cells.get(&class.id.value).map_or(&[][..], Vec::as_slice);
        for (number, cells) in cells.chunks(most).enumerate() {
            parts.push(Part { environment, class, cells: cells.to_vec(), is_first: number == 0 });
        }
    }
    parts
}
