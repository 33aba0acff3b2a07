//! The pods of a workload identity reach AWS.
//!
//! ## Why
//! A declared namespace denies all egress but to DNS, to the agent that hands out credentials, and to what it declares. The
//! APIs of AWS answer on port 443: through the interface endpoints of the cell, which are open to every namespace, or at public
//! addresses, also those of S3 and DynamoDB behind a gateway endpoint. With neither, the pods have a role and every call
//! times out. A warning. Private networks stay out of an `egress` to `0.0.0.0/0`.
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

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::IDENTITY_EGRESS;
use crate::model::{Class, Namespace, WorkloadIdentity};
use crate::values::{Name, TransportProtocol};

/// Where the APIs of AWS answer.
const HTTPS: u16 = 443;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // Without manifests nothing is denied, and what could not be read may be the egress.
    if model.fleet.git.is_none() || !is_whole {
        return;
    }
    let is_closed = |class: &&Class| class.name.is_none() && class.interface_endpoints.is_empty();
    for class in model.classes.iter().filter(is_closed) {
        let closed = class.namespaces.iter().filter(|namespace| !leads_to_aws(namespace));
        let closed: BTreeMap<&Name, &Namespace> = closed.map(|namespace| (&namespace.name.value, namespace)).collect();
        let cut_off = |identity| Some(finding(identity, closed.get(&identity.namespace.value)?));
        diagnostics.extend(class.workload_identities.iter().filter_map(cut_off));
    }
}

fn leads_to_aws(namespace: &Namespace) -> bool {
    let tcp = namespace.egress.iter().filter(|egress| egress.protocol == TransportProtocol::Tcp);
    // What opens every port is another rule's finding.
    tcp.into_iter().any(|egress| egress.ports.is_empty() || egress.ports.iter().any(|port| port.number() == HTTPS))
}

fn finding(identity: &WorkloadIdentity, namespace: &Namespace) -> Diagnostic {
    let headline = format!("the pods of workload identity `{}` cannot reach AWS", identity.name.value);
    let warning = Diagnostic::warning(IDENTITY_EGRESS, identity.name.span, headline);
    let warning =
        warning.label("has a role, and no way to use it").also(namespace.span(), "denies what it does not declare");
    warning.help(format!(
        "add an `egress` on port {HTTPS} to namespace `{}`, or `interface_endpoints` to the environment",
        namespace.name.value
    ))
}
