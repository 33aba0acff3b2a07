//! The Kubernetes representation: what `lower` makes for the GitOps agents and `print` writes as YAML.
//!
//! Core objects are those of `k8s-openapi`; the resources of Karpenter, Argo CD, External Secrets, the load balancer controller, Helm and
//! Kustomize have types of their own here, with just the fields that cellc writes.

pub mod argo_cd;
pub mod external_secrets;
pub mod helm;
pub mod karpenter;
pub mod kustomize;
pub mod load_balancer_controller;

mod custom_resource;
mod key_order;
mod object;

pub use key_order::ReadingOrder;
pub use object::Object;

/// All manifests of a fleet.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize)]
pub struct ManifestTree {
    /// In the order of their paths.
    pub files: Vec<ManifestFile>,
}

/// One YAML file.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ManifestFile {
    /// Path below the output folder.
    pub path: String,
    /// Comment lines at the top, without `#`.
    pub header: Vec<String>,
    /// At least one.
    pub objects: Vec<Object>,
}
