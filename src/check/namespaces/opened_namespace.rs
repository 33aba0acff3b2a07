//! Pods and Services of a team stay away from what the whole cell rests on.
//!
//! ## Why
//! A pod of the priority class `platform`, `system-cluster-critical` or `system-node-critical` takes the place of Karpenter,
//! CoreDNS or Argo CD when nodes are scarce; on system nodes, or with `nodeName`, it runs beside them. A port of a node reaches
//! pods past the network policies, and `externalIPs` take the traffic of other namespaces (CVE-2020-8554). All of this is closed
//! by admission policies and quotas unless the spec opens it. Where that is meant, an `allow` block says why.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   namespace "payments" {
//!     priorities = ["business-critical", "system-cluster-critical"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   namespace "payments" {
//!     priorities = ["business-critical"]
//!   }
//! }
//! ```

use super::countable::NODE_PORTS;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::OPENED_NAMESPACE;
use crate::model::{Namespace, PROTECTED_PRIORITIES, SYSTEM_TIER};
use crate::source::Span;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, namespace) in model.namespaces() {
        let profile = model.profile_of(&namespace.environment, environment);
        let findings = openings(namespace).into_iter().map(|(span, what, consequence)| {
            let headline = format!("namespace `{}` may use {what}", namespace.name.value);
            Diagnostic::of_profile(profile, OPENED_NAMESPACE, span, headline)
                .label(consequence)
                .help("take it out, or say in an `allow` block why the namespace needs it")
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
        found.push((class.span, what, "its pods can take the place of the platform's"));
    }
    for tier in admission.tiers.iter().flat_map(|tiers| &tiers.value).filter(|tier| tier.as_str() == SYSTEM_TIER) {
        found.push((tier.span, "the system nodes".to_owned(), "its pods run beside Karpenter, CoreDNS and Argo CD"));
    }
    if admission.node_names.value {
        let consequence = "its pods go past the scheduler and past taints";
        found.push((admission.node_names.span, "any node by its name".to_owned(), consequence));
    }
    // More than there are is a misunderstanding, and another rule's finding.
    if (1..=NODE_PORTS).contains(&admission.node_ports.value) {
        let consequence = "they reach pods past the network policies";
        found.push((admission.node_ports.span, "ports of nodes".to_owned(), consequence));
    }
    if admission.external_ips.value {
        let consequence = "its Services can take the traffic of others";
        found.push((admission.external_ips.span, "addresses that are not its own".to_owned(), consequence));
    }
    found
}
