//! An access entry has a role or an EKS access policy, not both.
//!
//! ## Why
//! Kubernetes adds up what the two allow: with `policy = "edit"` beside `role = "viewer"` the principal changes workloads
//! and reads Secrets, whatever the role was chosen for (EKS user guide, "Associate access policies with access entries").
//! The role is the permission, so a policy beside it is an error.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git { repository = "https://github.com/acme/cells.git" }
//! }
//! environment "dev" {
//!   access "readers" {
//!     principal = "arn:aws:iam::111111111111:role/reader"
//!     role      = "viewer"
//!     policy    = "view"
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
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ROLE_AND_POLICY;
use crate::model::AccessEntry;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        diagnostics.extend(environment.access.iter().filter_map(check_entry));
    }
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    let (role, policy) = (entry.role.as_ref()?, entry.policy?);
    let headline = format!("access `{}` has a role and a policy", entry.name.value);
    let error = Diagnostic::error(ROLE_AND_POLICY, policy.span, headline).label("adds to what the role allows");
    let error = error.also(role.span, "this role").note("Kubernetes adds up what the two allow");
    Some(error.help(format!("remove `policy` for the role `{}`, or `role` for the policy", role.value)))
}
