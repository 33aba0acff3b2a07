//! `bootstrap/namespace.yaml`, `bootstrap/projects.yaml`: what the Applications of a cell may do.

use super::CellContext;
use super::names::{PLATFORM, in_argo_cd};
use crate::kubernetes::argo_cd::{API_VERSION, AppProject, AppProjectSpec, Destination, GroupKind, IN_CLUSTER};
use crate::kubernetes::{Document, ManifestFile};

pub(super) fn file(context: &CellContext<'_>) -> ManifestFile {
    let purpose = "What the Applications of this cell may do.";
    context.file("bootstrap/projects.yaml", purpose, vec![Document::new(&platform(context))])
}

fn platform(context: &CellContext<'_>) -> AppProject {
    let spec = AppProjectSpec {
        description: "What the platform team runs in this cell.".to_owned(),
        source_repos: vec![context.git.repository.to_string()],
        destinations: vec![Destination { server: IN_CLUSTER, namespace: "*".to_owned() }],
        cluster_resource_whitelist: vec![GroupKind { group: "*".to_owned(), kind: "*".to_owned() }],
        namespace_resource_blacklist: Vec::new(),
    };
    AppProject { api_version: API_VERSION, kind: "AppProject", metadata: in_argo_cd(PLATFORM), spec }
}
