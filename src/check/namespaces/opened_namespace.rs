use crate::check::Context;
use crate::check::facts::namespaces::NODE_PORTS;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Namespace, PROTECTED_PRIORITIES, SYSTEM_TIER};
use crate::source::Span;

/// A namespace that may use what the whole cell rests on.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0664"),
    kind: Kind::Conduct,
    since: "0.2.0",
    docs: include_str!("opened_namespace.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, namespace) in model.namespaces() {
        let profile = model.profile_of(&namespace.environment, environment);
        let findings = openings(namespace).into_iter().map(|(span, what, consequence)| {
            let headline = format!("namespace `{}` may use {what}", namespace.name.value);
            RULE.finding_in(profile, span, headline)
                .label(consequence)
                .help("remove it, or say in an `allow` block why the namespace needs it")
        });
        diagnostics.extend(findings);
    }
}

/// Where the namespace opens something, what that is, and what it comes to.
fn openings(namespace: &Namespace) -> Vec<(Span, String, &'static str)> {
    let admission = &namespace.admission;
    let mut found = Vec::new();
    for class in admission.priorities.iter().filter(|class| PROTECTED_PRIORITIES.contains(&class.as_str())) {
        let what = format!("the priority class `{}`", class.value);
        found.push((class.span, what, "its pods can displace those of the platform"));
    }
    for tier in admission.tiers.iter().flat_map(|tiers| &tiers.value).filter(|tier| tier.as_str() == SYSTEM_TIER) {
        found.push((tier.span, "the system nodes".to_owned(), "its pods run next to Karpenter, CoreDNS and Argo CD"));
    }
    if admission.node_names.value {
        let consequence = "its pods bypass the scheduler and taints";
        found.push((admission.node_names.span, "any node by its name".to_owned(), consequence));
    }
    // More than there are is a misunderstanding, and another rule's finding.
    if (1..=NODE_PORTS).contains(&admission.node_ports.value) {
        let consequence = "they bypass network policies";
        found.push((admission.node_ports.span, "node ports".to_owned(), consequence));
    }
    if admission.external_ips.value {
        let consequence = "its Services can intercept the traffic of others";
        found.push((admission.external_ips.span, "addresses that are not its own".to_owned(), consequence));
    }
    found
}
