//! Who is served elsewhere: tenants and buckets of both sides, as the cells and the routes for proxies say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::fleet::Fleet;
use super::tenant_change::{TenantChange, TenantStep};

/// The file in which each cell says whom it serves.
const OF_CELL: &str = "namespaces/cell_config.yaml";

/// Where a tenant is, as far as the files that differ tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Places {
    home: Option<String>,
    standby: Option<String>,
    goal: Option<String>,
    share: u64,
}

/// Environment and tenant → where it is.
type Tenants = BTreeMap<(String, String), Places>;

/// Everything that changes, by environment and step. Files that are equal on both sides are not read: what they say stays.
pub(super) fn changes(old: &Fleet<'_>, new: &Fleet<'_>) -> Vec<TenantChange> {
    let (mut before, mut after) = (Tenants::new(), Tenants::new());
    let (old_cells, new_cells) = (old.manifests.each(OF_CELL), new.manifests.each(OF_CELL));
    for cell in keys(&old_cells, &new_cells) {
        let (old, new) = (old_cells.get(cell).copied(), new_cells.get(cell).copied());
        if old != new {
            add_cell(&mut before, cell, old);
            add_cell(&mut after, cell, new);
        }
    }
    let mut buckets = Vec::new();
    for environment in keys(&old.routes, &new.routes) {
        let (old, new) = (read(old.routes.get(environment)), read(new.routes.get(environment)));
        add_routes(&mut before, &mut after, environment, (&old, &new));
        buckets.extend(of_buckets(environment, &old, &new));
    }
    let names = keys(&before, &after);
    let nowhere = Places::default();
    let mut changes: Vec<TenantChange> = names
        .into_iter()
        .flat_map(|key| {
            let (old, new) = (before.get(key).unwrap_or(&nowhere), after.get(key).unwrap_or(&nowhere));
            let change = |step| TenantChange { environment: key.0.clone(), step, tenant: key.1.clone() };
            steps(old, new).into_iter().map(change).collect::<Vec<_>>()
        })
        .collect();
    changes.extend(buckets);
    changes.sort();
    changes
}

fn keys<'a, K: Ord, V>(one: &'a BTreeMap<K, V>, other: &'a BTreeMap<K, V>) -> BTreeSet<&'a K> {
    one.keys().chain(other.keys()).collect()
}

/// Whom a cell (`environment/cell`) serves, as its file says; nobody where somebody has broken the file.
fn add_cell(tenants: &mut Tenants, cell: &str, text: Option<&str>) {
    let (Some((environment, cell)), Some(text)) = (cell.split_once('/'), text) else { return };
    let objects: Vec<Json> = serde_saphyr::from_multiple(text).unwrap_or_default();
    let first = objects.first().and_then(|object| object.pointer("/data/tenants.json")).and_then(Json::as_str);
    let served: BTreeMap<String, String> = first.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    for (tenant, role) in served {
        let places = tenants.entry((environment.to_owned(), tenant)).or_default();
        let place = match role.as_str() {
            "standby" => &mut places.standby,
            "arriving" => &mut places.goal,
            _ => &mut places.home,
        };
        *place = Some(cell.to_owned());
    }
}

fn read(text: Option<&&str>) -> Json {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// What routes say of tenants that are on both sides: they know all of it, also the share. Who comes or goes, cells know.
fn add_routes(before: &mut Tenants, after: &mut Tenants, environment: &str, (old, new): (&Json, &Json)) {
    let of = |routes: &Json| routes.get("tenants").and_then(Json::as_object).cloned().unwrap_or_default();
    let (old, new) = (of(old), of(new));
    for (name, old) in &old {
        let Some(new) = new.get(name).filter(|new| *new != old) else { continue };
        let key = (environment.to_owned(), name.clone());
        before.insert(key.clone(), Places::of(old));
        after.insert(key, Places::of(new));
    }
}

impl Places {
    fn of(route: &Json) -> Self {
        let text = |pointer| route.pointer(pointer).and_then(Json::as_str).map(str::to_owned);
        let share = route.pointer("/moving_to/share").and_then(Json::as_u64).unwrap_or_default();
        Self { home: text("/cell"), standby: text("/standby"), goal: text("/moving_to/cell"), share }
    }
}

fn steps(old: &Places, new: &Places) -> Vec<TenantStep> {
    let mut steps = Vec::new();
    match (&old.home, &new.home) {
        (None, Some(cell)) => return vec![TenantStep::Arrives { cell: cell.clone() }],
        (Some(cell), None) => return vec![TenantStep::Leaves { cell: cell.clone() }],
        (Some(from), Some(to)) if from != to => {
            steps.push(TenantStep::Moves { from: from.clone(), to: to.clone() });
        }
        _ => {}
    }
    match (&old.goal, &new.goal) {
        (Some(goal), None) if new.home.as_ref() != Some(goal) => {
            steps.push(TenantStep::StaysAfterAll { instead_of: goal.clone() });
        }
        (Some(before), Some(after)) if before == after => {
            steps.extend((old.share != new.share).then(|| TenantStep::IsSent {
                to: after.clone(),
                before: old.share,
                after: new.share,
            }));
        }
        (_, Some(goal)) => steps.push(TenantStep::BeginsToMove { to: goal.clone() }),
        _ => {}
    }
    match (&old.standby, &new.standby) {
        (None, Some(standby)) => steps.push(TenantStep::GainsStandby { standby: standby.clone() }),
        (Some(standby), None) => steps.push(TenantStep::LosesStandby { standby: standby.clone() }),
        (Some(from), Some(to)) if from != to => {
            steps.push(TenantStep::ChangesStandby { from: from.clone(), to: to.clone() });
        }
        _ => {}
    }
    steps
}

/// Buckets that other cells serve, those that change alike together.
fn of_buckets(environment: &str, old: &Json, new: &Json) -> Vec<TenantChange> {
    let (old, new) = (by_number(old), by_number(new));
    let mut runs: Vec<(u64, u64, Vec<TenantStep>)> = Vec::new();
    let nowhere = Places::default();
    for number in keys(&old, &new) {
        let steps = steps(old.get(number).unwrap_or(&nowhere), new.get(number).unwrap_or(&nowhere));
        match runs.last_mut().filter(|(_, last, known)| last + 1 == *number && *known == steps) {
            Some((_, last, _)) => *last = *number,
            None => runs.push((*number, *number, steps)),
        }
    }
    let change = |(first, last, steps): (u64, u64, Vec<TenantStep>)| {
        let tenant = if first == last { format!("b{first:04}") } else { format!("b{first:04}–b{last:04}") };
        let environment = environment.to_owned();
        steps.into_iter().map(move |step| TenantChange {
            environment: environment.clone(),
            step,
            tenant: tenant.clone(),
        })
    };
    runs.into_iter().flat_map(change).collect()
}

/// The most buckets that there can be.
const MOST_BUCKETS: u64 = 10_000;

fn by_number(routes: &Json) -> BTreeMap<u64, Places> {
    let ranges = routes.pointer("/buckets/ranges").and_then(Json::as_array);
    let mut buckets = BTreeMap::new();
    for range in ranges.into_iter().flatten() {
        let end = |key: &str| range.get(key).and_then(Json::as_u64);
        let (Some(first), Some(last)) = (end("first"), end("last")) else { continue };
        for number in first..=last.min(MOST_BUCKETS) {
            buckets.insert(number, Places::of(range));
        }
    }
    buckets
}
