//! The rules of the built-in roles: one API group and one concern each, with resources in the order of their names.
//!
//! Secrets are in none of them, nor is anything that leads to them: `serviceaccounts/token`, `nodes/proxy`, `pods/attach`,
//! `pods/ephemeralcontainers`. `pods/exec` is in [`EXEC`] alone, and only with `create`: `get` opens a shell as well
//! (Kubernetes, "Role Based Access Control Good Practices").

use k8s_openapi::api::rbac::v1::PolicyRule;

use crate::model::CustomRole;
use crate::source::Spanned;
use crate::values::{BuiltInRole, Permission};

/// An API group, resources of it, verbs.
type Rule = (&'static str, &'static [&'static str], &'static [&'static str]);

const READ: &[&str] = &["get", "list", "watch"];
const CHANGE: &[&str] = &["create", "delete", "patch", "update"];
const SCALE: &[&str] = &["patch", "update"];

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
    ("networking.k8s.io", &["ingresses", "networkpolicies"], READ),
    ("policy", &["poddisruptionbudgets"], READ),
];

const LOGS: &[Rule] = &[("", &["pods/log"], &["get"])];

const PORT_FORWARD: &[Rule] = &[("", &["pods/portforward"], &["create"])];

const WRITE: &[Rule] = &[
    ("", &["configmaps", "services"], CHANGE),
    ("apps", &["deployments", "statefulsets"], CHANGE),
    ("apps", &["deployments/scale", "statefulsets/scale"], SCALE),
    ("autoscaling", &["horizontalpodautoscalers"], CHANGE),
    ("batch", &["cronjobs", "jobs"], CHANGE),
    ("networking.k8s.io", &["ingresses"], CHANGE),
    ("policy", &["poddisruptionbudgets"], CHANGE),
];

const EXEC: &[Rule] = &[("", &["pods/exec"], &["create"])];

/// A restart is a patch of the pod template, as `kubectl rollout restart` makes it.
const OPERATE: &[Rule] = &[
    ("", &["pods"], &["delete"]),
    ("", &["pods/eviction"], &["create"]),
    ("apps", &["daemonsets", "deployments", "statefulsets"], &["patch"]),
    ("apps", &["deployments/scale", "statefulsets/scale"], SCALE),
    ("batch", &["jobs"], &["create", "delete"]),
];

const NODES: &[Rule] = &[("", &["nodes"], READ), ("karpenter.sh", &["nodeclaims", "nodepools"], READ)];

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

/// What a built-in role always allows; `break-glass` nothing, because EKS grants it.
pub(super) fn of_role(role: BuiltInRole) -> Vec<PolicyRule> {
    let parts: &[&[Rule]] = match role {
        BuiltInRole::Viewer => &[VIEWER],
        BuiltInRole::Developer => &[VIEWER, LOGS, PORT_FORWARD],
        BuiltInRole::Operator => &[VIEWER, LOGS, OPERATE],
        BuiltInRole::PlatformAdmin => &[READ_ALL, LOGS, PLATFORM],
        BuiltInRole::SecurityAuditor => &[READ_ALL],
        BuiltInRole::BreakGlass => &[],
    };
    in_order(parts.iter().flat_map(|part| part.iter()).collect())
}

/// By API group; within one as the tables have it: reading first.
fn in_order(mut rules: Vec<&Rule>) -> Vec<PolicyRule> {
    rules.sort_by_key(|(group, ..)| *group);
    rules.into_iter().map(rule).collect()
}

/// Looking at nodes.
pub(super) fn nodes() -> Vec<PolicyRule> {
    NODES.iter().map(rule).collect()
}

/// What a developer may do beyond looking.
pub(super) fn of_permission(permission: Permission) -> Vec<PolicyRule> {
    let rules = match permission {
        Permission::Write => WRITE,
        Permission::Exec => EXEC,
    };
    rules.iter().map(rule).collect()
}

/// A role of the environment, a rule each.
pub(super) fn of_custom(custom: &CustomRole) -> Vec<PolicyRule> {
    let rule = |rule: &crate::model::RoleRule| PolicyRule {
        api_groups: Some(sorted(&rule.api_groups)),
        resources: Some(sorted(&rule.resources)),
        verbs: sorted(&rule.verbs),
        ..PolicyRule::default()
    };
    custom.rules.iter().map(rule).collect()
}

fn rule((group, resources, verbs): &Rule) -> PolicyRule {
    PolicyRule {
        api_groups: Some(vec![(*group).to_owned()]),
        resources: Some(resources.iter().map(|resource| (*resource).to_owned()).collect()),
        verbs: verbs.iter().map(|verb| (*verb).to_owned()).collect(),
        ..PolicyRule::default()
    }
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
        for rules in [VIEWER, LOGS, PORT_FORWARD, WRITE, EXEC, OPERATE, NODES, READ_ALL, PLATFORM] {
            for (group, resources, verbs) in rules {
                assert!(resources.is_sorted() && verbs.is_sorted(), "{group} {resources:?} {verbs:?}");
                assert!(!resources.iter().any(|resource| FORBIDDEN.contains(resource)), "{group} {resources:?}");
                let grave = ["*", "bind", "escalate", "impersonate"];
                assert!(!verbs.iter().any(|verb| grave.contains(verb)), "{group} {resources:?} {verbs:?}");
            }
        }
    }
}
