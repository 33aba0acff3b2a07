use crate::catalog::kubernetes_resources;
use crate::check::Context;
use crate::check::facts::roles::is_confined;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CustomRole, Environment, RoleRule};
use crate::platform::ApplicationName;
use crate::source::Spanned;
use crate::values::{KubernetesResource, KubernetesVerb};

/// A role that changes what has all rights in a cell.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0670"),
    kind: Kind::FailsUnlessHelped,
    since: "0.2.0",
    docs: include_str!("role_takes_over.md"),
    yields_to: &[],
    check,
};

/// What whoever changes these does, by API group.
struct Power {
    group: &'static str,
    resources: &'static [&'static str],
    what: &'static str,
    instead: &'static str,
}

const READ: &str =
    "allow only `get`, `list` and `watch`; changes come through Git, or from whoever has `platform-admin`";

const POWERS: [Power; 6] = [
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

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let error = RULE.finding(resource.span, headline);
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
    Some(error.help(power.instead))
}

/// What the rule gives all rights with, and the resource as it is written; nothing where the rule about mighty roles says so.
fn taken_over<'a>(
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
