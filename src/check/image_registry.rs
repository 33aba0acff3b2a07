//! Isolated cells are in regions whose registries of AWS are known.
//!
//! ## Why
//! Nodes pull the images of EKS add-ons, and Bottlerocket its host containers, from registries in accounts of AWS, which differ from region to
//! region. The endpoints of a cell without a way out admit exactly these accounts (`catalog/image_registries.json`), so
//! that in a region outside the table no node would start.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   region = "ap-southeast-9"
//!   zones  = ["a", "b"]
//!   nat    = "none"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   region = "ap-southeast-4"
//!   zones  = ["a", "b"]
//!   nat    = "none"
//! }
//! ```

use super::Context;
use crate::catalog::image_registries;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::IMAGE_REGISTRY;
use crate::model::{Cell, Class};
use crate::values::Partition;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let class = model.class_of(cell);
        // Where not even the names of endpoints are known, another rule says so.
        let has_endpoints = matches!(class.partition, Partition::Aws | Partition::China | Partition::UsGov);
        if class.is_isolated() && has_endpoints {
            diagnostics.extend(unknown(cell, class));
        }
    }
}

fn unknown(cell: &Cell, class: &Class) -> Option<Diagnostic> {
    let region = &cell.region;
    let lacks_add_ons = image_registries::add_ons(region).is_none();
    let lacks_bottlerocket = class.runs_bottlerocket() && image_registries::bottlerocket(region).is_none();
    let what = match (lacks_add_ons, lacks_bottlerocket) {
        (true, _) => "EKS add-ons",
        (false, true) => "Bottlerocket",
        (false, false) => return None,
    };
    let headline = format!("the registry of {what} in {} is not known", region.value);
    let error = Diagnostic::error(IMAGE_REGISTRY, region.span, headline).label("no node would start");
    let error = error.also(class.nat.span, "the endpoints admit known registries only");
    let table = format!("not in the table of {}", image_registries::as_of());
    Some(error.note(table).help("take another region or image, or give the cells a way out"))
}
