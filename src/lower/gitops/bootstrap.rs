//! `bootstrap/kustomization.yaml`, `bootstrap/namespace.yaml`: what `kubectl apply -k` installs in an empty cluster.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1 as core;
use serde_json::{Value, json};

use super::ClassContext;
use super::names::{ARGO_CD, labels, pod_security};
use super::placement::{system_nodes, tolerations, with};
use crate::kubernetes::argo_cd::SYNC_OPTIONS;
use crate::kubernetes::kustomize::{Kustomization, Patch, Target};
use crate::kubernetes::{Document, ManifestFile};
use crate::values::{PodSecurity, SyncMode};

/// How Argo CD tells whether an Application is healthy: once it was synced as a whole, by the health of what it made. Argo CD
/// has no answer of its own, so without this one a wave would not wait for the one before it. One whose sync has failed for good is
/// degraded: the sync of `root` then ends, and the next revision, which mends it, gets in.
const APPLICATION_HEALTH: &str = r#"health = { status = "Progressing", message = "not synced yet" }
if obj.status ~= nil and obj.status.operationState ~= nil and obj.status.health ~= nil then
  if obj.status.operationState.phase == "Succeeded" then
    health.status = obj.status.health.status or health.status
    health.message = obj.status.health.message or ""
  elseif obj.status.operationState.phase == "Failed" or obj.status.operationState.phase == "Error" then
    health.status = "Degraded"
    health.message = obj.status.operationState.message or ""
  end
end
return health
"#;

/// Seconds after which Argo CD gives up a sync: longer than the first one of a cell, with all its waves.
const LONGEST_SYNC: u32 = 3_600;

/// The folder, but for what other files make of it.
pub(super) fn files(context: &ClassContext<'_>) -> [ManifestFile; 2] {
    [namespace(context), kustomization(context)]
}

fn namespace(context: &ClassContext<'_>) -> ManifestFile {
    let mut namespace = core::Namespace::default();
    namespace.metadata.name = Some(ARGO_CD.to_owned());
    namespace.metadata.annotations = Some([(SYNC_OPTIONS.to_owned(), "Prune=false".to_owned())].into());
    namespace.metadata.labels = Some(labels().into_iter().chain(pod_security(PodSecurity::Baseline)).collect());
    context.file("bootstrap/namespace.yaml", "Where Argo CD runs.", vec![Document::new(&namespace)])
}

fn kustomization(context: &ClassContext<'_>) -> ManifestFile {
    let install = context.class.argo_cd.manifest.value.to_string();
    let resources = vec!["namespace.yaml".to_owned(), install, "projects.yaml".to_owned(), "root.yaml".to_owned()];
    let mut kustomization = Kustomization::new(ARGO_CD, resources);
    kustomization.patches = ["Deployment", "StatefulSet"].map(|kind| on_system_nodes(context, kind)).into();
    kustomization.patches.push(kept_definitions());
    kustomization.patches.push(settings(context));
    kustomization.patches.push(parameters());
    let document = Document::new(&kustomization)
        .because("All of Argo CD runs on the system nodes: there are no others before it has installed Karpenter.")
        .because(
            "Nobody logs in to it: who may change Applications through the Kubernetes API may sync (argocd --core).",
        );
    context.file("bootstrap/kustomization.yaml", "Argo CD and the Application that finds all others.", vec![document])
}

fn on_system_nodes(context: &ClassContext<'_>, kind: &'static str) -> Patch {
    let mut nodes = BTreeMap::from([("kubernetes.io/os".to_owned(), "linux".to_owned())]);
    nodes.extend(system_nodes());
    let add = |field: &str, value: Value| json!({ "op": "add", "path": format!("/spec/template/spec/{field}"), "value": value });
    let changes = [add("nodeSelector", json!(nodes)), add("tolerations", tolerations(context.class))];
    patch(Target { kind, name: None }, &json!(changes))
}

/// Merged into what the release sets itself, such as the kinds that Argo CD does not watch.
fn settings(context: &ClassContext<'_>) -> Patch {
    let name = "argocd-cm";
    let data = json!({ "admin.enabled": "false" });
    let data = match context.class.sync.value {
        SyncMode::Automatic => with(data, "resource.customizations.health.argoproj.io_Application", APPLICATION_HEALTH),
        SyncMode::Manual => data,
    };
    let settings = json!({ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": name }, "data": data });
    patch(Target { kind: "ConfigMap", name: Some(name.to_owned()) }, &settings)
}

/// A sync that waits for something that never gets healthy keeps the next revision out, which may mend it.
fn parameters() -> Patch {
    let name = "argocd-cmd-params-cm";
    let data = json!({ "controller.sync.timeout.seconds": LONGEST_SYNC.to_string() });
    let settings = json!({ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": name }, "data": data });
    patch(Target { kind: "ConfigMap", name: Some(name.to_owned()) }, &settings)
}

/// With a definition goes everything of its kind: no sync may take one away.
fn kept_definitions() -> Patch {
    let metadata = json!({ "name": "any", "annotations": { SYNC_OPTIONS: "Prune=false" } });
    let definition = json!({
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": metadata,
    });
    patch(Target { kind: "CustomResourceDefinition", name: None }, &definition)
}

fn patch(target: Target, changes: &Value) -> Patch {
    Patch { target, patch: serde_saphyr::to_string(changes).expect("invariant: JSON is YAML") }
}
