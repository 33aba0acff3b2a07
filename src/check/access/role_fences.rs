use std::sync::LazyLock;

use crate::check::Context;
use crate::check::facts::powers::{CHANGING, reaches_secrets_by_star, takes_over};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CustomRole, Environment, RoleRule};
use crate::platform::ApplicationName;

/// A role that takes down what keeps namespaces apart.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0660"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("role_fences.md"),
    yields_to: &[],
    check,
};

/// API group, resources, and what whoever changes them does.
type Fence = (&'static str, &'static [&'static str], &'static str);

/// Those of Kubernetes and EKS. What has all rights is in another rule.
const FENCES: [Fence; 9] = [
    ("", &["namespaces"], "changes what Pod Security admits"),
    ("", &["limitranges", "resourcequotas"], "changes quotas"),
    ("", &["endpoints"], "redirects the requests of services"),
    ("crd.k8s.amazonaws.com", &["eniconfigs"], "opens closed connections"),
    ("discovery.k8s.io", &["endpointslices"], "redirects the requests of services"),
    ("networking.k8s.aws", &["policyendpoints"], "opens closed connections"),
    ("networking.k8s.io", &["networkpolicies"], "opens closed connections"),
    ("scheduling.k8s.io", &["priorityclasses"], "decides whose pods are evicted"),
    ("vpcresources.k8s.aws", &["securitygrouppolicies"], "opens closed connections"),
];

/// With those of applications, by API group: of several that a rule touches, the first is named.
static ALL_FENCES: LazyLock<Vec<Fence>> = LazyLock::new(|| {
    let of_applications = ApplicationName::ALL.iter().flat_map(|name| name.facts().kinds.fences);
    let mut fences: Vec<Fence> = FENCES.iter().chain(of_applications).copied().collect();
    fences.sort_by_key(|(group, _, _)| *group);
    fences
});

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for owner in &environment.roles {
            diagnostics.extend(owner.rules.iter().filter_map(|rule| check_rule(environment, owner, rule)));
        }
    }
}

/// Where all resources of the core group are among them, the rule about mighty roles says so.
fn check_rule(environment: &Environment, owner: &CustomRole, rule: &RoleRule) -> Option<Diagnostic> {
    let verb = rule.granting(&CHANGING)?;
    if reaches_secrets_by_star(rule) || takes_over(environment, owner, rule) {
        return None;
    }
    let (resource, what) =
        ALL_FENCES.iter().find_map(|(group, resources, what)| Some((rule.changing(group, resources)?, what)))?;
    let headline = format!("anyone with role `{}` {what}", owner.name.value);
    let finding = RULE.finding_in(environment.profile, resource.span, headline);
    let label = if resource.as_str() == "*" { "includes what protects the cell" } else { "protects the cell" };
    let finding = finding.label(label).also(verb.span, "allows changes");
    let finding = match &rule.resource_names {
        Some(names) => finding.also(names.span, "may be that protection itself"),
        None => finding,
    };
    Some(finding.help("allow only `get`, `list` and `watch`; make changes through Git"))
}
