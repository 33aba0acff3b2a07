//! Namespaces that no specification declares.

use super::ApplicationName;

/// Namespace of Argo CD.
pub const ARGO_CD_NAMESPACE: &str = "argocd";

/// Namespaces that Kubernetes itself makes.
pub const KUBERNETES_NAMESPACES: [&str; 4] = ["default", "kube-node-lease", "kube-public", "kube-system"];

/// Namespaces that no specification declares: those of Kubernetes and those of the platform, whether a cell runs all of it
/// or not. Some are there twice.
pub fn taken_namespaces() -> impl Iterator<Item = &'static str> {
    let platform = ApplicationName::ALL.iter().map(|application| application.namespace());
    KUBERNETES_NAMESPACES.into_iter().chain([ARGO_CD_NAMESPACE]).chain(platform)
}
