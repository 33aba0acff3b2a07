//! The registries of AWS from which nodes pull the images of the system.

use super::misspelt_region::is_impossible;
use crate::catalog::image_registries;
use crate::model::{Cell, Class, Environment};
use crate::values::Partition;

/// Whose registry an isolated cell lacks.
pub(in crate::check) fn missing(cell: &Cell, environment: &Environment, class: &Class) -> Option<&'static str> {
    let region = &cell.region;
    // Where not even the names of endpoints are known, or there is no such region, that is what is wrong.
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
