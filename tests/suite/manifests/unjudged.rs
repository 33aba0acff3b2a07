//! What `verify::manifests` does not judge, with the reason. Everything else in the manifests is told when it is broken.

/// Kind (`*` for all), the beginning of a path in which `*` stands for all items of a list, and the reason.
pub(super) type Row = (&'static str, &'static str, &'static str);

/// The Rust type writes it, and `tests/live/manifests` compares it with the definition of the kind.
const BY_TYPE: &str = "the type says it; tests/live/manifests holds it against the definition of the kind";
/// It stands for itself.
const OWN_NAME: &str = "nothing in a cell names it";
/// Rules and other tests say what is right.
const BY_SPEC: &str = "what the spec says; no other object repeats it";
const BY_ACCESS: &str = "who may do what is judged by tests/live/gitops/access";
const BY_ADMISSION: &str = "what a policy refuses is judged by tests/live/gitops/admission";
const BY_AWS: &str = "AWS knows it; Terraform makes it with the same name, and tests/live/gitops compares both";
const BY_FRONT_DOOR: &str = "the Service is a team's, and Terraform makes the target group with the same name; judged by tests/suite/front_door.rs";
const BY_NETWORK: &str = "who reaches whom is judged by tests/live/gitops/network";
const BY_CHART: &str =
    "a chart reads it, together with what the author of the spec wrote; judged by tests/live/gitops/charts";
const BY_TENANTS: &str = "programs of teams read it, and nothing else in a cell; judged by tests/suite/tenants.rs";
const BY_ARGO_CD: &str = "how Argo CD syncs; judged by tests/live/gitops/pins";

/// Where a text may be another one.
pub(super) const TEXTS: &[Row] = &[
    ("*", "apiVersion", BY_TYPE),
    ("*", "metadata.labels", "only labels that something selects are judged"),
    ("*", "metadata.annotations", "for Argo CD and for people"),
    ("AppProject", "kind", "a project of a team, which no Application here names"),
    ("AppProject", "metadata.name", "a project of a team, which no Application here names"),
    ("AppProject", "spec.clusterResourceWhitelist", "also kinds that only charts bring"),
    ("AppProject", "spec.description", "for people"),
    ("AppProject", "spec.destinations.*.server", "a project of a team, which no Application here names"),
    ("AppProject", "spec.namespaceResourceBlacklist", "kinds that a team's repository must not hold"),
    ("AppProject", "spec.sourceRepos", "a project of a team, which no Application here names"),
    ("Application", "metadata.finalizers", BY_ARGO_CD),
    ("Application", "metadata.name", OWN_NAME),
    ("Application", "spec.ignoreDifferences", BY_ARGO_CD),
    ("Application", "spec.source.helm.releaseName", OWN_NAME),
    ("Application", "spec.source.targetRevision", "no file says which revisions there are"),
    ("Application", "spec.syncPolicy", BY_ARGO_CD),
    ("Chart", "", BY_CHART),
    ("ClusterRole", "rules", BY_ACCESS),
    ("ClusterRoleBinding", "metadata.name", OWN_NAME),
    ("ConfigMap", "", BY_TENANTS),
    ("ClusterRoleBinding", "roleRef.apiGroup", BY_TYPE),
    ("ClusterRoleBinding", "subjects", BY_ACCESS),
    ("EC2NodeClass", "spec", BY_AWS),
    ("Kustomization", "", "what it patches is not in this repository; judged by tests/live/manifests with kustomize"),
    ("LimitRange", "kind", "the one for claims has no counterpart in a quota"),
    ("LimitRange", "metadata.name", OWN_NAME),
    ("LimitRange", "spec.limits.*.type", "the one for claims has no counterpart in a quota"),
    ("NetworkPolicy", "kind", OWN_NAME),
    ("NetworkPolicy", "metadata.name", OWN_NAME),
    ("NetworkPolicy", "spec.egress.*.ports.*.protocol", BY_NETWORK),
    ("NetworkPolicy", "spec.egress.*.to.*.ipBlock", BY_NETWORK),
    ("NetworkPolicy", "spec.egress.*.to.*.podSelector", BY_NETWORK),
    ("NetworkPolicy", "spec.ingress.*.from.*.ipBlock", BY_NETWORK),
    ("NetworkPolicy", "spec.ingress.*.ports.*.protocol", BY_NETWORK),
    ("NetworkPolicy", "spec.policyTypes", BY_NETWORK),
    ("NodePool", "metadata.name", OWN_NAME),
    ("NodePool", "spec.disruption", BY_SPEC),
    ("NodePool", "spec.limits", BY_SPEC),
    (
        "NodePool",
        "spec.template.metadata.labels",
        "pods of teams and of charts ask for it; judged by tests/live/gitops/scheduling",
    ),
    ("NodePool", "spec.template.spec.expireAfter", BY_SPEC),
    ("NodePool", "spec.template.spec.nodeClassRef.group", BY_TYPE),
    ("NodePool", "spec.template.spec.requirements", BY_SPEC),
    ("NodePool", "spec.template.spec.taints", BY_SPEC),
    ("NodePool", "spec.template.spec.terminationGracePeriod", BY_SPEC),
    ("PodDisruptionBudget", "kind", OWN_NAME),
    ("PodDisruptionBudget", "metadata.name", OWN_NAME),
    ("PodDisruptionBudget", "spec", "the pods of Argo CD are not in this repository; tests/live/gitops renders them"),
    ("PriorityClass", "description", "for people"),
    ("PriorityClass", "metadata.name", "only pods of teams and of charts name it, but for the protected ones"),
    ("ResourceQuota", "kind", "one without a quota has no limits to fit"),
    ("ResourceQuota", "metadata.name", OWN_NAME),
    ("ResourceQuota", "spec.scopeSelector", BY_TYPE),
    ("Role", "rules", BY_ACCESS),
    ("RoleBinding", "metadata.name", OWN_NAME),
    ("RoleBinding", "roleRef.apiGroup", BY_TYPE),
    ("RoleBinding", "subjects", BY_ACCESS),
    ("SecretStore", "kind", "only objects of teams name it"),
    ("SecretStore", "metadata.name", "only objects of teams name it"),
    ("SecretStore", "spec.provider.aws", BY_AWS),
    ("ServiceAccount", "kind", "only pods of teams name it"),
    ("ServiceAccount", "metadata.name", "only pods of teams name it"),
    ("StorageClass", "metadata.name", "only claims of teams and of charts name it"),
    ("StorageClass", "parameters", BY_AWS),
    ("StorageClass", "provisioner", BY_TYPE),
    ("StorageClass", "reclaimPolicy", BY_TYPE),
    ("StorageClass", "volumeBindingMode", BY_TYPE),
    ("TargetGroupBinding", "kind", OWN_NAME),
    ("TargetGroupBinding", "metadata.name", OWN_NAME),
    ("TargetGroupBinding", "spec", BY_FRONT_DOOR),
    ("ValidatingAdmissionPolicy", "spec", BY_ADMISSION),
    ("ValidatingAdmissionPolicyBinding", "metadata.name", OWN_NAME),
    ("ValidatingAdmissionPolicyBinding", "spec.matchResources", BY_ADMISSION),
    ("ValidatingAdmissionPolicyBinding", "spec.validationActions", BY_ADMISSION),
    ("Values", "", BY_CHART),
];

/// Where an item of a list may be missing.
pub(super) const ITEMS: &[Row] = &[
    ("AppProject", "spec.clusterResourceWhitelist", "also kinds that only charts bring"),
    ("AppProject", "spec.destinations", "a project of a team, which no Application here names"),
    ("AppProject", "spec.namespaceResourceBlacklist", "kinds that a team's repository must not hold"),
    ("AppProject", "spec.sourceRepos", "a project of a team, which no Application here names"),
    ("Application", "metadata.finalizers", BY_ARGO_CD),
    ("Application", "spec.ignoreDifferences", BY_ARGO_CD),
    ("Application", "spec.syncPolicy", BY_ARGO_CD),
    ("ClusterRole", "rules", BY_ACCESS),
    ("ClusterRoleBinding", "subjects", BY_ACCESS),
    ("EC2NodeClass", "spec", BY_AWS),
    (
        "Kustomization",
        "images",
        "Argo CD itself is not in this repository; judged by tests/live/manifests with kustomize",
    ),
    (
        "Kustomization",
        "patches",
        "what it patches is not in this repository; judged by tests/live/manifests with kustomize",
    ),
    ("Kustomization", "resources", "Argo CD itself comes from its publisher"),
    ("LimitRange", "spec.limits", "the one for claims has no counterpart in a quota"),
    ("NetworkPolicy", "spec", BY_NETWORK),
    ("NodePool", "spec", BY_SPEC),
    ("PodDisruptionBudget", "spec", "the pods of Argo CD are not in this repository; tests/live/gitops renders them"),
    ("ResourceQuota", "spec.scopeSelector", BY_SPEC),
    ("Role", "rules", BY_ACCESS),
    ("RoleBinding", "subjects", BY_ACCESS),
    ("ValidatingAdmissionPolicy", "spec", BY_ADMISSION),
    ("ValidatingAdmissionPolicyBinding", "spec", BY_ADMISSION),
    ("Values", "", BY_CHART),
];

/// Kinds of which an object may be missing.
pub(super) const OBJECTS: &[(&str, &str)] = &[
    ("AppProject", "one of a team, which no Application here names"),
    ("ClusterRoleBinding", "grants a role; nothing names a binding"),
    ("ConfigMap", "only programs of teams read it"),
    ("Kustomization", "without it, Argo CD reads all files of its folder"),
    ("LimitRange", "the one for claims has no counterpart in a quota"),
    ("NetworkPolicy", "holds by being there"),
    ("NodePool", "pods find nodes by labels"),
    ("PodDisruptionBudget", "holds by being there"),
    ("PriorityClass", "only pods of teams and of charts name it, but for the protected ones"),
    ("ResourceQuota", "holds by being there"),
    ("RoleBinding", "grants a role; nothing names a binding"),
    ("SecretStore", "only objects of teams name it"),
    ("ServiceAccount", "only pods of teams name it"),
    ("StorageClass", "only claims of teams and of charts name it"),
    ("TargetGroupBinding", "holds by being there"),
    ("ValidatingAdmissionPolicyBinding", "holds by being there"),
];
