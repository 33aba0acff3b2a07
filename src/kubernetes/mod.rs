//! The Kubernetes representation: what `lower` makes for the GitOps agents and `print` writes as YAML.
//!
//! Core objects are those of `k8s-openapi`; the resources of Karpenter, Argo CD, External Secrets, Helm and Kustomize have types of
//! their own here, with just the fields that cellc writes.

pub mod argo_cd;
pub mod external_secrets;
pub mod helm;
pub mod karpenter;
pub mod kustomize;

use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::Value;

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
    pub documents: Vec<Document>,
}

/// One object, and what a reviewer would ask about it.
///
/// The object is kept as compact JSON: most are the same in all cells of a class, and are told apart, or found to be equal,
/// without being taken to pieces.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Comment lines above it, without `#`.
    pub comment: Vec<String>,
    /// The object with the keys in the order of its type.
    json: String,
}

impl Document {
    /// An object without a comment.
    ///
    /// # Panics
    /// Never for the types of this module and of `k8s-openapi`: their keys are strings.
    pub fn new(object: &impl Serialize) -> Self {
        let json = serde_json::to_string(object).expect("invariant: a Kubernetes object has string keys");
        Self { comment: Vec::new(), json }
    }

    /// Says why, above the object.
    pub fn because(mut self, line: impl Into<String>) -> Self {
        self.comment.push(line.into());
        self
    }

    /// The object, as compact JSON.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The object with the keys in the order in which people write them.
    ///
    /// # Panics
    /// Never: it was written as JSON.
    pub fn object(&self) -> Value {
        in_reading_order(serde_json::from_str(&self.json).expect("invariant: it was written as JSON"))
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Document", 2)?;
        if self.comment.is_empty() {
            fields.skip_field("comment")?;
        } else {
            fields.serialize_field("comment", &self.comment)?;
        }
        fields.serialize_field("object", &self.object())?;
        fields.end()
    }
}

/// The keys that a reader looks for first, in this order; the others stay as their type sorts them.
const FIRST: [&str; 29] = [
    "apiVersion",
    "group",
    "kind",
    "metadata",
    "name",
    "server",
    "namespace",
    "labels",
    "annotations",
    "provisioner",
    "type",
    "key",
    "operator",
    "value",
    "effect",
    "protocol",
    "port",
    "namespaceSelector",
    "podSelector",
    "policyTypes",
    "ingress",
    "egress",
    "from",
    "to",
    "policyName",
    "failurePolicy",
    "matchConstraints",
    "matchConditions",
    "variables",
];

/// The same object with its keys in the order in which people write them.
fn in_reading_order(value: Value) -> Value {
    let place = |key: &str| FIRST.iter().position(|first| *first == key).unwrap_or(FIRST.len());
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().collect();
            fields.sort_by_key(|(key, _)| place(key));
            fields.into_iter().map(|(key, value)| (key, in_reading_order(value))).collect()
        }
        Value::Array(elements) => elements.into_iter().map(in_reading_order).collect(),
        other => other,
    }
}
