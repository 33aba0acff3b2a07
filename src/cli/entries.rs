//! What a check says about the ways into cells.

use crate::model::{Entry, Environment, FrontDoor, Model};
use crate::values::Exposure;

/// A line for each environment with a front door: everything that the internet reaches in its cells, and everything that only
/// other networks reach.
pub(super) fn lines(model: &Model) -> Vec<String> {
    model.front_doors().flat_map(|(environment, _)| of_environment(environment)).collect()
}

fn of_environment(environment: &Environment) -> Vec<String> {
    let entries = environment.entries();
    let (public, internal): (Vec<&Entry<'_>>, Vec<&Entry<'_>>) = entries.iter().partition(|entry| entry.is_public());
    let name = &environment.name.value;
    let line = |who: &str, entries: &[&Entry<'_>]| {
        let ways: Vec<String> = entries.iter().map(|entry| way(entry)).collect();
        let ways = if ways.is_empty() { "nothing".to_owned() } else { ways.join("; ") };
        format!("{name}: {who} {ways}")
    };
    let internal = (!internal.is_empty()).then(|| line("its own and peered networks reach", &internal));
    [line("the internet reaches", &public)].into_iter().chain(internal).collect()
}

fn way(entry: &Entry<'_>) -> String {
    match entry {
        Entry::FrontDoor(door) => format!("the front door of each cell ({})", routes(door)),
        Entry::Namespace { name, exposure: Exposure::Public | Exposure::Internal } => {
            format!("load balancers of namespace {name}")
        }
        Entry::KubernetesApi { cidrs } => {
            let ranges: Vec<String> = cidrs.iter().map(|cidr| cidr.value.to_string()).collect();
            format!("the Kubernetes API, from {}", ranges.join(", "))
        }
    }
}

fn routes(door: &FrontDoor) -> String {
    let routes = door.routes.iter().map(|route| {
        let what = match (&route.host, &route.path) {
            (Some(host), _) => format!("host {}", host.value),
            (None, Some(path)) => path.value.to_string(),
            (None, None) => "everything else".to_owned(),
        };
        format!("{what} to {}/{}", route.namespace.value, route.service.value)
    });
    routes.collect::<Vec<_>>().join(", ")
}
