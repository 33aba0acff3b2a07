//! Only administrators change what can do everything in a cell.
//!
//! ## Why
//! Argo CD applies what its Applications say, with its own rights, which are all. Whoever may change a single one of them sets
//! `spec.project: platform` and deploys anything, and RBAC knows no fields: `resource_names` says which Application is
//! changed, not what in it. The same goes for other objects that the cluster itself trusts. Webhooks and admission policies
//! change or admit what everybody applies; an API service answers in place of the API server, and the conversion webhook of
//! a definition sees every object of its kind; the user data of an `EC2NodeClass` runs as root on nodes; a `PersistentVolume`
//! mounts folders of a node whatever Pod Security says; whoever approves or signs certificate requests makes identities.
//!
//! An error in every profile, with or without `resource_names`. To start a sync there is the role `release-manager`; who runs
//! the platform has `platform-admin`; everything else comes through Git. Where a role of your own really is one for
//! administrators, an `allow` block in it says so.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "prod" {
//!   role "deployer" {
//!     rule "sync" {
//!       api_groups     = ["argoproj.io"]
//!       resources      = ["applications"]
//!       resource_names = ["payments"]
//!       verbs          = ["get", "patch"]
//!     }
//!   }
//!   access "deployers" {
//!     principal = "arn:aws:iam::111111111111:role/deployer"
//!     role      = "deployer"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "prod" {
//!   access "deployers" {
//!     principal = "arn:aws:iam::111111111111:role/deployer"
//!     role      = "release-manager"
//!   }
//! }
//! ```

use super::granted_resources::is_confined;
use crate::catalog::kubernetes_resources;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ROLE_TAKES_OVER;
use crate::model::{CustomRole, Environment, RoleRule};
use crate::source::Spanned;
use crate::values::{KubernetesResource, KubernetesVerb};

/// What whoever changes these does, by API group.
struct Power {
    group: &'static str,
    resources: &'static [&'static str],
    what: &'static str,
    instead: &'static str,
}

const READ: &str =
    "allow only `get`, `list` and `watch`; changes come through Git, or from whoever has `platform-admin`";

const POWERS: [Power; 7] = [
    Power {
        group: "argoproj.io",
        resources: &["applications", "applicationsets", "appprojects"],
        what: "is in effect an administrator of the cell",
        instead: "allow only `get`, `list` and `watch`; whoever starts syncs gets `role = \"release-manager\"`, and whoever \
                  runs the platform `platform-admin`",
    },
    Power {
        group: "",
        resources: &["persistentvolumes"],
        what: "mounts the folders of nodes",
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
        what: "changes whole kinds of objects",
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
        what: "makes identities",
        instead: "leave it out: nobody but the cluster itself approves and signs certificate requests",
    },
    Power {
        group: "karpenter.k8s.aws",
        resources: &["ec2nodeclasses"],
        what: "runs programs as root on nodes",
        instead: READ,
    },
];

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

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in &environment.roles {
            diagnostics.extend(owner.rules.iter().filter_map(|rule| check_rule(environment, owner, rule)));
        }
    }
}

fn check_rule(environment: &Environment, owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let (power, resource) = taken_over(environment, owner, rule)?;
    let verb = rule.granting(&CHANGING)?;
    let headline = format!("who has role `{}` {}", owner.name.value, power.what);
    let error = Diagnostic::error(ROLE_TAKES_OVER, resource.span, headline);
    let label = if resource.as_str() == "*" {
        "what the cluster trusts is among them"
    } else {
        "only administrators may change these"
    };
    let error = error.label(label).also(verb.span, "allows changes");
    let error = match &rule.resource_names {
        Some(names) => error.also(names.span, "says which object is changed, not what in it"),
        None => error,
    };
    Some(error.help(power.instead).unless_helped())
}

/// What the rule gives all rights with, and the resource as it is written; nothing where the rule about mighty roles says so.
fn taken_over<'a>(
    environment: &Environment,
    owner: &CustomRole,
    rule: &'a RoleRule,
) -> Option<(&'static Power, &'a Spanned<KubernetesResource>)> {
    rule.granting(&CHANGING).filter(|_| !rule.grants_everything())?;
    let is_confined = is_confined(environment, &owner.name.value);
    let found = |power: &'static Power| {
        let out_of_reach = |resource: &&&str| is_confined && is_outside_namespaces(power.group, resource);
        let resources: Vec<&str> = power.resources.iter().filter(|resource| !out_of_reach(resource)).copied().collect();
        Some((power, rule.changing(power.group, &resources)?))
    };
    POWERS.iter().find_map(found)
}

/// Whether the rule names what has all rights; then the rule about fences has nothing to add.
pub(in crate::check) fn is_found(environment: &Environment, owner: &CustomRole, rule: &RoleRule) -> bool {
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
