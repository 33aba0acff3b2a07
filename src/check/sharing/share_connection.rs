//! No namespace is connected to a namespace of another environment.
//!
//! ## Why
//! Environments that share a cell are kept apart by nothing but network policies: everything between their namespaces is
//! denied. A `connection` opens both sides, so that staging would call what development runs, and its tests would depend
//! on it.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "ledger" {}
//! }
//! environment "staging" {
//!   shares = "dev"
//!   namespace "payments-staging" {
//!     connection "ledger" {
//!       to    = "ledger"
//!       ports = [8080]
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "ledger" {}
//! }
//! environment "staging" {
//!   shares = "dev"
//!   namespace "ledger-staging" {}
//!   namespace "payments-staging" {
//!     connection "ledger" {
//!       to    = "ledger-staging"
//!       ports = [8080]
//!     }
//!   }
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SHARE_CONNECTION;
use crate::model::{Connection, Environment, Model, Namespace};
use crate::values::Name;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for host in model.hosts() {
        check_host(model, host, diagnostics);
    }
}

fn check_host(model: &Model, host: &Environment, diagnostics: &mut Vec<Diagnostic>) {
    let by_name: BTreeMap<&Name, &Namespace> =
        host.namespaces.iter().map(|namespace| (&namespace.name.value, namespace)).collect();
    for from in &host.namespaces {
        let share = model.shares.get(&from.environment);
        for connection in &from.connections {
            // A name that two environments give is reported as that.
            let is_own = share.is_some_and(|share| share.has(connection.to.as_str()));
            let to = by_name.get(&connection.to.value).filter(|to| to.environment != from.environment && !is_own);
            diagnostics.extend(to.map(|to| across(from, connection, to)));
        }
    }
}

fn across(from: &Namespace, connection: &Connection, to: &Namespace) -> Diagnostic {
    let headline =
        format!("namespace `{}` connects to `{}` of environment `{}`", from.name.value, to.name.value, to.environment);
    let error = Diagnostic::error(SHARE_CONNECTION, connection.to.span, headline);
    let error = error.label(format!("`{}` would talk to `{}`", from.environment, to.environment));
    let error = error.also(to.span(), format!("of environment `{}`", to.environment));
    error.help(format!("connect to a namespace of `{}`, or remove the block", from.environment))
}
