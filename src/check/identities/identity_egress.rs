//! The pods of a workload identity reach AWS.
//!
//! ## Why
//! A declared namespace denies all egress but to DNS, to the agent that hands out credentials, and to what it declares. The
//! APIs of AWS answer on port 443: through the interface endpoints of the cell, which are open to every namespace, or at public
//! addresses, also those of S3 and DynamoDB behind a gateway endpoint. With neither, the pods have a role and every call
//! times out. Private networks and small public ones do not hold these addresses, of which a region has many that change; where
//! endpoints or a proxy in a private network serve them, an `allow` block says so. A warning. Private networks stay out of an `egress` to `0.0.0.0/0`.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v1.0.0"
//!   }
//! }
//! environment "dev" {
//!   namespace "reports" {}
//!   workload_identity "reports" {
//!     namespace       = "reports"
//!     service_account = "reports"
//!     policies        = ["arn:aws:iam::111111111111:policy/reports-read"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v1.0.0"
//!   }
//! }
//! environment "dev" {
//!   namespace "reports" {
//!     egress "aws" {
//!       cidrs = ["0.0.0.0/0"]
//!       ports = [443]
//!     }
//!   }
//!   workload_identity "reports" {
//!     namespace       = "reports"
//!     service_account = "reports"
//!     policies        = ["arn:aws:iam::111111111111:policy/reports-read"]
//!   }
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::IDENTITY_EGRESS;
use crate::model::{Environment, Namespace, WorkloadIdentity};
use crate::values::{Cidr, Name, TransportProtocol};

/// Where the APIs of AWS answer.
const HTTPS: u16 = 443;

/// The public addresses of AWS's APIs in a region lie in dozens of networks that change (AWS IP address ranges,
/// `ip-ranges.json`); fewer than those of a /16 hold some of them at best.
const FEWEST_ADDRESSES: u64 = 1 << 16;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let warning = Diagnostic::warning(IDENTITY_EGRESS, identity.name.span, headline);
    let warning =
        warning.label("has a role, and no way to use it").also(namespace.span(), "denies what it does not declare");
    let egress = match https_ranges(namespace).next() {
        Some(range) => format!(
            "{range} does not hold the addresses of AWS: lead an `egress` of namespace `{}` to \"0.0.0.0/0\"",
            namespace.name.value
        ),
        None => format!("add an `egress` on port {HTTPS} to namespace `{}`", namespace.name.value),
    };
    warning.help(format!("{egress}, or add `interface_endpoints` to the environment"))
}
