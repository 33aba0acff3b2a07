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
//!   region = "ap-southeast-7"
//!   nat    = "none"
//!   node_tier "system" { image = "bottlerocket" }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   region = "ap-southeast-4"
//!   nat    = "none"
//!   node_tier "system" { image = "bottlerocket" }
//! }
//! ```

use crate::catalog::image_registries;
use crate::check::Context;
use crate::check::facts::misspelt_region::is_impossible;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::IMAGE_REGISTRY;
use crate::model::{Cell, Class, Environment};
use crate::values::Partition;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let (environment, class) = (model.environment_of(cell), model.class_of(cell));
        diagnostics.extend(missing(cell, environment, class).map(|what| unknown(cell, class, what)));
    }
}

/// Whether this rule has a finding about the region of a cell.
pub(in crate::check) fn is_missing(cell: &Cell, environment: &Environment, class: &Class) -> bool {
    missing(cell, environment, class).is_some()
}

/// Whose registry an isolated cell lacks.
fn missing(cell: &Cell, environment: &Environment, class: &Class) -> Option<&'static str> {
    let region = &cell.region;
    // Where not even the names of endpoints are known, or the region is none, another rule says so.
    let has_endpoints = matches!(environment.partition(), Partition::Aws | Partition::China | Partition::UsGov);
    if !class.is_isolated() || !has_endpoints || is_impossible(cell) {
        return None;
    }
    if image_registries::add_ons(region).is_none() {
        return Some("EKS add-ons");
    }
    let lacks_bottlerocket = class.runs_bottlerocket() && image_registries::bottlerocket(region).is_none();
    lacks_bottlerocket.then_some("Bottlerocket")
}

fn unknown(cell: &Cell, class: &Class, what: &str) -> Diagnostic {
    let region = &cell.region;
    let headline = format!("the registry of {what} in {} is not known", region.value);
    let error = Diagnostic::error(IMAGE_REGISTRY, region.span, headline).label("no node would start");
    let error = error.also(class.nat.span, "the endpoints admit known registries only");
    let table = format!("not in the table of {}", image_registries::as_of());
    let near = region.closest_known().filter(|_| !region.is_known());
    let error = error.note(table).help_if_some(near.map(|near| near.question()));
    error.help("take another region or image, or give the cells a way out")
}
