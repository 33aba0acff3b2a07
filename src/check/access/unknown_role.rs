//! The role of an access entry is built in, or declared in its environment.
//!
//! ## Why
//! A role is one of the seven that cellc knows (`viewer`, `developer`, `operator`, `release-manager`, `platform-admin`,
//! `security-auditor`, `break-glass`) or a `role` block of the same environment. A binding of anything else would name a `ClusterRole` that does
//! not exist: Kubernetes takes it, and the principal may do nothing (Kubernetes, "Using RBAC Authorization").
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git { repository = "https://github.com/acme/cells.git" }
//! }
//! environment "dev" {
//!   access "readers" {
//!     principal = "arn:aws:iam::111111111111:role/reader"
//!     role      = "viewers"
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
//!   access "readers" {
//!     principal = "arn:aws:iam::111111111111:role/reader"
//!     role      = "viewer"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::UNKNOWN_ROLE;
use crate::diagnostic::{Diagnostic, did_you_mean, listing};
use crate::model::{AccessEntry, AccessRole, Environment, Part};
use crate::source::Spanned;
use crate::values::{BuiltInRole, Name};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| !environment.partial.contains(Part::Roles)) {
        for (role, name) in environment.access.iter().filter_map(|entry| unknown(environment, entry)) {
            let headline = format!("there is no role `{name}`");
            let error = Diagnostic::error(UNKNOWN_ROLE, role.span, headline).label("neither built in nor declared");
            diagnostics.push(match did_you_mean(name.as_str(), names(environment)) {
                Some(near) => error.help_near(&near, role.span),
                None => error.help(format!(
                    "write {}, or declare `role \"{name}\" {{ … }}`",
                    listing(BuiltInRole::variants().iter().copied(), "or")
                )),
            });
        }
    }
}

/// The role of an entry, if there is none of its name.
pub(in crate::check) fn unknown<'a>(
    environment: &Environment,
    entry: &'a AccessEntry,
) -> Option<(&'a Spanned<AccessRole>, &'a Name)> {
    let role = entry.role.as_ref()?;
    match &role.value {
        AccessRole::Custom(name) if environment.custom_role(name).is_none() => Some((role, name)),
        _ => None,
    }
}

fn names(environment: &Environment) -> impl Iterator<Item = &str> {
    BuiltInRole::variants().iter().copied().chain(environment.roles.iter().map(|role| role.name.as_str()))
}
