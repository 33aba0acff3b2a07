//! Argo CD's `Application` and `AppProject`, `argoproj.io/v1alpha1`, with the fields that cellc writes.
//!
//! Source: argoproj/argo-cd, `pkg/apis/application/v1alpha1/types.go`.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Serialize;

use super::custom_resource::custom_resource;

/// API group and version of both kinds.
pub const API_VERSION: &str = "argoproj.io/v1alpha1";
/// The cluster that an Argo CD runs in.
pub const IN_CLUSTER: &str = "https://kubernetes.default.svc";
/// Argo CD's own finalizer: deleting an Application deletes what it made, and waits for it. The short form without a path means
/// the same, and draws a warning of the API server.
pub const CASCADE: &str = "resources-finalizer.argocd.argoproj.io/foreground";
/// The annotation that orders objects within a sync.
pub const SYNC_WAVE: &str = "argocd.argoproj.io/sync-wave";
/// The annotation with which the health of an object does not count in the Application that holds it.
pub const IGNORE_HEALTH: &str = "argocd.argoproj.io/ignore-healthcheck";
/// The annotation that says how one object is synced.
pub const SYNC_OPTIONS: &str = "argocd.argoproj.io/sync-options";

/// A source of manifests and where they go.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Application {
    /// [`API_VERSION`]
    pub api_version: &'static str,
    /// `Application`
    pub kind: &'static str,
    /// Name, namespace of Argo CD, sync wave.
    pub metadata: ObjectMeta,
    /// What, where, how.
    pub spec: ApplicationSpec,
}

/// What, where, how.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationSpec {
    /// The [`AppProject`] that confines it.
    pub project: String,
    /// Where the manifests are.
    pub source: Source,
    /// Where they go.
    pub destination: Destination,
    /// Differences that are no drift.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignore_differences: Vec<IgnoredDifference>,
    /// How.
    pub sync_policy: SyncPolicy,
}

/// A folder of a Git repository.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Address of the repository.
    #[serde(rename = "repoURL")]
    pub repository: String,
    /// Branch, tag or commit.
    pub target_revision: String,
    /// Folder.
    pub path: String,
    /// How the chart in the folder is rendered, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub helm: Option<Helm>,
}

/// How a chart is rendered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Helm {
    /// Name of the release.
    pub release_name: String,
    /// Leaves out the definitions that another Application brings.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub skip_crds: bool,
    /// Files with values, in the folder of the chart.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub value_files: &'static [&'static str],
}

/// Where manifests go.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Destination {
    /// [`IN_CLUSTER`]: a cell's Argo CD knows no other.
    pub server: &'static str,
    /// Namespace of what names none.
    pub namespace: String,
}

/// Fields that something in the cluster sets.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IgnoredDifference {
    /// API group; empty for the core.
    pub group: String,
    /// Kind.
    pub kind: String,
    /// JSON pointers to the fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub json_pointers: Vec<String>,
    /// The fields as `jq` finds them.
    #[serde(rename = "jqPathExpressions", skip_serializing_if = "Vec::is_empty")]
    pub jq_path_expressions: Vec<String>,
}

/// How an Application is synced.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncPolicy {
    /// Its presence turns automatic sync on, whatever it holds: where a sync is a deliberate act it must be absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub automated: Option<Automated>,
    /// Options, such as `ServerSideApply=true`.
    pub sync_options: Vec<String>,
    /// Labels of the namespace that a sync creates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_namespace_metadata: Option<NamespaceMetadata>,
    /// How often a sync that failed is tried again.
    pub retry: Retry,
}

/// Labels of the namespace that a sync creates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamespaceMetadata {
    /// By key.
    pub labels: BTreeMap<String, String>,
}

/// How often a sync that failed is tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Retry {
    /// Times.
    pub limit: u8,
    /// How long it waits.
    pub backoff: Backoff,
}

/// How long a sync waits that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Backoff {
    /// The first time.
    pub duration: &'static str,
    /// How many times longer each further time.
    pub factor: u8,
    /// The longest.
    pub max_duration: &'static str,
}

/// Automatic sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Automated {
    /// Deletes what is no longer in Git.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub prune: bool,
    /// Undoes changes that were made by hand.
    pub self_heal: bool,
}

/// What Applications may do.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppProject {
    /// [`API_VERSION`]
    pub api_version: &'static str,
    /// `AppProject`
    pub kind: &'static str,
    /// Name and namespace of Argo CD.
    pub metadata: ObjectMeta,
    /// What is allowed.
    pub spec: AppProjectSpec,
}

/// What is allowed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AppProjectSpec {
    /// For people.
    pub description: String,
    /// Repositories.
    pub source_repos: Vec<String>,
    /// Clusters and namespaces.
    pub destinations: Vec<Destination>,
    /// Kinds without a namespace; none where it is empty.
    pub cluster_resource_whitelist: Vec<GroupKind>,
    /// Kinds with a namespace that are forbidden.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub namespace_resource_blacklist: Vec<GroupKind>,
}

/// A kind, or `*` for all.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupKind {
    /// API group; empty for the core.
    pub group: String,
    /// Kind.
    pub kind: String,
}

custom_resource!(Application, "Application", "argoproj.io", "v1alpha1", "applications", NamespaceResourceScope);
custom_resource!(AppProject, "AppProject", "argoproj.io", "v1alpha1", "appprojects", NamespaceResourceScope);
