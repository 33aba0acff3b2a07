//! Names inside a cell that several files use. They are the same in every cell: a cell is a cluster of its own.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::model::Namespace;
pub(super) use crate::platform::ARGO_CD_NAMESPACE as ARGO_CD;
use crate::values::PodSecurity;

/// The project of what the platform runs.
pub(super) const PLATFORM: &str = "platform";
/// The root Application.
pub(super) const ROOT: &str = "root";

/// The name of an object without a namespace.
pub(super) fn named(name: &str) -> ObjectMeta {
    ObjectMeta { name: Some(name.to_owned()), labels: Some(labels()), ..ObjectMeta::default() }
}

/// Labels of everything that cellc writes into namespaces.
pub(super) fn labels() -> BTreeMap<String, String> {
    BTreeMap::from([("app.kubernetes.io/managed-by".to_owned(), "cellc".to_owned())])
}

/// Labels that hold the pods of a namespace to a Pod Security Standard.
pub(super) fn pod_security(level: PodSecurity) -> impl Iterator<Item = (String, String)> {
    ["audit", "enforce", "warn"]
        .into_iter()
        .map(move |mode| (format!("pod-security.kubernetes.io/{mode}"), level.to_string()))
}

/// The name of an object in a namespace of the specification.
pub(super) fn in_namespace(namespace: &Namespace, name: &str) -> ObjectMeta {
    ObjectMeta { namespace: Some(namespace.name.to_string()), ..named(name) }
}

/// The name of an object in the namespace of Argo CD.
pub(super) fn in_argo_cd(name: &str) -> ObjectMeta {
    ObjectMeta { namespace: Some(ARGO_CD.to_owned()), ..named(name) }
}
