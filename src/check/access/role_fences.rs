use super::role_takes_over::{CHANGING, is_found, reaches_secrets_by_star};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CustomRole, Environment, RoleRule};

/// A role that takes down what keeps namespaces apart.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0660"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("role_fences.md"),
    yields_to: &[],
    check,
};

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
    if reaches_secrets_by_star(rule) || is_found(environment, owner, rule) {
        return None;
    }
    let (resource, what) =
        FENCES.iter().find_map(|(group, resources, what)| Some((rule.changing(group, resources)?, what)))?;
    let headline = format!("who has role `{}` {what}", owner.name.value);
    let finding = RULE.finding_in(environment.profile, resource.span, headline);
    let label = if resource.as_str() == "*" { "what guards the cell is among them" } else { "guards the cell" };
    let finding = finding.label(label).also(verb.span, "allows changes");
    let finding = match &rule.resource_names {
        Some(names) => finding.also(names.span, "may be the fence itself"),
        None => finding,
    };
    Some(finding.help("allow only `get`, `list` and `watch`; changes come through Git"))
}
