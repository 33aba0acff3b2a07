//! `bootstrap/projects.yaml`: what the Applications of a cell may do.

use std::collections::BTreeSet;

use super::ClassContext;
use super::names::{ARGO_CD, PLATFORM, in_argo_cd};
use crate::kubernetes::argo_cd::{API_VERSION, AppProject, AppProjectSpec, Destination, GroupKind, IN_CLUSTER};
use crate::kubernetes::{ManifestFile, Object};
use crate::model::Namespace;
use crate::platform::ApplicationName;

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
/// Kinds with a namespace that keep a namespace to itself, beside those of applications: only the platform may change them.
const GUARDS: [(&str, &str); 7] = [
    ("", "LimitRange"),
    ("", "ResourceQuota"),
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
    let of_applications =
        environment.applications.iter().flat_map(|application| application.name.value.facts().kinds.of_cluster);
    let kinds: BTreeSet<(&str, &str)> = CLUSTER_KINDS.iter().chain(of_applications).copied().collect();
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
        namespace_resource_blacklist: guards().into_iter().map(kind).collect(),
    }
}

/// Also those of applications that the cell does not run: it may, and the projects of teams should not wait for that.
fn guards() -> BTreeSet<(&'static str, &'static str)> {
    let of_applications = ApplicationName::ALL.iter().flat_map(|name| name.facts().kinds.guards);
    GUARDS.iter().chain(of_applications).copied().collect()
}

fn destination(namespace: &str) -> Destination {
    Destination { server: IN_CLUSTER, namespace: namespace.to_owned() }
}

fn kind((group, kind): (&str, &str)) -> GroupKind {
    GroupKind { group: group.to_owned(), kind: kind.to_owned() }
}
