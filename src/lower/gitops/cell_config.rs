//! `namespaces/cell_config.yaml`: what programs know about their cell, so that they can refuse a tenant that is not theirs.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ConfigMap;
use serde_json::Value;

use super::CellContext;
use super::names::in_namespace;
use crate::kubernetes::{ManifestFile, Object};
use crate::model::{Stay, StayRole};

/// The name of the object in every namespace.
const CELL: &str = "cell";

/// One file for all namespaces, because a tenant that comes or goes changes each of them alike. No namespace has a name with an
/// underscore, so the file is none of a namespace.
pub(super) fn file(context: &CellContext<'_>) -> Option<ManifestFile> {
    let namespaces = &context.environment.namespaces;
    let data = data(context);
    let object = |namespace| {
        let metadata = in_namespace(namespace, CELL);
        Object::new(&ConfigMap { metadata, data: Some(data.clone()), ..ConfigMap::default() })
    };
    let objects: Vec<Object> = namespaces.iter().map(object).collect();
    let purpose = "What programs of every namespace know about their cell, and whom it serves.";
    let stays = context.tenants.in_cell(&context.cell.name.value).iter();
    let origins = stays.filter_map(|stay| context.tenants.get(&stay.tenant)).map(|tenant| tenant.origin.as_str());
    let guests = namespaces.iter().map(|namespace| context.environment.origin_of(&namespace.environment));
    let header = context.files.and(origins.chain(guests)).header(purpose);
    (!objects.is_empty()).then(|| ManifestFile { path: "namespaces/cell_config.yaml".to_owned(), header, objects })
}

fn data(context: &CellContext<'_>) -> BTreeMap<String, String> {
    let cell = context.cell;
    let tenants = context.tenants.in_cell(&cell.name.value).iter();
    let tenants: serde_json::Map<String, Value> =
        tenants.map(|stay| (stay.tenant.to_string(), Value::from(state(context, stay)))).collect();
    let tenants = format!("{:#}", Value::Object(tenants));
    let data = [
        ("environment", cell.class.environment.to_string()),
        ("name", cell.name.to_string()),
        ("region", cell.region.to_string()),
        ("tenants.json", tenants),
    ];
    data.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// What the cell is for a tenant, as programs are told.
fn state(context: &CellContext<'_>, stay: &Stay) -> &'static str {
    let tenant = context.tenants.get(&stay.tenant);
    let home = tenant.and_then(|tenant| tenant.homes.get(&context.cell.class.environment));
    match stay.role {
        StayRole::Home if home.is_some_and(|home| home.moving_to.is_some()) => "leaving",
        StayRole::Home => "home",
        StayRole::Standby => "standby",
        StayRole::Arriving => "arriving",
    }
}
