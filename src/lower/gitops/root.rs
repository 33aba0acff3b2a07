//! `bootstrap/root.yaml`: the Application that finds all others.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::CellContext;
use super::names::{ARGO_CD, PLATFORM, ROOT, in_argo_cd};
use crate::kubernetes::argo_cd::{
    API_VERSION, Application, ApplicationSpec, Automated, Backoff, Destination, IGNORE_HEALTH, IN_CLUSTER, Retry,
    SyncPolicy,
};
use crate::kubernetes::{ManifestFile, Object};
use crate::values::{GitRevision, SyncMode};

/// What is missing at first, such as a webhook of another Application, is there within minutes.
const RETRY: Retry = Retry { limit: 10, backoff: Backoff { duration: "15s", factor: 2, max_duration: "3m" } };

pub(super) fn file(context: &CellContext<'_>) -> ManifestFile {
    let object = Object::new(&application(context));
    let object = if context.cell.is_pinned() {
        object
            .because("The only reference of this cell that moves. It finds pins in `applications`: what the cell runs stays the same")
            .because("until a commit on this branch moves one.")
    } else {
        object
    };
    let object = match context.environment.sync.value {
        SyncMode::Automatic => object,
        SyncMode::Manual => object
            .because("It syncs by itself, and changes only what the other Applications point to: they have no `automated` block,")
            .because("because here a sync is a deliberate act.")
            .because("It deletes none of them: one that has left `applications` stays, out of sync, until somebody deletes it."),
    };
    let object =
        object.because("Its health does not count in `bootstrap`, which holds it: they would wait for each other.");
    let purpose = "The Application that finds all others: one file each in `applications`.";
    context.file("bootstrap/root.yaml", purpose, vec![object])
}

fn application(context: &CellContext<'_>) -> Application {
    let mut sync_policy = sync_policy(context, &[]);
    sync_policy.automated = Some(automated(context));
    let spec = ApplicationSpec {
        project: PLATFORM.to_owned(),
        source: context.source("applications", moving(context)),
        destination: Destination { server: IN_CLUSTER, namespace: ARGO_CD.to_owned() },
        ignore_differences: Vec::new(),
        sync_policy,
    };
    Application { api_version: API_VERSION, kind: "Application", metadata: metadata(), spec }
}

/// Automatic in every profile: what it reads are pins, and the commit that moves one is the deliberate act.
///
/// Where syncs are deliberate, every Application is kept (`Prune=false`), so that one that has left the spec stays out of sync.
/// With `prune`, Argo CD would try to heal that in a sync after the other; without it, it knows that there is nothing to do
/// (argoproj/argo-cd#2941).
fn automated(context: &CellContext<'_>) -> Automated {
    Automated { prune: context.environment.sync.value == SyncMode::Automatic, self_heal: true }
}

/// What tells a cell about its next revision: a pin cannot, because the next one is not in the tree that it names.
fn moving<'a>(context: &CellContext<'a>) -> &'a GitRevision {
    if context.cell.is_pinned() { &context.git.branch } else { &context.cell.revision }
}

/// `bootstrap` holds this Application, and this one holds `bootstrap`: each would wait for the health of the other.
fn metadata() -> ObjectMeta {
    let alone = (IGNORE_HEALTH.to_owned(), "true".to_owned());
    ObjectMeta { annotations: Some([alone].into()), ..in_argo_cd(ROOT) }
}

/// The sync policy of the Applications of a cell, but for this one.
pub(super) fn sync_policy(context: &CellContext<'_>, further: &[&str]) -> SyncPolicy {
    let automated = match context.environment.sync.value {
        SyncMode::Automatic => Some(automated(context)),
        SyncMode::Manual => None,
    };
    let options = ["ServerSideApply=true"].iter().chain(further).map(|option| (*option).to_owned()).collect();
    SyncPolicy { automated, sync_options: options, managed_namespace_metadata: None, retry: RETRY }
}
