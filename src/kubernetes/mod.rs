//! The Kubernetes representation: what `lower` makes for the GitOps agents and `print` writes as YAML.
//!
//! Core objects are those of `k8s-openapi`; the resources of Karpenter, Argo CD and Kustomize have types of their own here,
//! with just the fields that cellc writes.

pub mod argo_cd;
pub mod karpenter;
pub mod kustomize;

use serde::Serialize;
use serde_json::Value;

/// All manifests of a fleet.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct ManifestTree {
    /// In the order of their paths.
    pub files: Vec<ManifestFile>,
}

/// One YAML file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ManifestFile {
    /// Path below the output folder.
    pub path: String,
    /// Comment lines at the top, without `#`.
    pub header: Vec<String>,
    /// At least one.
    pub documents: Vec<Document>,
}

/// One object, and what a reviewer would ask about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// Comment lines above it, without `#`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comment: Vec<String>,
    /// The object as it is written.
    pub object: Value,
}

impl Document {
    /// An object without a comment.
    ///
    /// # Panics
    /// Never for the types of this module and of `k8s-openapi`: their keys are strings.
    pub fn new(object: &impl Serialize) -> Self {
        let object = serde_json::to_value(object).expect("invariant: a Kubernetes object has string keys");
        Self { comment: Vec::new(), object: metadata_first(object) }
    }

    /// Says why, above the object.
    pub fn because(mut self, line: impl Into<String>) -> Self {
        self.comment.push(line.into());
        self
    }
}

/// What a reader looks for first stands behind the kind; some types sort it among their fields.
fn metadata_first(object: Value) -> Value {
    let Value::Object(fields) = object else { return object };
    let is_first = |key: &str| ["apiVersion", "kind", "metadata"].contains(&key);
    let (first, rest): (Vec<_>, Vec<_>) = fields.into_iter().partition(|(key, _)| is_first(key));
    first.into_iter().chain(rest).collect()
}
