//! Roles inside a cell need the manifests that bring them.
//!
//! ## Why
//! A role is a group in the access entry, and a `ClusterRole` and bindings in the cluster. Those are manifests that the cell's
//! own Argo CD pulls. A fleet without a `git` block has no manifests, so the group would be bound to nothing and the
//! principal could do nothing. `break-glass` and every `policy` are applied by EKS and need none.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   access "readers" {
//!     principal = "arn:aws:iam::111111111111:role/reader"
//!     role      = "viewer"
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

use super::unknown_role::unknown;
use crate::check::Context;
use crate::check::delivery::application_without_git::first_written;
use crate::check::delivery::without_git::without_effect;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ROLE_WITHOUT_GIT;

/// The block is missing once, so there is one finding, at the first role, unless something else needs the block more.
pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_some() || model.fleet.is_stand_in || !is_whole {
        return;
    }
    if without_effect(model).is_some() || model.environments.values().any(|each| first_written(each).is_some()) {
        return;
    }
    let entries = model.access().filter(|(environment, entry)| unknown(environment, entry).is_none());
    let mut roles: Vec<_> = entries.filter_map(|(_, entry)| Some((entry.rbac_role()?, entry))).collect();
    roles.sort_by_key(|(role, _)| role.span);
    let Some((role, entry)) = roles.first() else { return };
    let headline = format!("the role of access `{}` would grant nothing: there are no manifests", entry.name.value);
    let error = Diagnostic::error(ROLE_WITHOUT_GIT, role.span, headline).label("made of manifests");
    let error = error.also(model.fleet.name.span, "no `git` block");
    let error = match roles.len() {
        1 => error,
        count => error.note(format!("{count} access entries have such a role")),
    };
    diagnostics.push(error.help("add a `git` block with a `repository` to the fleet, or write a `policy` instead"));
}
