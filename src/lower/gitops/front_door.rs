//! `front-door/<route>.yaml`: which pods stand behind a route of the front door.
//!
//! Terraform has made the target groups before: a binding whose group is not there yet is refused by the controller's webhook, and
//! the sync tries again. The controller turns the name of a group into an ARN when the binding is created and never again, so each
//! group has a name that no other group of the cell ever had (`model::TargetGroup`), and the binding has the same one.

use super::CellContext;
use super::names::named;
use crate::kubernetes::load_balancer_controller::{ServiceReference, TargetGroupBinding};
use crate::kubernetes::{ManifestFile, Object};
use crate::model::{Route, TargetGroup};

/// The folder of a cell that holds its bindings.
pub(super) const FOLDER: &str = "front-door";

/// One file for each route.
pub(super) fn files(context: &CellContext<'_>) -> Vec<ManifestFile> {
    let routes = context.environment.front_door.iter().flat_map(|door| &door.routes);
    routes.map(|route| file(context, route)).collect()
}

fn file(context: &CellContext<'_>, route: &Route) -> ManifestFile {
    let objects = route.target_groups().iter().map(|group| binding(context, route, group)).collect();
    let purpose = format!(
        "Route {}: the pods behind Service {} in namespace {}.",
        route.name.value, route.service.value, route.namespace.value
    );
    context.file(&format!("{FOLDER}/{}.yaml", route.name.value), &purpose, objects)
}

fn binding(context: &CellContext<'_>, route: &Route, group: &TargetGroup) -> Object {
    let name = group.name(context.cell);
    let mut metadata = named(&name);
    metadata.namespace = Some(route.namespace.to_string());
    let is_going = (group.port, group.protocol) != (route.port.value, route.protocol.value);
    let service = ServiceReference { name: route.service.to_string(), port: group.port.number() };
    let object = Object::new(&TargetGroupBinding::of_pods(metadata, name, service));
    if is_going {
        object.because("It is being replaced by the other one, and goes with the last step.")
    } else {
        object
    }
}
