//! `charts/<application>/Chart.yaml`: which release of a chart an application is.
//!
//! Each application is a chart of its own that consists of the publisher's chart. So its version and its values are files in
//! the tree that a cell is pinned to, while its Application, which `root` reads on the branch, holds nothing but the pin.
//! Argo CD runs `helm dependency build` before it renders such a folder (argoproj/argo-cd,
//! `reposerver/repository/repository.go`). Names do not change by it: templates go by the name of the release and of the
//! publisher's chart.

use super::ClassContext;
use crate::kubernetes::helm::{API_VERSION, CHART, Chart, Dependency};
use crate::kubernetes::{ManifestFile, Object};
use crate::model::Application;
use crate::values::ChartRepository;

/// The folder of a cell that holds its charts.
pub(super) const FOLDER: &str = "charts";
/// The file with the values of a chart.
pub(super) const VALUES: &str = "values.yaml";

/// One file for each chart.
pub(super) fn files(context: &ClassContext<'_>) -> Vec<ManifestFile> {
    let mut files = Vec::new();
    for application in &context.environment.applications {
        let name = application.name.value;
        let facts = name.facts();
        files.extend(facts.definitions.as_ref().map(|definitions| {
            file(context, application, (definitions.chart, definitions.chart), definitions.purpose)
        }));
        files.push(file(context, application, (name.as_str(), &name.chart().chart), facts.purpose));
    }
    files
}

fn file(
    context: &ClassContext<'_>,
    application: &Application,
    (name, publishers): (&str, &str),
    purpose: &str,
) -> ManifestFile {
    let dependency = Dependency {
        name: publishers.to_owned(),
        version: application.version.to_string(),
        repository: address(&application.repository),
    };
    let chart = Chart {
        api_version: API_VERSION,
        name: name.to_owned(),
        description: purpose.to_owned(),
        version: "0.0.0",
        dependencies: vec![dependency],
    };
    let mirror = context.environment.mirror.as_ref();
    let is_copy = mirror.is_some_and(|mirror| mirror.charts() == application.repository.value);
    let origin = application.name.value.chart().repository();
    let purpose =
        "Chart and version for this cell. Takes effect when the cell's pin moves to a revision with this file.";
    let object = Object::of_tool(CHART, &chart)
        .because("Never published, so its own version says nothing. The dependency is pinned exactly; Argo CD fetches it when it")
        .because("renders this folder, and needs no Chart.lock for that.");
    let object = if is_copy { object.because(format!("A copy of {publishers} in {origin}.")) } else { object };
    context.file(&format!("{FOLDER}/{name}/Chart.yaml"), purpose, vec![object])
}

/// Argo CD knows OCI registries without `oci://`, and Helm with it.
fn address(repository: &ChartRepository) -> String {
    let repository = repository.as_str();
    if repository.starts_with("https://") { repository.to_owned() } else { format!("oci://{repository}") }
}
