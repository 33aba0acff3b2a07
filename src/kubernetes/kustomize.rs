//! `kustomization.yaml`, as far as the bootstrap of a cell needs it.
//!
//! Source: kubernetes-sigs/kustomize, `api/types/kustomization.go`.

use serde::Serialize;

/// What `kubectl apply -k` applies.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kustomization {
    /// `kustomize.config.k8s.io/v1beta1`
    pub api_version: &'static str,
    /// `Kustomization`
    pub kind: &'static str,
    /// Namespace of everything that has one.
    pub namespace: String,
    /// Files and addresses.
    pub resources: Vec<String>,
    /// Changes of what they hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patches: Vec<Patch>,
    /// Other places of the images of their containers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<ImageChange>,
}

/// Another place of an image. Its tag stays.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageChange {
    /// The name that it has, without its tag.
    pub name: String,
    /// The name that it gets.
    pub new_name: String,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Patch {
    /// What is changed.
    pub target: Target,
    /// The change: a strategic merge patch or a JSON patch, as YAML.
    pub patch: String,
}

/// Objects of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// Kind, such as `Deployment`.
    pub kind: &'static str,
    /// Name; [`None`] for every object of the kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Kustomization {
    /// Resources in one namespace, as they are.
    pub fn new(namespace: impl Into<String>, resources: Vec<String>) -> Self {
        Self {
            api_version: "kustomize.config.k8s.io/v1beta1",
            kind: "Kustomization",
            namespace: namespace.into(),
            resources,
            patches: Vec::new(),
            images: Vec::new(),
        }
    }
}
