//! Applications that apply a folder of the cell.

use super::{metadata, removable};
use crate::kubernetes::argo_cd::{API_VERSION, Application, ApplicationSpec, Destination, IN_CLUSTER};
use crate::kubernetes::{ManifestFile, Object};
use crate::lower::gitops::names::{ARGO_CD, PLATFORM};
use crate::lower::gitops::root::sync_policy;
use crate::lower::gitops::{CellContext, front_door};
use crate::platform::Wave;

/// A folder of the cell.
struct Folder {
    /// Its name, and that of its Application.
    name: &'static str,
    wave: Wave,
    purpose: &'static str,
    /// Whether the cell has files in it.
    has_files: fn(&CellContext<'_>) -> bool,
    /// Whether some of its kinds come with another Application, which an Application of the same sync may be; in some cells
    /// perhaps only later.
    has_foreign_kinds: bool,
    /// Whether what is in it goes with the Application: it does nothing without the rest.
    goes_with_it: bool,
}

const BOOTSTRAP: Folder = Folder {
    name: "bootstrap",
    wave: Wave::Delivery,
    purpose: "Argo CD itself, from now on: an upgrade is a change of `bootstrap`.",
    has_files: |_| true,
    has_foreign_kinds: false,
    goes_with_it: false,
};
const BASE: Folder = Folder {
    name: "base",
    wave: Wave::Base,
    purpose: "Storage, priorities, disruption budgets, admission policies.",
    has_files: |_| true,
    has_foreign_kinds: false,
    goes_with_it: false,
};
const NODE_TIERS: Folder = Folder {
    name: "node-tiers",
    wave: Wave::Pools,
    purpose: "The pools of Karpenter.",
    has_files: |context| !context.class.karpenter.is_empty(),
    has_foreign_kinds: true,
    goes_with_it: false,
};
const NAMESPACES: Folder = Folder {
    name: "namespaces",
    wave: Wave::Namespaces,
    purpose: "Namespaces with quotas, limits and network policies.",
    has_files: |context| !context.environment.namespaces.is_empty(),
    has_foreign_kinds: true,
    goes_with_it: false,
};

const ACCESS: Folder = Folder {
    name: "access",
    wave: Wave::Rest,
    purpose: "What people may do in the cell.",
    has_files: |context| context.environment.access.iter().any(|entry| entry.rbac_role().is_some()),
    has_foreign_kinds: false,
    goes_with_it: false,
};

/// Namespaces and the controller are there by then. What cannot be applied yet, because a target group is missing, holds up
/// nothing else.
const FRONT_DOOR: Folder = Folder {
    name: front_door::FOLDER,
    wave: Wave::Rest,
    purpose: "Which pods stand behind the cell's load balancer.",
    has_files: |context| context.environment.front_door.is_some(),
    has_foreign_kinds: true,
    goes_with_it: true,
};

/// One file for each folder in which the cell has files. Those of most have no finalizer: what is in them goes when it leaves the
/// folder, and not with the Application.
pub(super) fn files(context: &CellContext<'_>) -> Vec<ManifestFile> {
    let folders = [BOOTSTRAP, BASE, NODE_TIERS, NAMESPACES, ACCESS, FRONT_DOOR];
    let folders = folders.iter().filter(|folder| (folder.has_files)(context));
    folders.map(|folder| file(context, folder)).collect()
}

fn file(context: &CellContext<'_>, folder: &Folder) -> ManifestFile {
    let further: &[&str] = if folder.has_foreign_kinds { &["SkipDryRunOnMissingResource=true"] } else { &[] };
    let spec = ApplicationSpec {
        project: PLATFORM.to_owned(),
        source: context.pinned(folder.name),
        destination: Destination { server: IN_CLUSTER, namespace: ARGO_CD.to_owned() },
        ignore_differences: Vec::new(),
        sync_policy: sync_policy(context, further),
    };
    let metadata = if folder.goes_with_it { removable } else { metadata };
    let metadata = metadata(context, folder.name, folder.wave);
    let object = Object::new(&Application { api_version: API_VERSION, kind: "Application", metadata, spec });
    context.file(&format!("applications/{}.yaml", folder.name), folder.purpose, vec![object])
}
