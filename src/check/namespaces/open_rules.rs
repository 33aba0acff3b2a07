//! An allow rule says whom and which ports.
//!
//! ## Why
//! In a network policy an empty list is not nothing but everything: without networks all of them are open, without ports
//! every port is (Kubernetes API reference, "`NetworkPolicyEgressRule`").
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "fraud" {
//!     egress "partner" {
//!       cidrs = ["203.0.113.0/24"]
//!       ports = []
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "fraud" {
//!     egress "partner" {
//!       cidrs = ["203.0.113.0/24"]
//!       ports = [443]
//!     }
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::OPEN_RULES;
use crate::model::Namespace;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.namespaces().flat_map(|(_, namespace)| check_namespace(namespace)));
}

fn check_namespace(namespace: &Namespace) -> impl Iterator<Item = Diagnostic> {
    let egress = namespace.egress.iter().filter_map(|egress| {
        let (key, what) = if egress.cidrs.is_empty() {
            ("cidrs", "every network")
        } else if egress.ports.is_empty() {
            ("ports", "every port")
        } else {
            return None;
        };
        Some(("egress", &egress.name, key, what))
    });
    let connections = namespace.connections.iter().filter(|connection| connection.ports.is_empty());
    let connections = connections.map(|connection| ("connection", &connection.name, "ports", "every port"));
    egress.chain(connections).map(|(kind, name, key, what)| {
        let headline = format!("{kind} `{}` opens {what}", name.value);
        let error = Diagnostic::error(OPEN_RULES, name.span, headline).label(format!("`{key}` is empty"));
        error.help(format!("write the {} that are meant", if key == "cidrs" { "networks" } else { "ports" }))
    })
}
