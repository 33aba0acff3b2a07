//! The network policies of a namespace have names of their own.
//!
//! ## Why
//! The other side of a connection is a policy `allow-from-`, then the namespace that connects, `-`, and the name of the
//! connection. Namespace `a` with a connection `b-c` and namespace `a-b` with a connection `c` make the same name for the same
//! namespace, and of two objects with one name the second replaces the first: one of the connections would be closed.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "data" {}
//!   namespace "fraud" {
//!     connection "live-events" {
//!       to    = "data"
//!       ports = [9092]
//!     }
//!   }
//!   namespace "fraud-live" {
//!     connection "events" {
//!       to    = "data"
//!       ports = [9093]
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "data" {}
//!   namespace "fraud" {
//!     connection "new-events" {
//!       to    = "data"
//!       ports = [9092]
//!     }
//!   }
//!   namespace "fraud-live" {
//!     connection "events" {
//!       to    = "data"
//!       ports = [9093]
//!     }
//!   }
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::POLICY_NAMES;
use crate::model::{Connection, Environment};
use crate::values::Name;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        check_environment(environment, diagnostics);
    }
}

/// Everything else in the names is fixed, and names have 63 characters at most: no other two can be equal, and none is too
/// long.
fn check_environment(environment: &Environment, diagnostics: &mut Vec<Diagnostic>) {
    let mut policies: BTreeMap<(&Name, String), &Connection> = BTreeMap::new();
    for namespace in &environment.namespaces {
        for connection in &namespace.connections {
            let policy = format!("{}-{}", namespace.name.value, connection.name.value);
            let Some(first) = policies.insert((&connection.to.value, policy.clone()), connection) else { continue };
            let headline = format!("two connections to namespace `{}` make one network policy", connection.to.value);
            let error = Diagnostic::error(POLICY_NAMES, connection.name.span, headline);
            let error =
                error.label(format!("makes `allow-from-{policy}`")).also(first.name.span, "makes the same name");
            diagnostics.push(error.help("call one of the connections something else"));
        }
    }
}
