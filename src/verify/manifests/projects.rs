//! What an `AppProject` admits, against what its Applications read and where they put it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::fields::{at, text};
use super::things::Identity;
use super::{Cell, Fault, Placed};
use crate::kubernetes::Object;

/// An Application or the project of some.
#[derive(Debug)]
pub(super) enum Delivery {
    Application(Application),
    Project(Project),
}

/// What an Application reads, and where that goes.
#[derive(Debug)]
pub(super) struct Application {
    project: String,
    repository: String,
    path: String,
    namespace: String,
    value_files: Vec<String>,
}

/// What a project admits.
#[derive(Debug)]
pub(super) struct Project {
    name: String,
    repositories: BTreeSet<String>,
    namespaces: BTreeSet<String>,
    /// Kinds without a namespace: API group and kind.
    global: BTreeSet<(String, String)>,
    /// Kinds with a namespace that it refuses.
    refused: BTreeSet<(String, String)>,
}

impl Delivery {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        match &*object.kind {
            "Application" => Some(Self::Application(Application {
                project: text(body, "spec.project").to_owned(),
                repository: text(body, "spec.source.repoURL").to_owned(),
                path: text(body, "spec.source.path").to_owned(),
                namespace: text(body, "spec.destination.namespace").to_owned(),
                value_files: texts(body, "spec.source.helm.valueFiles.*").collect(),
            })),
            "AppProject" => Some(Self::Project(Project {
                name: object.name.clone(),
                repositories: texts(body, "spec.sourceRepos.*").collect(),
                namespaces: texts(body, "spec.destinations.*.namespace").collect(),
                global: kinds(body, "spec.clusterResourceWhitelist.*"),
                refused: kinds(body, "spec.namespaceResourceBlacklist.*"),
            })),
            _ => None,
        }
    }
}

fn texts(body: &Value, path: &str) -> impl Iterator<Item = String> {
    at(body, path).into_iter().filter_map(|(_, value)| value.as_str().map(str::to_owned))
}

fn kinds(body: &Value, path: &str) -> BTreeSet<(String, String)> {
    let kinds = at(body, path).into_iter();
    kinds.map(|(_, kind)| (text(kind, "group").to_owned(), text(kind, "kind").to_owned())).collect()
}

/// All faults of the Applications of a cell.
pub(super) fn check(cell: &Cell<'_>) -> Vec<Fault> {
    let deliveries = || cell.objects().filter_map(|placed| Some((placed, placed.facts.delivery.as_ref()?)));
    let projects: BTreeMap<&str, &Project> = deliveries()
        .filter_map(|(_, delivery)| match delivery {
            Delivery::Project(project) => Some((project.name.as_str(), project)),
            Delivery::Application(_) => None,
        })
        .collect();
    let mut faults = Vec::new();
    for (placed, delivery) in deliveries() {
        let Delivery::Application(application) = delivery else { continue };
        // One that is missing is a reference that does not resolve.
        let Some(project) = projects.get(application.project.as_str()) else { continue };
        let messages = of_application(cell, application, project);
        faults.extend(messages.into_iter().map(|message| cell.fault(placed, message)));
        faults.extend(of_objects(cell, placed, application, project));
    }
    faults
}

fn of_application(cell: &Cell<'_>, application: &Application, project: &Project) -> Vec<String> {
    let Application { project: name, repository, namespace, path, value_files } = application;
    let mut faults = Vec::new();
    if !project.repositories.contains(repository) {
        faults.push(format!("`spec.source.repoURL`: project `{name}` does not admit `{repository}`"));
    }
    if !project.namespaces.contains(namespace) {
        faults.push(format!("`spec.destination.namespace`: project `{name}` does not admit `{namespace}`"));
    }
    match folder(cell, path) {
        Some(folder) if cell.has_path(folder) => {
            let missing = value_files.iter().filter(|file| !cell.has_path(&format!("{folder}/{file}")));
            faults.extend(missing.map(|file| format!("`spec.source.helm.valueFiles`: no file `{folder}/{file}`")));
        }
        _ => faults.push(format!("`spec.source.path`: `{path}` is no folder of this cell")),
    }
    faults
}

/// The folder of the cell that a path in the repository names.
fn folder<'p>(cell: &Cell<'_>, path: &'p str) -> Option<&'p str> {
    let own = cell.folder.split_once('/')?.1;
    let (before, folder) = path.split_once(own)?;
    (before.is_empty() || before.ends_with('/')).then_some(folder)
}

fn of_objects(cell: &Cell<'_>, application: &Placed, said: &Application, project: &Project) -> Vec<Fault> {
    let Some(folder) = folder(cell, &said.path) else { return Vec::new() };
    let is_read = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    let read = cell.objects().filter(|placed| is_read(&placed.path));
    let message = |placed: &Placed| refusal(placed.facts.identity.as_ref()?, project, &application.label);
    read.filter_map(|placed| Some(cell.fault(placed, message(placed)?))).collect()
}

fn refusal(identity: &Identity, project: &Project, application: &str) -> Option<String> {
    let kind = (identity.group.clone(), identity.kind.clone());
    let what = match &identity.namespace {
        None if project.global.contains(&kind) => return None,
        Some(namespace) if !project.namespaces.contains(namespace) => format!("namespace `{namespace}`"),
        Some(_) if !project.refused.contains(&kind) => return None,
        _ => format!("kind `{}` of group `{}`", kind.1, kind.0),
    };
    Some(format!("project `{}` of {application} does not admit {what}", project.name))
}
