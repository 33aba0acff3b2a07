//! Which cells a network reaches.

use crate::model::{Cell, Model, private_parts};
use crate::values::Cidr;

/// All cells by their networks, for many questions.
pub(in crate::check) struct CellNetworks<'a> {
    all: Vec<&'a Cell>,
    /// Cells whose networks are not private.
    public: Vec<&'a Cell>,
}

impl<'a> CellNetworks<'a> {
    pub(in crate::check) fn new(model: &'a Model) -> Self {
        let mut all: Vec<&Cell> = model.cells.iter().collect();
        all.sort_by_key(|cell| cell.cidr.value);
        let public = all.iter().copied().filter(|cell| !cell.cidr.is_private()).collect();
        Self { all, public }
    }

    /// The cells that an egress to this range reaches: what lies in private networks inside the range is left out of the
    /// policy, so that `0.0.0.0/0` reaches none.
    pub(in crate::check) fn reached(&self, range: Cidr) -> &[&'a Cell] {
        let is_cut = private_parts(range).next().is_some();
        overlapping(if is_cut { &self.public } else { &self.all }, range)
    }

    /// The cells that have addresses of this range.
    pub(in crate::check) fn within(&self, range: Cidr) -> &[&'a Cell] {
        overlapping(&self.all, range)
    }
}

/// Networks of cells are disjoint (another rule sees to that), so that those that overlap a range stand side by side.
fn overlapping<'a, 'b>(cells: &'b [&'a Cell], range: Cidr) -> &'b [&'a Cell] {
    let start = cells.partition_point(|cell| cell.cidr.last_address() < range.network());
    let end = cells.partition_point(|cell| cell.cidr.network() <= range.last_address());
    cells.get(start..end).unwrap_or_default()
}
