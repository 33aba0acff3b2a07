//! What has all rights in a cell, and which rules of roles change it.

use super::roles::is_confined;
use crate::catalog::kubernetes_resources;
use crate::model::{CustomRole, Environment, RoleRule};
use crate::platform::ApplicationName;
use crate::source::Spanned;
use crate::values::{KubernetesResource, KubernetesVerb};

/// What whoever changes these does, by API group.
pub(in crate::check) struct Power {
    group: &'static str,
    resources: &'static [&'static str],
    /// Completes "anyone with the role …".
    pub(in crate::check) what: &'static str,
    /// The help: what to write instead.
    pub(in crate::check) instead: &'static str,
}

const READ: &str = "allow only `get`, `list` and `watch`; make changes through Git, or with the role `platform-admin`";

const POWERS: [Power; 6] = [
    Power {
        group: "argoproj.io",
        resources: &["applications", "applicationsets", "appprojects"],
        what: "is in effect an administrator of the cell",
        instead: "allow only `get`, `list` and `watch`; use `role = \"release-manager\"` for those who start syncs, and \
                  `platform-admin` for those who run the platform",
    },
    Power {
        group: "",
        resources: &["persistentvolumes"],
        what: "can mount folders of nodes",
        instead: "allow only `get`, `list` and `watch`; volumes come from `persistentvolumeclaims` and a storage class",
    },
    Power {
        group: "admissionregistration.k8s.io",
        resources: &[
            "mutatingadmissionpolicies",
            "mutatingadmissionpolicybindings",
            "mutatingwebhookconfigurations",
            "validatingadmissionpolicies",
            "validatingadmissionpolicybindings",
            "validatingwebhookconfigurations",
        ],
        what: "decides what the cluster admits",
        instead: READ,
    },
    Power {
        group: "apiextensions.k8s.io",
        resources: &["customresourcedefinitions"],
        what: "changes the definition of custom resources",
        instead: READ,
    },
    Power {
        group: "apiregistration.k8s.io",
        resources: &["apiservices"],
        what: "answers in place of the API server",
        instead: READ,
    },
    Power {
        group: "certificates.k8s.io",
        resources: &["certificatesigningrequests/approval", "certificatesigningrequests/status", "signers"],
        what: "can create identities",
        instead: "leave it out: only the cluster itself approves and signs certificate requests",
    },
];

/// With those of applications.
fn powers() -> impl Iterator<Item = Power> {
    let of_applications = ApplicationName::ALL.iter().flat_map(|name| name.facts().kinds.powers);
    let of_applications =
        of_applications.map(|(group, resources, what)| Power { group, resources, what, instead: READ });
    POWERS.into_iter().chain(of_applications)
}

/// Verbs that change something.
pub(in crate::check) const CHANGING: [KubernetesVerb; 7] = [
    KubernetesVerb::Approve,
    KubernetesVerb::Create,
    KubernetesVerb::Delete,
    KubernetesVerb::DeleteCollection,
    KubernetesVerb::Patch,
    KubernetesVerb::Sign,
    KubernetesVerb::Update,
];

/// What the rule gives all rights with, and the resource as it is written; nothing for a rule that grants everything.
pub(in crate::check) fn taken_over<'a>(
    environment: &Environment,
    owner: &CustomRole,
    rule: &'a RoleRule,
) -> Option<(Power, &'a Spanned<KubernetesResource>)> {
    rule.granting(&CHANGING).filter(|_| !rule.grants_everything())?;
    let is_confined = is_confined(environment, &owner.name.value);
    let found = |power: Power| {
        let out_of_reach = |resource: &&&str| is_confined && is_outside_namespaces(power.group, resource);
        let resources: Vec<&str> = power.resources.iter().filter(|resource| !out_of_reach(resource)).copied().collect();
        let resource = rule.changing(power.group, &resources)?;
        Some((power, resource))
    };
    powers().find_map(found)
}

/// Whether the rule changes what has all rights.
pub(in crate::check) fn takes_over(environment: &Environment, owner: &CustomRole, rule: &RoleRule) -> bool {
    taken_over(environment, owner, rule).is_some()
}

/// Whether all resources of the core group are among those of the rule.
pub(in crate::check) fn reaches_secrets_by_star(rule: &RoleRule) -> bool {
    rule.covering("", &["secrets"]).is_some_and(|resource| resource.as_str() == "*")
}

/// What a `RoleBinding` does not reach: a rule of its own says that it grants nothing.
fn is_outside_namespaces(group: &str, resource: &str) -> bool {
    let kind = resource.split('/').next().unwrap_or_default();
    kubernetes_resources::all().any(|known| known.group == group && known.resource == kind && !known.namespaced)
}
