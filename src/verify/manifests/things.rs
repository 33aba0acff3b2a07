//! What an object is, and what it refers to.

/// The label with which every namespace carries its name (Kubernetes, "Namespaces", automatic labelling).
pub(super) const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// The kind of a file in the folder of the object that refers to it.
pub(super) const FILE: &str = "file";

/// Something that objects refer to: kind, namespace (empty for none) and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Thing {
    pub(super) kind: String,
    pub(super) namespace: String,
    pub(super) name: String,
}

impl Thing {
    pub(super) fn new(kind: &str, namespace: &str, name: &str) -> Self {
        Self { kind: kind.to_owned(), namespace: namespace.to_owned(), name: name.to_owned() }
    }
}

/// Something that an object refers to, and where.
#[derive(Debug)]
pub(super) struct Need {
    /// Where the object says it, such as `spec.policyName`.
    pub(super) path: String,
    pub(super) thing: Thing,
}

/// Who an object is: API group, kind, namespace, name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Identity {
    pub(super) group: String,
    pub(super) kind: String,
    pub(super) namespace: Option<String>,
    pub(super) name: String,
}
