//! What an object is, and what it refers to.

/// The label with which every namespace carries its name (Kubernetes, "Namespaces", automatic labelling).
pub(super) const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// The kind of a file in the folder of the object that refers to it.
pub(in crate::verify::manifests) const FILE: &str = "file";

/// Something that objects refer to: kind, namespace (empty for none) and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::verify::manifests) struct Thing {
    pub(in crate::verify::manifests) kind: String,
    pub(in crate::verify::manifests) namespace: String,
    pub(in crate::verify::manifests) name: String,
}

impl Thing {
    pub(super) fn new(kind: &str, namespace: &str, name: &str) -> Self {
        Self { kind: kind.to_owned(), namespace: namespace.to_owned(), name: name.to_owned() }
    }
}

/// Something that an object refers to, and where.
#[derive(Debug)]
pub(in crate::verify::manifests) struct Need {
    /// Where the object says it, such as `spec.policyName`.
    pub(in crate::verify::manifests) path: String,
    pub(in crate::verify::manifests) thing: Thing,
}

/// Who an object is: API group, kind, namespace, name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::verify::manifests) struct Identity {
    pub(in crate::verify::manifests) group: String,
    pub(in crate::verify::manifests) kind: String,
    pub(in crate::verify::manifests) namespace: Option<String>,
    pub(in crate::verify::manifests) name: String,
}
