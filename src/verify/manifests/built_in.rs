//! What every cluster has without anybody bringing it.

use super::facts::Thing;

/// What Kubernetes and EKS bring into every cluster: kind, namespace, name.
const BUILT_IN: [(&str, &str, &str); 11] = [
    ("Namespace", "", "default"),
    ("Namespace", "", "kube-node-lease"),
    ("Namespace", "", "kube-public"),
    ("Namespace", "", "kube-system"),
    ("PriorityClass", "", "system-cluster-critical"),
    ("PriorityClass", "", "system-node-critical"),
    ("ClusterRole", "", "admin"),
    ("ClusterRole", "", "cluster-admin"),
    ("ClusterRole", "", "edit"),
    ("ClusterRole", "", "system:auth-delegator"),
    ("ClusterRole", "", "view"),
];
/// What Kubernetes brings into every namespace: kind and name.
const IN_EVERY_NAMESPACE: [(&str, &str); 2] = [("ServiceAccount", "default"), ("ConfigMap", "kube-root-ca.crt")];

/// Whether a cluster has this without anybody bringing it.
pub(super) fn is_built_in(Thing { kind, namespace, name }: &Thing) -> bool {
    BUILT_IN.contains(&(kind.as_str(), namespace.as_str(), name.as_str()))
        || IN_EVERY_NAMESPACE.contains(&(kind.as_str(), name.as_str()))
}
