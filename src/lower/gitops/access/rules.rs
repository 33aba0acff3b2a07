//! The rules of the built-in roles. A role is made of tables, one concern each; what is written has one API group a rule,
//! and each resource in one rule.
//!
//! Secrets are in [`ARGO_CD`] alone, which holds in one namespace; what leads to them is nowhere: `serviceaccounts/token`,
//! `nodes/proxy`, `pods/attach`, `pods/ephemeralcontainers`. `pods/exec` is in [`EXEC`] alone: what looks like reading there,
//! `get`, opens a shell as well (Kubernetes, "Role Based Access Control Good Practices").

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::api::rbac::v1::PolicyRule;

use super::custom_resources;
use super::rule::{READ, Rule};
use crate::model::{CustomRole, Environment};
use crate::source::Spanned;
use crate::values::{BuiltInRole, Permission};

const CHANGE: &[&str] = &["create", "delete", "patch", "update"];
const SCALE: &[&str] = &["patch", "update"];
/// What `kubectl top` asks for; the metrics API has no `watch`.
const MEASURE: &[&str] = &["get", "list"];

/// What everybody with a role sees.
const VIEWER: &[Rule] = &[
    (
        "",
        &[
            "configmaps",
            "events",
            "limitranges",
            "namespaces",
            "persistentvolumeclaims",
            "pods",
            "replicationcontrollers",
            "resourcequotas",
            "services",
        ],
        READ,
    ),
    ("apps", &["daemonsets", "deployments", "replicasets", "statefulsets"], READ),
    ("autoscaling", &["horizontalpodautoscalers"], READ),
    ("batch", &["cronjobs", "jobs"], READ),
    ("discovery.k8s.io", &["endpointslices"], READ),
    ("events.k8s.io", &["events"], READ),
    ("metrics.k8s.io", &["pods"], MEASURE),
    ("networking.k8s.io", &["ingresses", "networkpolicies"], READ),
    ("policy", &["poddisruptionbudgets"], READ),
];

const LOGS: &[Rule] = &[("", &["pods/log"], &["get"])];

/// What opens a stream: `get` for clients that use WebSockets, as `kubectl` does since 1.31, and `create` for SPDY. Since 1.35
/// the API server asks WebSockets for both (Kubernetes, CHANGELOG-1.35, `AuthorizePodWebsocketUpgradeCreatePermission`).
/// Before, `get` alone was enough, so nobody gains a right by it who has `create`.
const STREAM: &[&str] = &["create", "get"];

const PORT_FORWARD: &[Rule] = &[("", &["pods/portforward"], STREAM)];

const WRITE: &[Rule] = &[
    ("", &["configmaps", "services"], CHANGE),
    ("apps", &["deployments", "statefulsets"], CHANGE),
    ("apps", &["deployments/scale", "statefulsets/scale"], SCALE),
    ("autoscaling", &["horizontalpodautoscalers"], CHANGE),
    ("batch", &["cronjobs", "jobs"], CHANGE),
    ("networking.k8s.io", &["ingresses"], CHANGE),
    ("policy", &["poddisruptionbudgets"], CHANGE),
];

const EXEC: &[Rule] = &[("", &["pods/exec"], STREAM)];

/// A restart is a patch of the pod template, as `kubectl rollout restart` makes it. No `create` of anything with a pod
/// template: a Job is any image with any service account of the namespace.
const OPERATE: &[Rule] = &[
    ("", &["pods"], &["delete"]),
    ("", &["pods/eviction"], &["create"]),
    ("apps", &["daemonsets", "deployments", "statefulsets"], &["patch"]),
    ("apps", &["deployments/scale", "statefulsets/scale"], SCALE),
    ("batch", &["jobs"], &["delete"]),
];

const NODES: &[Rule] = &[
    ("", &["nodes"], READ),
    ("karpenter.sh", &["nodeclaims", "nodepools"], READ),
    ("metrics.k8s.io", &["nodes"], MEASURE),
];

/// What `argocd --core` needs in the namespace of Argo CD beyond [`READ_ALL`] and [`PLATFORM`] (Argo CD,
/// `cmd/argocd/commands/headless`).
const ARGO_CD: &[Rule] = &[("", &["pods/portforward"], STREAM), ("", &["secrets"], READ)];

/// Starting a sync is a `patch` of the Application, which RBAC cannot tell from any other: an admission policy does
/// ([`release_manager`](crate::lower::gitops::admission::release_manager)).
const RELEASE: &[Rule] = &[("argoproj.io", &["applications"], &["get", "list", "patch", "watch"])];

/// How far the Applications of the cell have come.
const APPLICATIONS: &[Rule] = &[("argoproj.io", &["applications"], READ)];

/// Everything in every cell but Secrets, logs, and what opens a connection; that of Argo CD, Karpenter and the VPC CNI too.
const READ_ALL: &[Rule] = &[
    (
        "",
        &[
            "configmaps",
            "endpoints",
            "events",
            "limitranges",
            "namespaces",
            "nodes",
            "persistentvolumeclaims",
            "persistentvolumes",
            "pods",
            "podtemplates",
            "replicationcontrollers",
            "resourcequotas",
            "serviceaccounts",
            "services",
        ],
        READ,
    ),
    (
        "admissionregistration.k8s.io",
        &[
            "mutatingwebhookconfigurations",
            "validatingadmissionpolicies",
            "validatingadmissionpolicybindings",
            "validatingwebhookconfigurations",
        ],
        READ,
    ),
    ("apiextensions.k8s.io", &["customresourcedefinitions"], READ),
    ("apiregistration.k8s.io", &["apiservices"], READ),
    ("apps", &["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"], READ),
    ("argoproj.io", &["applications", "applicationsets", "appprojects"], READ),
    ("autoscaling", &["horizontalpodautoscalers"], READ),
    ("batch", &["cronjobs", "jobs"], READ),
    ("certificates.k8s.io", &["certificatesigningrequests"], READ),
    ("coordination.k8s.io", &["leases"], READ),
    ("discovery.k8s.io", &["endpointslices"], READ),
    ("events.k8s.io", &["events"], READ),
    ("flowcontrol.apiserver.k8s.io", &["flowschemas", "prioritylevelconfigurations"], READ),
    ("karpenter.k8s.aws", &["ec2nodeclasses"], READ),
    ("karpenter.sh", &["nodeclaims", "nodepools"], READ),
    ("metrics.k8s.io", &["nodes", "pods"], MEASURE),
    ("networking.k8s.aws", &["policyendpoints"], READ),
    ("networking.k8s.io", &["ingressclasses", "ingresses", "networkpolicies"], READ),
    ("node.k8s.io", &["runtimeclasses"], READ),
    ("policy", &["poddisruptionbudgets"], READ),
    ("rbac.authorization.k8s.io", &["clusterrolebindings", "clusterroles", "rolebindings", "roles"], READ),
    ("scheduling.k8s.io", &["priorityclasses"], READ),
    ("storage.k8s.io", &["csidrivers", "csinodes", "storageclasses", "volumeattachments"], READ),
    ("vpcresources.k8s.aws", &["cninodes", "securitygrouppolicies"], READ),
];

/// No roles, only bindings of roles that there are; no service accounts, no tokens, no exec.
const PLATFORM: &[Rule] = &[
    ("", &["configmaps", "limitranges", "namespaces", "persistentvolumeclaims", "resourcequotas", "services"], CHANGE),
    ("", &["nodes"], &["delete", "patch", "update"]),
    ("", &["pods"], &["delete"]),
    ("", &["pods/eviction"], &["create"]),
    ("admissionregistration.k8s.io", &["mutatingwebhookconfigurations", "validatingwebhookconfigurations"], CHANGE),
    ("apiextensions.k8s.io", &["customresourcedefinitions"], CHANGE),
    ("apps", &["daemonsets", "deployments", "statefulsets"], CHANGE),
    ("apps", &["deployments/scale", "statefulsets/scale"], SCALE),
    ("argoproj.io", &["applications", "appprojects"], CHANGE),
    ("autoscaling", &["horizontalpodautoscalers"], CHANGE),
    ("batch", &["cronjobs", "jobs"], CHANGE),
    ("karpenter.k8s.aws", &["ec2nodeclasses"], CHANGE),
    ("karpenter.sh", &["nodeclaims", "nodepools"], CHANGE),
    ("networking.k8s.io", &["ingresses", "networkpolicies"], CHANGE),
    ("policy", &["poddisruptionbudgets"], CHANGE),
    ("rbac.authorization.k8s.io", &["clusterrolebindings", "rolebindings"], CHANGE),
    ("scheduling.k8s.io", &["priorityclasses"], CHANGE),
    ("storage.k8s.io", &["storageclasses"], CHANGE),
];

/// What a built-in role always allows; `break-glass` nothing, because EKS grants it, and `release-manager` nothing outside the
/// namespace of Argo CD.
pub(super) fn of_role(role: BuiltInRole, environment: &Environment) -> Vec<PolicyRule> {
    let parts: &[&[Rule]] = match role {
        BuiltInRole::Viewer => &[VIEWER],
        BuiltInRole::Developer => &[VIEWER, LOGS, PORT_FORWARD],
        BuiltInRole::Operator => &[VIEWER, LOGS, OPERATE],
        BuiltInRole::PlatformAdmin => &[READ_ALL, LOGS, PLATFORM],
        BuiltInRole::SecurityAuditor => &[READ_ALL],
        BuiltInRole::BreakGlass | BuiltInRole::ReleaseManager => &[],
    };
    let custom: Vec<Rule> = match role {
        BuiltInRole::PlatformAdmin | BuiltInRole::SecurityAuditor => custom_resources::readable(environment).collect(),
        BuiltInRole::Viewer | BuiltInRole::Developer | BuiltInRole::Operator => {
            custom_resources::of_teams(environment).collect()
        }
        BuiltInRole::BreakGlass | BuiltInRole::ReleaseManager => Vec::new(),
    };
    joined(parts.iter().flat_map(|part| part.iter()).chain(&custom))
}

/// Looking at nodes.
pub(super) fn nodes() -> Vec<PolicyRule> {
    joined(NODES)
}

/// Using Argo CD without its API server, in its namespace.
pub(super) fn argo_cd() -> Vec<PolicyRule> {
    joined(ARGO_CD)
}

/// Starting syncs, in the namespace of Argo CD.
pub(super) fn release() -> Vec<PolicyRule> {
    joined(RELEASE)
}

/// Seeing Applications, in the namespace of Argo CD.
pub(super) fn applications() -> Vec<PolicyRule> {
    joined(APPLICATIONS)
}

/// What a developer may do beyond looking.
pub(super) fn of_permission(permission: Permission) -> Vec<PolicyRule> {
    joined(match permission {
        Permission::Write => WRITE,
        Permission::Exec => EXEC,
    })
}

/// The same rights with each resource in one rule, by API group and resource.
fn joined<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> Vec<PolicyRule> {
    let mut verbs_of: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (group, resources, verbs) in rules {
        for resource in *resources {
            verbs_of.entry((group, resource)).or_default().extend(*verbs);
        }
    }
    let mut resources_of: BTreeMap<(&str, BTreeSet<&str>), Vec<&str>> = BTreeMap::new();
    for ((group, resource), verbs) in verbs_of {
        resources_of.entry((group, verbs)).or_default().push(resource);
    }
    let mut rules: Vec<_> =
        resources_of.into_iter().map(|((group, verbs), resources)| (group, resources, verbs)).collect();
    rules.sort();
    rules.into_iter().map(|(group, resources, verbs)| rule(group, &resources, verbs)).collect()
}

fn rule<'a>(group: &str, resources: &[&str], verbs: impl IntoIterator<Item = &'a str>) -> PolicyRule {
    PolicyRule {
        api_groups: Some(vec![group.to_owned()]),
        resources: Some(resources.iter().map(|resource| (*resource).to_owned()).collect()),
        verbs: verbs.into_iter().map(str::to_owned).collect(),
        ..PolicyRule::default()
    }
}

/// A role of the environment, a rule each.
pub(super) fn of_custom(custom: &CustomRole) -> Vec<PolicyRule> {
    let rule = |rule: &crate::model::RoleRule| PolicyRule {
        api_groups: Some(sorted(&rule.api_groups)),
        resources: Some(sorted(&rule.resources)),
        resource_names: rule.resource_names.as_ref().map(|names| sorted(names)),
        verbs: sorted(&rule.verbs),
        ..PolicyRule::default()
    };
    custom.rules.iter().map(rule).collect()
}

fn sorted<T: ToString>(values: &[Spanned<T>]) -> Vec<String> {
    let mut values: Vec<String> = values.iter().map(|value| value.value.to_string()).collect();
    values.sort();
    values.dedup();
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::ApplicationName;

    #[test]
    fn rules_are_in_order_and_lead_to_no_secrets() {
        const FORBIDDEN: [&str; 7] = [
            "*",
            "secrets",
            "serviceaccounts/token",
            "nodes/proxy",
            "pods/attach",
            "pods/ephemeralcontainers",
            "pods/proxy",
        ];
        let tables =
            [VIEWER, LOGS, PORT_FORWARD, WRITE, EXEC, OPERATE, NODES, READ_ALL, PLATFORM, RELEASE, APPLICATIONS];
        let of_applications: Vec<Rule> = ApplicationName::ALL.iter().copied().flat_map(custom_resources::of).collect();
        for rules in tables.into_iter().chain([of_applications.as_slice()]) {
            for (group, resources, verbs) in rules {
                assert!(resources.is_sorted() && verbs.is_sorted(), "{group} {resources:?} {verbs:?}");
                assert!(!resources.iter().any(|resource| FORBIDDEN.contains(resource)), "{group} {resources:?}");
                let grave = ["*", "bind", "escalate", "impersonate"];
                assert!(!verbs.iter().any(|verb| grave.contains(verb)), "{group} {resources:?} {verbs:?}");
            }
        }
    }

    /// `get` is among the verbs of reading, and opens a shell where the resource is one.
    #[test]
    fn only_the_permission_to_execute_opens_a_shell() {
        const SHELLS: [&str; 5] =
            ["nodes/proxy", "pods/attach", "pods/ephemeralcontainers", "pods/exec", "services/proxy"];
        let tables = [VIEWER, LOGS, PORT_FORWARD, WRITE, OPERATE, NODES, READ_ALL, PLATFORM, ARGO_CD, RELEASE];
        let mut resources = tables.into_iter().flatten().flat_map(|(_, resources, _)| *resources);
        assert!(!resources.any(|resource| SHELLS.contains(resource)));
        assert!(EXEC.iter().all(|(_, resources, _)| *resources == ["pods/exec"]));
    }

    #[test]
    fn rules_are_joined_by_their_verbs() {
        let rules: [Rule; 4] = [
            ("", &["nodes", "pods"], &["get", "list"]),
            ("", &["pods"], &["delete"]),
            ("apps", &["deployments"], &["get"]),
            ("", &["events", "services"], &["delete", "get", "list"]),
        ];
        let found = joined(&rules);
        let expected = [
            rule("", &["events", "pods", "services"], ["delete", "get", "list"]),
            rule("", &["nodes"], ["get", "list"]),
            rule("apps", &["deployments"], ["get"]),
        ];
        assert_eq!(found, expected);
    }
}
