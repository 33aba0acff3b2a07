//! `bootstrap/root.yaml`: the Application that finds all others.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::CellContext;
use super::names::{ARGO_CD, PLATFORM, ROOT, in_argo_cd};
use crate::kubernetes::argo_cd::{
    API_VERSION, Application, ApplicationSpec, Automated, Backoff, Destination, IGNORE_HEALTH, IN_CLUSTER, Retry,
    Source, SyncPolicy,
};
use crate::kubernetes::{Document, ManifestFile};
use crate::values::SyncMode;

/// What is missing at first, such as a webhook of another Application, is there within minutes.
const RETRY: Retry = Retry { limit: 10, backoff: Backoff { duration: "15s", factor: 2, max_duration: "3m" } };

pub(super) fn file(context: &CellContext<'_>) -> ManifestFile {
    let document = Document::new(&application(context))
        .because("Its health does not count in `bootstrap`, which holds it: they would wait for each other.");
    let document = match context.class.sync.value {
        SyncMode::Automatic => document,
        SyncMode::Manual => document.because("No `automated` block: here a sync is a deliberate act."),
    };
    let purpose = "The Application that finds all others: one file each in `applications`.";
    context.file("bootstrap/root.yaml", purpose, vec![document])
}

fn application(context: &CellContext<'_>) -> Application {
    let source = Source {
        repository: context.git.repository.to_string(),
        target_revision: context.cell.revision.to_string(),
        path: Some(context.path_in_git("applications")),
        chart: None,
        helm: None,
    };
    let spec = ApplicationSpec {
        project: PLATFORM.to_owned(),
        source,
        destination: Destination { server: IN_CLUSTER, namespace: ARGO_CD.to_owned() },
        ignore_differences: Vec::new(),
        sync_policy: sync_policy(context, &[]),
    };
    Application { api_version: API_VERSION, kind: "Application", metadata: metadata(), spec }
}

/// `bootstrap` holds this Application, and this one holds `bootstrap`: each would wait for the health of the other.
fn metadata() -> ObjectMeta {
    let alone = (IGNORE_HEALTH.to_owned(), "true".to_owned());
    ObjectMeta { annotations: Some([alone].into()), ..in_argo_cd(ROOT) }
}

/// The sync policy of every Application of a cell.
pub(super) fn sync_policy(context: &CellContext<'_>, further: &[&str]) -> SyncPolicy {
    let automated = match context.class.sync.value {
        SyncMode::Automatic => Some(Automated { prune: true, self_heal: true }),
        SyncMode::Manual => None,
    };
    let options = ["ServerSideApply=true"].iter().chain(further).map(|option| (*option).to_owned()).collect();
    SyncPolicy { automated, sync_options: options, managed_namespace_metadata: None, retry: RETRY }
}
