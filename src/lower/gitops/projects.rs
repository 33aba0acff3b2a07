//! `bootstrap/projects.yaml`: what the Applications of a cell may do.

use std::collections::BTreeSet;

use super::ClassContext;
use super::names::{ARGO_CD, PLATFORM, in_argo_cd};
use crate::kubernetes::argo_cd::{API_VERSION, AppProject, AppProjectSpec, Destination, GroupKind, IN_CLUSTER};
use crate::kubernetes::{ManifestFile, Object};
use crate::model::Namespace;
use crate::values::ApplicationName;

/// Kinds without a namespace that the platform brings: API group and kind.
const CLUSTER_KINDS: [(&str, &str); 11] = [
    ("", "Namespace"),
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
    ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"),
    ("apiextensions.k8s.io", "CustomResourceDefinition"),
    ("apiregistration.k8s.io", "APIService"),
    ("rbac.authorization.k8s.io", "ClusterRole"),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
    ("scheduling.k8s.io", "PriorityClass"),
    ("storage.k8s.io", "StorageClass"),
];
/// The same, of Karpenter.
const POOL_KINDS: [(&str, &str); 2] = [("karpenter.k8s.aws", "EC2NodeClass"), ("karpenter.sh", "NodePool")];
/// The same, of the load balancer controller.
const INGRESS_KINDS: [(&str, &str); 2] =
    [("elbv2.k8s.aws", "IngressClassParams"), ("networking.k8s.io", "IngressClass")];
/// Kinds with a namespace that keep a namespace to itself: only the platform may change them. With a `SecretStore` of its own
/// a team reads the secrets of all, with a `TargetGroupBinding` it takes the requests of another's load balancer.
const GUARDS: [(&str, &str); 9] = [
    ("", "LimitRange"),
    ("", "ResourceQuota"),
    ("elbv2.k8s.aws", "TargetGroupBinding"),
    ("external-secrets.io", "SecretStore"),
    ("networking.k8s.aws", "PolicyEndpoint"),
    ("networking.k8s.io", "NetworkPolicy"),
    ("rbac.authorization.k8s.io", "Role"),
    ("rbac.authorization.k8s.io", "RoleBinding"),
    ("vpcresources.k8s.aws", "SecurityGroupPolicy"),
];

pub(super) fn file(context: &ClassContext<'_>) -> ManifestFile {
    let mut objects = vec![
        Object::new(&project("default", nothing()))
            .because("Argo CD puts what names no project here, and would let it do everything."),
        Object::new(&project(PLATFORM, platform(context))),
    ];
    let namespaces = &context.environment.namespaces;
    let of_teams = |namespace: &Namespace| project(&of_namespace(namespace), team(context, namespace));
    objects.extend(namespaces.iter().map(|namespace| Object::new(&of_teams(namespace))));
    let purpose = if namespaces.is_empty() {
        "What the Applications of this cell may do."
    } else {
        "What the Applications of this cell may do. A team's Applications deploy only to its namespace and cannot change its quotas, policies or roles."
    };
    context.file_of_all("bootstrap/projects.yaml", purpose, objects)
}

/// The project of a team's Applications.
pub(super) fn of_namespace(namespace: &Namespace) -> String {
    format!("namespace-{}", namespace.name.value)
}

fn project(name: &str, spec: AppProjectSpec) -> AppProject {
    AppProject { api_version: API_VERSION, kind: "AppProject", metadata: in_argo_cd(name), spec }
}

fn nothing() -> AppProjectSpec {
    AppProjectSpec {
        description: "Nothing: every Application names its project.".to_owned(),
        source_repos: Vec::new(),
        destinations: Vec::new(),
        cluster_resource_whitelist: Vec::new(),
        namespace_resource_blacklist: Vec::new(),
    }
}

fn platform(context: &ClassContext<'_>) -> AppProjectSpec {
    let environment = context.environment;
    let charts = environment.applications.iter().map(|application| application.repository.to_string());
    let sources: BTreeSet<String> = charts.chain([context.git.repository.to_string()]).collect();
    let of_charts = environment.applications.iter().map(|application| application.name.value.namespace());
    let declared = environment.namespaces.iter().map(|namespace| namespace.name.as_str());
    let namespaces: BTreeSet<&str> = of_charts.chain(declared).chain([ARGO_CD, "kube-system"]).collect();
    let mut kinds = CLUSTER_KINDS.to_vec();
    if environment.runs(ApplicationName::Karpenter) {
        kinds.extend(POOL_KINDS);
    }
    if environment.runs(ApplicationName::LoadBalancerController) {
        kinds.extend(INGRESS_KINDS);
    }
    kinds.sort_unstable();
    AppProjectSpec {
        description: "What the platform team runs in this cell.".to_owned(),
        source_repos: sources.into_iter().collect(),
        destinations: namespaces.into_iter().map(destination).collect(),
        cluster_resource_whitelist: kinds.into_iter().map(kind).collect(),
        namespace_resource_blacklist: Vec::new(),
    }
}

fn team(context: &ClassContext<'_>, namespace: &Namespace) -> AppProjectSpec {
    let repository = &namespace.repository.as_ref().unwrap_or(&context.git.repository).value;
    AppProjectSpec {
        description: format!("What {} runs in namespace {}.", namespace.owner, namespace.name.value),
        source_repos: vec![repository.to_string()],
        destinations: vec![destination(namespace.name.as_str())],
        cluster_resource_whitelist: Vec::new(),
        namespace_resource_blacklist: GUARDS.into_iter().map(kind).collect(),
    }
}

fn destination(namespace: &str) -> Destination {
    Destination { server: IN_CLUSTER, namespace: namespace.to_owned() }
}

fn kind((group, kind): (&str, &str)) -> GroupKind {
    GroupKind { group: group.to_owned(), kind: kind.to_owned() }
}
