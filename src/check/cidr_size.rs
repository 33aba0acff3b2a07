//! A cell's network is one that AWS takes as a VPC and that has room for the cell's subnets.

use super::codes::CIDR_SIZE;
use crate::diagnostic::Diagnostic;
use crate::model::{Cell, Model};

/// VPC user guide, "VPC CIDR blocks": between /16 and /28.
const LARGEST_VPC: u8 = 16;
const SMALLEST_VPC: u8 = 28;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        diagnostics.extend(size(cell).or_else(|| room(cell)));
    }
}

fn size(cell: &Cell) -> Option<Diagnostic> {
    let prefix = cell.cidr.prefix_len();
    if (LARGEST_VPC..=SMALLEST_VPC).contains(&prefix) {
        return None;
    }
    let (word, help) = if prefix < LARGEST_VPC { ("large", "/16") } else { ("small", "/24") };
    let headline = format!("{} is too {word} for a VPC", cell.cidr.value);
    let error = Diagnostic::error(CIDR_SIZE, cell.cidr.span, headline).label(format!("a /{prefix} network"));
    let error = error.note(format!("AWS takes /{LARGEST_VPC} to /{SMALLEST_VPC} (VPC user guide, VPC CIDR blocks)"));
    Some(error.help(format!("write a {help} network")))
}

fn room(cell: &Cell) -> Option<Diagnostic> {
    if cell.network.is_some() || cell.zones.is_empty() {
        return None;
    }
    let zones = cell.zones.len();
    let headline = format!("{} has no room for the subnets of {zones} zones", cell.cidr.value);
    let error = Diagnostic::error(CIDR_SIZE, cell.cidr.span, headline).label("too small");
    let error = error.also(cell.zones.span, format!("{zones} zones"));
    let note = "each zone gets one large private and one small public subnet, none smaller than /28";
    Some(error.note(note).help("write a larger network, such as a /24 at least, or name fewer zones"))
}
