//! What an Application reads, and where that goes.

use serde_json::Value;

use super::fields::{all, text};
use crate::kubernetes::Object;

/// What an Application reads, and where that goes.
#[derive(Debug)]
pub(in crate::verify::manifests) struct Application {
    pub(in crate::verify::manifests) project: String,
    pub(in crate::verify::manifests) repository: String,
    pub(in crate::verify::manifests) server: String,
    pub(in crate::verify::manifests) namespace: String,
    pub(in crate::verify::manifests) path: String,
    pub(in crate::verify::manifests) release: String,
    pub(in crate::verify::manifests) value_files: Vec<String>,
}

impl Application {
    pub(super) fn of(object: &Object, body: &Value) -> Option<Self> {
        let text = |path| text(body, path).to_owned();
        let files = || all(body, "spec.source.helm.valueFiles.*").filter_map(|it| it.as_str().map(str::to_owned));
        (object.kind == "Application").then(|| Self {
            project: text("spec.project"),
            repository: text("spec.source.repoURL"),
            server: text("spec.destination.server"),
            namespace: text("spec.destination.namespace"),
            path: text("spec.source.path"),
            release: text("spec.source.helm.releaseName"),
            value_files: files().collect(),
        })
    }

    /// The folder of a cell that its path in the repository names. That of the cell itself ends with a slash.
    pub(in crate::verify::manifests) fn folder(&self, of_cell: &str) -> Option<&str> {
        let own = of_cell.split_once('/')?.1;
        let (before, folder) = self.path.split_once(own)?;
        (before.is_empty() || before.ends_with('/')).then_some(folder)
    }
}
