//! The cells of an environment: their names, what is reached under them, and what they share.

use std::fmt::Write as _;

use super::DocumentContext;
use super::table::{code, table};
use crate::model::{FrontDoor, Route, StayRole, names};
use crate::values::Exposure;

/// The section.
pub(super) fn section(context: &DocumentContext<'_>) -> String {
    let mut text = String::from("\n## Cells\n\n");
    let Some(domain) = context.environment.domain.as_ref() else { return text };
    let rows = context.cells.iter().map(|cell| {
        let stays = context.model.tenants.in_cell(&cell.name.value);
        let count = |role| stays.iter().filter(|stay| stay.role == role).count().to_string();
        vec![
            code(&cell.name.value),
            code(names::cell_domain(&cell.name.value, &domain.value)),
            cell.account.value.to_string(),
            cell.region.value.to_string(),
            cell.state.value.to_string(),
            count(StayRole::Home),
            count(StayRole::Standby),
        ]
    });
    text += &table(&["cell", "name", "account", "region", "state", "tenants at home", "stands by for"], rows);
    text += &context.environment.front_door.as_ref().map_or_else(String::new, |door| routes(door, domain.as_str()));
    text
}

/// What a front door lets in; nothing else of a cell is reached from outside through it.
fn routes(door: &FrontDoor, domain: &str) -> String {
    let from = match door.exposure.value {
        Exposure::Public => "the internet",
        Exposure::Internal => "the peers of the environment",
    };
    let mut text = String::new();
    _ = write!(
        text,
        "\nThe load balancer of each cell is reached from {from}, on port 443; port 80 redirects there. It proves the cell's own name and \
         `*.{domain}`, each with a certificate of the cell.\n\n"
    );
    let rows = door.routes.iter().map(|route| {
        let to = format!("{}/{}:{}", route.namespace.value, route.service.value, route.port.value);
        vec![code(&route.name.value), requests(route, domain), code(to), code(&route.health.path.value)]
    });
    text += &table(&["route", "takes", "leads to", "asks pods for"], rows);
    text
}

fn requests(route: &Route, domain: &str) -> String {
    match (&route.host, &route.path) {
        (Some(host), _) => code(format!("{}.<cell>.{domain}", host.value)),
        (None, Some(path)) => format!("{} and what is below it", code(&path.value)),
        (None, None) => "everything else".to_owned(),
    }
}

/// What takes several cells along when it fails.
pub(super) fn sharing(context: &DocumentContext<'_>) -> String {
    let id = &context.environment.name.value;
    let fates = context.model.shared_fates();
    let rows =
        fates.iter().filter(|fate| fate.environments.contains_key(id) || fate.environments.is_empty()).map(|fate| {
            let of = fate.of.iter().map(code).collect::<Vec<_>>().join(", ");
            let share = fate.environments.get(id).map_or(fate.blast_radius, |dependence| dependence.share);
            let declared = if fate.is_declared { "in the spec" } else { "by cellc" };
            vec![fate.name.clone(), of, format!("{share}%"), declared.to_owned(), fate.reason.clone()]
        });
    let rows = table(&["name", "what", "share of the load", "listed", "why, and what stops without it"], rows);
    if rows.is_empty() { rows } else { format!("\n## What these cells share\n\n{rows}") }
}
