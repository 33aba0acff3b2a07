//! What each Application reads, and that each file of a cell is read by one.

use std::collections::{BTreeMap, BTreeSet};

use super::Fault;
use super::cell::{Cell, Placed};
use super::facts::{Application, Chart};

/// Characters of the name of a release (helm/helm, `pkg/chart/common/util`: what templates append must fit, too).
const LONGEST_RELEASE: usize = 53;

/// All faults of what the Applications of a cell read.
pub(super) fn check(cell: &Cell<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut read: BTreeMap<&str, &Application> = BTreeMap::new();
    for (placed, application) in cell.applications() {
        faults.extend(of_application(cell, application).into_iter().map(|message| cell.fault(placed, message)));
        if let Some(folder) = application.folder(cell.folder)
            && read.insert(folder, application).is_some()
        {
            faults.push(cell.fault(placed, format!("`spec.source.path`: another Application reads `{folder}`")));
        }
    }
    let (listed, charts) = (listed(cell), charts(cell));
    for placed in cell.objects() {
        let folder = placed.folder();
        let application = read.get(folder).copied();
        if application.is_none() {
            faults.push(cell.fault(placed, format!("no Application reads `{folder}`")));
        }
        if listed.get(folder).is_some_and(|files| !files.contains(placed.file())) && !placed.is_kustomization() {
            faults
                .push(cell.fault(placed, format!("the kustomization of `{folder}` does not list `{}`", placed.file())));
        }
        let messages = application.map(|application| of_chart(placed, application, &charts)).unwrap_or_default();
        faults.extend(messages.into_iter().map(|message| cell.fault(placed, message)));
    }
    faults
}

fn of_application(cell: &Cell<'_>, application: &Application) -> Vec<String> {
    let Application { path, release, value_files, .. } = application;
    let mut faults = Vec::new();
    if release.len() > LONGEST_RELEASE {
        let length = release.len();
        faults.push(format!(
            "`spec.source.helm.releaseName`: `{release}` has {length} characters, at most {LONGEST_RELEASE} are allowed"
        ));
    }
    match application.folder(cell.folder) {
        Some(folder) if cell.has_path(folder) => {
            let missing = value_files.iter().filter(|file| !cell.has_path(&format!("{folder}/{file}")));
            faults.extend(missing.map(|file| format!("`spec.source.helm.valueFiles`: no file `{folder}/{file}`")));
        }
        _ => faults.push(format!("`spec.source.path`: `{path}` is not a folder of this cell")),
    }
    faults
}

/// The files that the kustomization of a folder lists, by the folder. Where there is one, nothing else is read.
fn listed<'a>(cell: &Cell<'a>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let kustomizations = cell.objects().filter(|placed| placed.is_kustomization());
    let files = |placed: &'a Placed| placed.facts.needs.iter().map(|need| need.thing.name.as_str()).collect();
    kustomizations.map(|placed| (placed.folder(), files(placed))).collect()
}

/// The names of the charts that each folder consists of.
fn charts<'a>(cell: &Cell<'a>) -> BTreeMap<&'a str, &'a [(String, String)]> {
    let dependencies = |placed: &'a Placed| match placed.facts.chart.as_ref()? {
        Chart::Dependencies(dependencies) => Some((placed.folder(), dependencies.as_slice())),
        Chart::Values(_) => None,
    };
    cell.objects().filter_map(dependencies).collect()
}

/// A chart that installs nothing, and values that no chart would see.
fn of_chart(placed: &Placed, application: &Application, charts: &BTreeMap<&str, &[(String, String)]>) -> Vec<String> {
    let keys = match &placed.facts.chart {
        Some(Chart::Dependencies(names)) if names.is_empty() => {
            return vec!["`dependencies`: there is none".to_owned()];
        }
        Some(Chart::Values(keys)) => keys,
        _ => return Vec::new(),
    };
    let mut faults = Vec::new();
    let (folder, file) = (placed.folder(), placed.file());
    if !application.value_files.iter().any(|known| known == file) {
        faults.push(format!("the Application of `{folder}` does not read `{file}`"));
    }
    let known = charts.get(folder).copied().unwrap_or_default();
    let unknown = keys.iter().filter(|key| !known.iter().any(|(name, _)| name == *key));
    faults.extend(unknown.map(|key| format!("`{key}`: `Chart.yaml` beside it has no such dependency")));
    faults
}
