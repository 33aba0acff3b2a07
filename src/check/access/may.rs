//! `may` says what a developer may do, and nobody else.
//!
//! ## Why
//! The rights of every other role are fixed: one that may change workloads or execute commands now and then would no longer
//! be what its name says. Developers may do both outside production, and neither in production unless `may` says so; a list
//! takes the place of that default. A `role` block of one's own says in its rules what it allows.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git { repository = "https://github.com/acme/cells.git" }
//! }
//! environment "dev" {
//!   namespace "payments" {}
//!   access "payments" {
//!     principal  = "arn:aws:iam::111111111111:role/payments"
//!     role       = "viewer"
//!     may        = ["exec"]
//!     namespaces = ["payments"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   git { repository = "https://github.com/acme/cells.git" }
//! }
//! environment "dev" {
//!   namespace "payments" {}
//!   access "payments" {
//!     principal  = "arn:aws:iam::111111111111:role/payments"
//!     role       = "developer"
//!     may        = ["exec"]
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use super::unknown_role::unknown;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::MAY;
use crate::model::{AccessEntry, AccessRole};
use crate::values::BuiltInRole;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        // An unknown role may be meant as `developer`.
        let known = environment.access.iter().filter(|entry| unknown(environment, entry).is_none());
        diagnostics.extend(known.filter_map(check_entry));
    }
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    let may = Some(&entry.permissions).filter(|permissions| permissions.is_written())?;
    let Some(role) = &entry.role else {
        let headline = format!("`may` has no meaning in access `{}`: it has no role", entry.name.value);
        let error = Diagnostic::error(MAY, may.span, headline).label("for the role `developer` only");
        return Some(error.help("add `role = \"developer\"`, or remove `may`"));
    };
    let instead = match role.value {
        AccessRole::BuiltIn(BuiltInRole::Developer) => return None,
        AccessRole::BuiltIn(_) => "remove it, or write `role = \"developer\"`",
        AccessRole::Custom(_) => "remove it, and add a `rule` to the role",
    };
    let headline = format!("`may` has no meaning for the role `{}`", role.value);
    let error = Diagnostic::error(MAY, may.span, headline).label("for the role `developer` only");
    Some(error.also(role.span, "this role").help(instead))
}
