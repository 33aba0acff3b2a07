//! `bootstrap/kustomization.yaml`, `bootstrap/namespace.yaml`: what `kubectl apply -k` installs in an empty cluster.

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::core::v1 as core;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use serde_json::{Map, Value, json};

use super::ClassContext;
use super::applications::resources;
use super::names::{ARGO_CD, in_argo_cd, labels, pod_security_of};
use super::placement::{system_nodes, tolerations};
use crate::catalog::charts::{ARGO_CD as ARGO_CD_RELEASE, Workload};
use crate::catalog::platform_resources::{self, ManifestContainer};
use crate::kubernetes::argo_cd::SYNC_OPTIONS;
use crate::kubernetes::kustomize::{ImageChange, Kustomization, Patch, Target};
use crate::kubernetes::{ManifestFile, Object};
use crate::model::Mirror;
use crate::platform::{DOMAINS, with};
use crate::values::{PodSecurity, SyncMode};

/// How Argo CD tells whether an Application is healthy, for which it has no answer of its own: without one, a wave would not wait
/// for the one before it. Only where Applications sync by themselves: elsewhere `root` would wait for people.
///
/// When a pin moves, the status is that of the old pin for a moment, and would let the next wave start
/// (argoproj/argo-cd#29649). So it counts only once it was compared with what the Application now points to, and a sync only
/// when it was one of that. One that has failed for good is degraded: the sync of `root` then ends, and the next pin, which
/// mends it, gets in. What a pin does not hold keeps nobody waiting: an application that is new, or one that is newer than the
/// revision that the cell goes back to, where everything else must be able to follow. An Application of a team may have several sources: the
/// first one stands for all.
const APPLICATION_HEALTH: &str = r#"local spec, status = obj.spec or {}, obj.status or {}
local sync, operation = status.sync or {}, status.operationState or {}
local function source_of(from)
  if spec.sources ~= nil then return (from.sources or {})[1] end
  return from.source
end
local wanted = source_of(spec)
local function is_wanted(source)
  if wanted == nil then return true end
  return source ~= nil and source.repoURL == wanted.repoURL and source.path == wanted.path
    and source.chart == wanted.chart and source.targetRevision == wanted.targetRevision
end

health = { status = "Progressing", message = "not synced yet" }
local compared = sync.comparedTo or {}
if not is_wanted(source_of(compared))
  or (compared.destination or {}).namespace ~= (spec.destination or {}).namespace then
  health.message = "not compared yet with what it points to"
  return health
end
for _, condition in ipairs(status.conditions or {}) do
  if condition.type == "ComparisonError" and string.find(condition.message, "app path does not exist", 1, true) then
    local message = "its revision does not hold it yet"
    if operation.phase ~= nil then message = "its revision does not hold it: what it applied before stays" end
    return { status = "Healthy", message = message }
  end
end
local last = source_of(operation.syncResult or {}) or source_of((operation.operation or {}).sync or {})
local phase = operation.phase
if phase == "Running" or phase == "Terminating" then
  health.message = operation.message or "syncing"
elseif (phase == "Failed" or phase == "Error") and is_wanted(last) then
  health.status = "Degraded"
  health.message = operation.message or ""
elseif status.health ~= nil and (sync.status == "Synced" or phase == "Succeeded" and is_wanted(last)) then
  health.status = status.health.status or health.status
  health.message = status.health.message or ""
end
return health
"#;

/// Seconds after which Argo CD gives up a sync: longer than the first one of a cell, with all its waves.
const LONGEST_SYNC: u32 = 3_600;

/// What gives containers resources that a custom manifest brings.
const LIMITS: &str = "limits.yaml";

/// The folder, but for what other files make of it.
pub(super) fn files(context: &ClassContext<'_>) -> Vec<ManifestFile> {
    let mut files = vec![namespace(context), kustomization(context)];
    if !context.environment.argo_cd.is_release() {
        files.push(limits(context));
    }
    files
}

/// Defaults for every container of the namespace, because a custom manifest, such as the one for high availability, has
/// workloads that cellc does not know by name.
fn limits(context: &ClassContext<'_>) -> ManifestFile {
    let amounts = platform_resources::argo_cd_others();
    let quantities = |amounts: &[(&str, &String)]| {
        let amounts = amounts.iter().map(|(key, amount)| ((*key).to_owned(), Quantity((*amount).clone())));
        Some(amounts.collect::<BTreeMap<_, _>>())
    };
    let item = core::LimitRangeItem {
        type_: "Container".to_owned(),
        default: quantities(&[("memory", &amounts.memory_limit)]),
        default_request: quantities(&[("cpu", &amounts.cpu), ("memory", &amounts.memory)]),
        ..core::LimitRangeItem::default()
    };
    let range = core::LimitRange {
        metadata: in_argo_cd("containers"),
        spec: Some(core::LimitRangeSpec { limits: vec![item] }),
    };
    let object = Object::new(&range)
        .because("This manifest is your own: containers get from here what they do not state themselves.")
        .because("A container that requests more memory than this limit needs a limit of its own.");
    context.file(&format!("bootstrap/{LIMITS}"), "What containers of Argo CD get that say nothing.", vec![object])
}

fn namespace(context: &ClassContext<'_>) -> ManifestFile {
    let mut namespace = core::Namespace::default();
    namespace.metadata.name = Some(ARGO_CD.to_owned());
    namespace.metadata.annotations = Some([(SYNC_OPTIONS.to_owned(), "Prune=false".to_owned())].into());
    namespace.metadata.labels = Some({
        let security = pod_security_of(PodSecurity::Baseline, context.class.kubernetes.value);
        labels().into_iter().chain(security).collect()
    });
    context.file("bootstrap/namespace.yaml", "Where Argo CD runs.", vec![Object::new(&namespace)])
}

fn kustomization(context: &ClassContext<'_>) -> ManifestFile {
    let is_release = context.environment.argo_cd.is_release();
    // The defaults have to be there before the pods that get them.
    let limits = if is_release { None } else { Some(LIMITS.to_owned()) };
    let others = [manifest(context), "projects.yaml".to_owned(), "root.yaml".to_owned()];
    let resources = std::iter::once("namespace.yaml".to_owned()).chain(limits).chain(others).collect();
    let mut kustomization = Kustomization::new(ARGO_CD, resources);
    kustomization.patches = ["Deployment", "StatefulSet"].map(|kind| on_system_nodes(context, kind)).into();
    kustomization.patches.extend(with_resources());
    kustomization.patches.push(kept_definitions());
    kustomization.patches.push(settings(context));
    kustomization.patches.push(parameters());
    kustomization.images = images(context);
    let object = Object::of_tool(kustomization.kind, &kustomization)
        .because("All of Argo CD runs on the system nodes: there are no others before it has installed Karpenter.")
        .because(
            "Nobody logs in to it: who may change Applications through the Kubernetes API may sync (argocd --core).",
        );
    context.file("bootstrap/kustomization.yaml", "Argo CD and the Application that finds all others.", vec![object])
}

/// The release of Argo CD: an address, or a folder of the repository, because a registry holds no manifests.
fn manifest(context: &ClassContext<'_>) -> String {
    let argo_cd = &context.environment.argo_cd;
    if !argo_cd.is_mirrored {
        return argo_cd.manifest.value.to_string();
    }
    // From `<environment>/<cell>/bootstrap`. Kustomize takes files of its own folder only, and folders from anywhere.
    format!("../../../{}/{}", Mirror::FOLDER, Mirror::argo_cd_folder(&argo_cd.version.value))
}

/// Where the images of the release are in the mirror.
fn images(context: &ClassContext<'_>) -> Vec<ImageChange> {
    let Some(mirror) = &context.environment.mirror else { return Vec::new() };
    let containers = ARGO_CD_RELEASE.chart().pods.iter().flat_map(Workload::all_containers);
    let images = containers.map(|container| {
        let name = container.image.name();
        ImageChange { new_name: mirror.copy_of(&name), name }
    });
    images.collect::<BTreeSet<_>>().into_iter().collect()
}

fn on_system_nodes(context: &ClassContext<'_>, kind: &'static str) -> Patch {
    let mut nodes = BTreeMap::from([("kubernetes.io/os".to_owned(), "linux".to_owned())]);
    nodes.extend(system_nodes());
    let add = |field: &str, value: Value| json!({ "op": "add", "path": format!("/spec/template/spec/{field}"), "value": value });
    let mut changes = vec![add("nodeSelector", json!(nodes)), add("tolerations", tolerations(context.class))];
    if !context.environment.argo_cd.is_release() {
        changes.push(add("topologySpreadConstraints", spread_by_name()));
    }
    patch(Target { kind, name: None }, &json!(changes))
}

/// Pods of the same workload, which their label tells, on different nodes and in different zones where that can be.
fn spread_by_name() -> Value {
    let constraint = |domain: &str| {
        json!({
            "maxSkew": 1,
            "topologyKey": domain,
            "whenUnsatisfiable": "ScheduleAnyway",
            "labelSelector": {},
            "matchLabelKeys": ["app.kubernetes.io/name"],
        })
    };
    DOMAINS.map(constraint).into_iter().collect()
}

/// What its containers request, which the release does not say. A manifest without one of these workloads is left as it is.
fn with_resources() -> Vec<Patch> {
    let containers = platform_resources::argo_cd();
    let patches = containers.chunk_by(|one, next| (&one.kind, &one.workload) == (&next.kind, &next.workload));
    patches.filter_map(with_resources_of).collect()
}

fn with_resources_of(containers: &'static [ManifestContainer]) -> Option<Patch> {
    let ManifestContainer { kind, workload, .. } = containers.first()?;
    let mut pod = Map::new();
    for ManifestContainer { list, container, amounts, .. } in containers {
        let entries = pod.entry(list.as_str()).or_insert_with(|| json!([]));
        let entries = entries.as_array_mut().into_iter();
        entries.for_each(|list| list.push(json!({ "name": container, "resources": resources(amounts) })));
    }
    let change = json!({
        "apiVersion": "apps/v1",
        "kind": kind,
        "metadata": { "name": workload },
        "spec": { "template": { "spec": pod } },
    });
    Some(patch(Target { kind, name: Some(workload.clone()) }, &change))
}

/// Merged into what the release sets itself, such as the kinds that Argo CD does not watch.
fn settings(context: &ClassContext<'_>) -> Patch {
    let name = "argocd-cm";
    let data = json!({ "admin.enabled": "false" });
    let data = match context.environment.sync.value {
        SyncMode::Automatic => {
            let data = with(data, "resource.customizations.health.argoproj.io_Application", APPLICATION_HEALTH);
            // The library of strings, which finds words in a message.
            with(data, "resource.customizations.useOpenLibs.argoproj.io_Application", "true")
        }
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
