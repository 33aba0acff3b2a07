//! A role of one's own leaves alone what keeps namespaces apart.
//!
//! ## Why
//! The fences of a namespace are objects that somebody with the right verbs takes down: network policies, quotas, the labels of
//! the namespace that Pod Security and admission policies read, the `SecretStore` whose prefix keeps other teams' secrets out. An endpoint leads the
//! requests of a Service elsewhere, a cluster-wide external secret or push secret copies Secrets between namespaces. With
//! `resource_names` it is the same: the object that is named may be the fence itself, and one more network policy opens what the
//! others leave closed. Advice in development, a warning in staging, an error in production: such changes come through Git.
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

use super::role_takes_over::{CHANGING, is_found, reaches_secrets_by_star};
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ROLE_FENCES;
use crate::model::{CustomRole, Environment, RoleRule};

/// API group, resources, and what whoever changes them does. What has all rights is in another rule.
const FENCES: [(&str, &[&str], &str); 14] = [
    ("", &["namespaces"], "changes what Pod Security admits"),
    ("", &["limitranges", "resourcequotas"], "changes quotas"),
    ("", &["endpoints"], "leads the requests of services elsewhere"),
    ("crd.k8s.amazonaws.com", &["eniconfigs"], "opens closed ways"),
    ("discovery.k8s.io", &["endpointslices"], "leads the requests of services elsewhere"),
    ("elbv2.k8s.aws", &["ingressclassparams"], "exposes what is internal"),
    ("elbv2.k8s.aws", &["targetgroupbindings"], "takes the requests of other load balancers"),
    ("external-secrets.io", &["clustersecretstores", "secretstores"], "reads the secrets of other namespaces"),
    (
        "external-secrets.io",
        &["clusterexternalsecrets", "clusterpushsecrets", "pushsecrets"],
        "copies Secrets to where others read them",
    ),
    ("karpenter.sh", &["nodeclaims", "nodepools"], "decides which nodes there are, and whom they admit"),
    ("networking.k8s.aws", &["policyendpoints"], "opens closed ways"),
    ("networking.k8s.io", &["networkpolicies"], "opens closed ways"),
    ("scheduling.k8s.io", &["priorityclasses"], "decides whose pods give way"),
    ("vpcresources.k8s.aws", &["securitygrouppolicies"], "opens closed ways"),
];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in &environment.roles {
            diagnostics.extend(owner.rules.iter().filter_map(|rule| check_rule(environment, owner, rule)));
        }
    }
}

/// Where all resources of the core group are among them, the rule about mighty roles says so.
fn check_rule(environment: &Environment, owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let verb = rule.granting(&CHANGING)?;
    if reaches_secrets_by_star(rule) || is_found(environment, owner, rule) {
        return None;
    }
    let (resource, what) =
        FENCES.iter().find_map(|(group, resources, what)| Some((rule.changing(group, resources)?, what)))?;
    let headline = format!("who has role `{}` {what}", owner.name.value);
    let finding = Diagnostic::of_profile(environment.profile, ROLE_FENCES, resource.span, headline);
    let label = if resource.as_str() == "*" { "what guards the cell is among them" } else { "guards the cell" };
    let finding = finding.label(label).also(verb.span, "allows changes");
    let finding = match &rule.resource_names {
        Some(names) => finding.also(names.span, "may be the fence itself"),
        None => finding,
    };
    Some(finding.help("allow only `get`, `list` and `watch`; changes come through Git"))
}
