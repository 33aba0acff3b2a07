use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Environment, Namespace, WorkloadIdentity};
use crate::values::{Cidr, Name, TransportProtocol};

/// A workload identity whose pods cannot reach AWS.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0645"),
    kind: Kind::Mistake,
    since: "0.1.0",
    docs: include_str!("identity_egress.md"),
    yields_to: &[],
    check,
};

/// Where the APIs of AWS answer.
const HTTPS: u16 = 443;

/// The public addresses of AWS's APIs in a region lie in dozens of networks that change (AWS IP address ranges,
/// `ip-ranges.json`); fewer than those of a /16 hold some of them at best.
const FEWEST_ADDRESSES: u64 = 1 << 16;

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // Without manifests nothing is denied, and what could not be read may be the egress.
    if model.fleet.git.is_none() || !is_whole {
        return;
    }
    let is_closed = |environment: &&Environment| environment.own_class.interface_endpoints.is_empty();
    for environment in model.environments.values().filter(is_closed) {
        let closed = environment.namespaces.iter().filter(|namespace| !leads_to_aws(namespace));
        let closed: BTreeMap<&Name, &Namespace> = closed.map(|namespace| (&namespace.name.value, namespace)).collect();
        let cut_off = |identity| Some(finding(identity, closed.get(&identity.namespace.value)?));
        diagnostics.extend(environment.workload_identities.iter().filter_map(cut_off));
    }
}

fn leads_to_aws(namespace: &Namespace) -> bool {
    // What opens every port is another rule's finding.
    if namespace.egress.iter().any(|egress| egress.ports.is_empty()) {
        return true;
    }
    let addresses: u64 = https_ranges(namespace).filter(|range| !range.is_private()).map(Cidr::size).sum();
    addresses >= FEWEST_ADDRESSES
}

/// The networks that the pods reach on the port of the APIs.
fn https_ranges(namespace: &Namespace) -> impl Iterator<Item = Cidr> {
    let tcp = namespace.egress.iter().filter(|egress| egress.protocol == TransportProtocol::Tcp);
    let https = tcp.filter(|egress| egress.ports.iter().any(|port| port.number() == HTTPS));
    https.flat_map(|egress| egress.cidrs.iter().map(|range| range.value))
}

fn finding(identity: &WorkloadIdentity, namespace: &Namespace) -> Diagnostic {
    let headline = format!("the pods of workload identity `{}` cannot reach AWS", identity.name.value);
    let warning = RULE.finding(identity.name.span, headline);
    let warning =
        warning.label("has a role, but no way to use it").also(namespace.span(), "denies what it does not declare");
    let egress = match https_ranges(namespace).next() {
        Some(range) => format!(
            "{range} does not contain the addresses of AWS: add an `egress` to \"0.0.0.0/0\" to namespace `{}`",
            namespace.name.value
        ),
        None => format!("add an `egress` on port {HTTPS} to namespace `{}`", namespace.name.value),
    };
    warning.help(format!("{egress}, or add `interface_endpoints` to the environment"))
}
