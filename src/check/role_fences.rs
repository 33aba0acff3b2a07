//! A role of one's own leaves alone what keeps namespaces apart.
//!
//! ## Why
//! The fences of a namespace are objects that somebody with the right verbs takes down: network policies, quotas, the labels of
//! the namespace that Pod Security and admission policies read, those policies, the `SecretStore` whose prefix keeps other teams' secrets out. Whoever writes Applications or
//! projects of Argo CD has its rights, which are all; a webhook sees and changes what everybody applies; the user data of an
//! `EC2NodeClass` runs as root; who approves or signs certificate requests makes identities. Advice in development, a warning in staging, an
//! error in production: what people need there is a role that names its objects, or comes through Git.
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
//!   namespace "payments" {}
//!   role "network" {
//!     rule "policies" {
//!       api_groups = ["networking.k8s.io"]
//!       resources  = ["networkpolicies"]
//!       verbs      = ["create", "delete"]
//!     }
//!   }
//!   access "network" {
//!     principal  = "arn:aws:iam::111111111111:role/network"
//!     role       = "network"
//!     namespaces = ["payments"]
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
//!   namespace "payments" {}
//!   role "network" {
//!     rule "policies" {
//!       api_groups = ["networking.k8s.io"]
//!       resources  = ["networkpolicies"]
//!       verbs      = ["get", "list", "watch"]
//!     }
//!   }
//!   access "network" {
//!     principal  = "arn:aws:iam::111111111111:role/network"
//!     role       = "network"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ROLE_FENCES;
use crate::model::{CustomRole, RoleRule};
use crate::values::{KubernetesVerb, Profile};

/// API group, resources, and what whoever changes them does.
const FENCES: [(&str, &[&str], &str); 11] = [
    ("", &["namespaces"], "changes what Pod Security admits"),
    ("", &["limitranges", "resourcequotas"], "changes quotas"),
    (
        "admissionregistration.k8s.io",
        &[
            "mutatingadmissionpolicies",
            "mutatingadmissionpolicybindings",
            "mutatingwebhookconfigurations",
            "validatingadmissionpolicies",
            "validatingadmissionpolicybindings",
            "validatingwebhookconfigurations",
        ],
        "changes what others apply",
    ),
    ("argoproj.io", &["applications", "applicationsets", "appprojects"], "has the rights of Argo CD"),
    ("certificates.k8s.io", &["certificatesigningrequests/approval", "signers"], "makes identities"),
    ("elbv2.k8s.aws", &["targetgroupbindings"], "takes the requests of other load balancers"),
    ("external-secrets.io", &["clustersecretstores", "secretstores"], "reads the secrets of other namespaces"),
    ("karpenter.k8s.aws", &["ec2nodeclasses"], "runs programs as root on nodes"),
    ("networking.k8s.aws", &["policyendpoints"], "opens closed ways"),
    ("networking.k8s.io", &["networkpolicies"], "opens closed ways"),
    ("vpcresources.k8s.aws", &["securitygrouppolicies"], "opens closed ways"),
];

const CHANGING: [KubernetesVerb; 7] = [
    KubernetesVerb::Approve,
    KubernetesVerb::Create,
    KubernetesVerb::Delete,
    KubernetesVerb::DeleteCollection,
    KubernetesVerb::Patch,
    KubernetesVerb::Sign,
    KubernetesVerb::Update,
];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none()) {
        for owner in &class.roles {
            diagnostics.extend(owner.rules.iter().filter_map(|rule| check_rule(class.profile, owner, rule)));
        }
    }
}

/// Where all resources of the core group are among them, the rule about mighty roles says so.
fn check_rule(profile: Profile, owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let verb = rule.granting(&CHANGING).filter(|_| rule.resource_names.is_none())?;
    if rule.covering("", &["secrets"]).is_some_and(|resource| resource.as_str() == "*") {
        return None;
    }
    let (resource, what) =
        FENCES.iter().find_map(|(group, resources, what)| Some((rule.covering(group, resources)?, what)))?;
    let headline = format!("who has role `{}` {what}", owner.name.value);
    let finding = Diagnostic::of_profile(profile, ROLE_FENCES, resource.span, headline);
    let label = if resource.as_str() == "*" { "what guards the cell is among them" } else { "guards the cell" };
    Some(
        finding
            .label(label)
            .also(verb.span, "changes it")
            .help("name reading verbs, or the objects in `resource_names`; changes come through Git"),
    )
}
