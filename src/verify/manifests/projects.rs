//! What an `AppProject` admits, against what its Applications read and where they put it.

use std::collections::BTreeMap;

use super::Fault;
use super::cell::{Cell, Placed};
use super::facts::{Application, Chart, Identity, Project};

/// An Application with the project that it names.
struct Confined<'a> {
    label: &'a str,
    application: &'a Application,
    project: &'a Project,
}

/// All faults of what the projects of a cell do not admit. A project that is missing is a reference that does not resolve.
pub(super) fn check(cell: &Cell<'_>) -> Vec<Fault> {
    let projects = cell.objects().filter_map(|placed| placed.facts.project.as_ref());
    let projects: BTreeMap<&str, &Project> = projects.map(|project| (project.name.as_str(), project)).collect();
    let mut faults = Vec::new();
    let mut readers: BTreeMap<&str, Confined<'_>> = BTreeMap::new();
    for (placed, application) in cell.applications() {
        let Some(project) = projects.get(application.project.as_str()) else { continue };
        faults.extend(of_application(application, project).into_iter().map(|message| cell.fault(placed, message)));
        if let Some(folder) = application.folder(cell.folder) {
            readers.insert(folder, Confined { label: &placed.label, application, project });
        }
    }
    for placed in cell.objects() {
        let Some(reader) = readers.get(placed.folder()) else { continue };
        let of_object = placed.facts.identity.as_ref().and_then(|identity| refusal(identity, reader));
        let messages = of_object.into_iter().chain(of_charts(placed, reader));
        faults.extend(messages.map(|message| cell.fault(placed, message)));
    }
    faults
}

fn of_application(application: &Application, project: &Project) -> Vec<String> {
    let Application { project: name, repository, server, namespace, .. } = application;
    let mut faults = Vec::new();
    if !project.repositories.contains(repository) {
        faults.push(format!("`spec.source.repoURL`: project `{name}` does not admit `{repository}`"));
    }
    if !project.admits(server, namespace) {
        faults
            .push(format!("`spec.destination`: project `{name}` does not admit namespace `{namespace}` of `{server}`"));
    }
    faults
}

fn refusal(identity: &Identity, Confined { label, application, project }: &Confined<'_>) -> Option<String> {
    let kind = (identity.group.clone(), identity.kind.clone());
    let what = match &identity.namespace {
        None if project.global.contains(&kind) => return None,
        Some(namespace) if !project.admits(&application.server, namespace) => format!("namespace `{namespace}`"),
        Some(_) if !project.refused.contains(&kind) => return None,
        _ => format!("kind `{}` of group `{}`", kind.1, kind.0),
    };
    Some(format!("project `{}` of {label} does not admit {what}", project.name))
}

/// Argo CD hands the credentials of a repository only to projects that admit it. It knows OCI registries without `oci://`.
fn of_charts(placed: &Placed, Confined { project, .. }: &Confined<'_>) -> Vec<String> {
    let Some(Chart::Dependencies(dependencies)) = &placed.facts.chart else { return Vec::new() };
    let addresses = dependencies.iter().map(|(_, repository)| repository.trim_start_matches("oci://"));
    let refused = addresses.filter(|address| !project.repositories.contains(*address));
    refused.map(|address| format!("`dependencies`: project `{}` does not admit `{address}`", project.name)).collect()
}
