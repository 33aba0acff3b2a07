//! What cellc itself lets cells share.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::SharedFate;
use super::loads::Loads;
use crate::model::{Backend, Cell, Dependents, Environment, Model};

/// The entries that are there without being declared, by name; each of them is shared by two cells at least.
pub(super) fn own(model: &Model, loads: &Loads<'_>) -> Vec<SharedFate> {
    let all = dependents(&model.cells);
    let mut entries: Vec<Entry<'_>> = accounts(model).collect();
    entries.extend(state(model, &all));
    entries.extend(repository(model, &all));
    entries.extend(registries(model));
    entries.extend(names(model));
    entries.sort_by(|left, right| left.name.cmp(&right.name));
    let is_shared = |entry: &Entry<'_>| entry.dependents.values().map(BTreeSet::len).sum::<usize>() > 1;
    entries.into_iter().filter(is_shared).map(|entry| entry.with(loads)).collect()
}

/// An entry whose blast radius is yet to be worked out.
struct Entry<'a> {
    name: String,
    of: Vec<String>,
    reason: &'static str,
    dependents: Dependents<'a>,
}

impl Entry<'_> {
    fn with(self, loads: &Loads<'_>) -> SharedFate {
        let environments = loads.dependence(&self.dependents);
        SharedFate {
            name: self.name,
            of: self.of,
            reason: self.reason.to_owned(),
            is_declared: false,
            blast_radius: environments.values().map(|dependence| dependence.share).max().unwrap_or_default(),
            environments,
        }
    }
}

fn dependents<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Dependents<'a> {
    let mut dependents = Dependents::new();
    for cell in cells {
        dependents.entry(&cell.class.environment).or_default().insert(&cell.name.value);
    }
    dependents
}

fn accounts(model: &Model) -> impl Iterator<Item = Entry<'_>> {
    let mut accounts: BTreeMap<&str, Vec<&Cell>> = BTreeMap::new();
    for cell in &model.cells {
        accounts.entry(cell.account.as_str()).or_default().push(cell);
    }
    accounts.into_iter().map(|(account, cells)| Entry {
        name: format!("account-{account}"),
        of: vec![account.to_owned()],
        reason: "all cells of an account have the same quotas, API limits and administrators",
        dependents: dependents(cells),
    })
}

fn state<'a>(model: &Model, all: &Dependents<'a>) -> Option<Entry<'a>> {
    let Backend::S3(s3) = &model.fleet.backend else { return None };
    let table = s3.dynamodb_table.iter().map(|table| table.value.to_string());
    let key = s3.kms_key_id.iter().map(|key| key.value.to_string());
    Some(Entry {
        name: "state-bucket".to_owned(),
        of: std::iter::once(s3.bucket.value.to_string()).chain(table).chain(key).collect(),
        reason: "holds the Terraform state of every root: without it nothing is planned or applied, and cells keep running",
        dependents: all.clone(),
    })
}

fn repository<'a>(model: &Model, all: &Dependents<'a>) -> Option<Entry<'a>> {
    let git = model.fleet.git.as_ref()?;
    Some(Entry {
        name: "git-repository".to_owned(),
        of: vec![git.repository.value.to_string()],
        reason: "the Argo CD of every cell pulls from it: without it nothing changes inside a cell, and cells keep running",
        dependents: all.clone(),
    })
}

/// Where charts and images come from: an entry for each mirror, and one for the publishers.
fn registries(model: &Model) -> Vec<Entry<'_>> {
    let mut entries: BTreeMap<String, Entry<'_>> = BTreeMap::new();
    let environments = model.cells_of_environments().into_iter();
    let environments = environments.filter_map(|(id, cells)| Some((model.environments.get(id)?, cells)));
    for (environment, cells) in environments.filter(|_| model.fleet.git.is_some()) {
        let (name, of) = registry(environment);
        let entry = entries.entry(name.clone()).or_insert_with(|| Entry {
            name,
            of: Vec::new(),
            reason: "charts and images come from here: without it no new pod of the platform starts where its image is missing",
            dependents: Dependents::new(),
        });
        entry.of.extend(of);
        entry.of.sort();
        entry.of.dedup();
        entry.dependents.extend(dependents(cells));
    }
    entries.into_values().collect()
}

/// What the registries of an environment are called, and which they are.
fn registry(environment: &Environment) -> (String, Vec<String>) {
    if let Some(mirror) = &environment.mirror {
        let registry = mirror.registry.value.to_string();
        return (format!("mirror-{registry}"), vec![registry]);
    }
    let charts = environment.applications.iter().map(|application| application.repository.value.to_string());
    ("registries".to_owned(), charts.collect())
}

/// What all names of an environment depend on: its hosted zone, and the domain of the wildcard certificates.
fn names(model: &Model) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    for (id, cells) in model.cells_of_environments() {
        let Some(environment) = model.environments.get(id) else { continue };
        let Some(domain) = environment.domain.as_ref().map(|domain| domain.to_string()) else { continue };
        let zone_id = environment.zone.iter().filter_map(|zone| zone.zone_id.as_ref()).map(|id| id.value.to_string());
        entries.extend(environment.zone.iter().map(|_| Entry {
            name: format!("hosted-zone-{id}"),
            of: std::iter::once(domain.clone()).chain(zone_id.clone()).collect(),
            reason: "all names of the environment are in this zone: a record or a delegation that is lost takes them along",
            dependents: dependents(cells.iter().copied()),
        }));
        entries.extend(environment.front_door.iter().map(|_| Entry {
            name: format!("wildcard-certificate-{id}"),
            of: vec![format!("*.{domain}")],
            reason: "each cell has a certificate of its own for it, and one record for each account validates them all",
            dependents: dependents(cells.iter().copied()),
        }));
    }
    entries
}
