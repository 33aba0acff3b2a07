//! Names inside a cell that several files use. They are the same in every cell: a cell is a cluster of its own.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

/// Namespace of Argo CD.
pub(super) const ARGO_CD: &str = "argocd";
/// The project of what the platform runs.
pub(super) const PLATFORM: &str = "platform";
/// The root Application.
pub(super) const ROOT: &str = "root";

/// The name of an object without a namespace.
pub(super) fn named(name: &str) -> ObjectMeta {
    ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() }
}

/// The name of an object in the namespace of Argo CD.
pub(super) fn in_argo_cd(name: &str) -> ObjectMeta {
    ObjectMeta { namespace: Some(ARGO_CD.to_owned()), ..named(name) }
}
