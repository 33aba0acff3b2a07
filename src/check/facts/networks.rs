//! Which networks are possible, and which are free.

use crate::catalog::networks;
use crate::diagnostic::Diagnostic;
use crate::model::{Cell, Environment, Model};
use crate::values::Cidr;

/// Whether the network has a size that AWS takes.
pub(in crate::check) fn is_vpc(cell: &Cell) -> bool {
    networks::vpc().prefixes().contains(&cell.cidr.prefix_len())
}

/// A finding about the network of a cell, with the line of the lock file that gives the cell this network, if one does.
pub(in crate::check) fn with_record(finding: Diagnostic, cell: &Cell) -> Diagnostic {
    let what = format!(
        "gives `{}` its network; if it is not deployed yet, delete this line, and it gets another",
        cell.name.value
    );
    finding.also(cell.record, what)
}

/// A range for services that no peer, no cell and no range of cells of the environment overlaps; [`None`] when they leave
/// none of those that are tried.
pub(in crate::check) fn free_range(model: &Model, environment: &Environment) -> Option<Cidr> {
    let cells = model.cells_of(&environment.name);
    let taken: Vec<Cidr> =
        cells.map(|cell| cell.cidr.value).chain(environment.peers.iter().map(|peer| peer.value)).collect();
    let usual = ["172.20.0.0/16", "10.100.0.0/16"].map(str::to_owned).into_iter();
    let others = (0..16).map(|third| format!("192.168.{}.0/20", third * 16));
    let others = others.chain((16..32).map(|second| format!("172.{second}.0.0/16")));
    let others = others.chain((0..=255).rev().map(|second| format!("10.{second}.0.0/16")));
    let is_free = |range: &Cidr| {
        let is_reserved = networks::reserved().any(|reserved| reserved.range.overlaps(*range));
        !is_reserved && taken.iter().chain(environment.network.as_deref()).all(|other| !other.overlaps(*range))
    };
    usual.chain(others).filter_map(|range| range.parse::<Cidr>().ok()).find(is_free)
}
