//! People and pipelines reach the Kubernetes API through roles.
//!
//! ## Why
//! An IAM user has access keys that never expire, and a key that leaks opens the cluster until somebody notices. A role
//! gives out credentials that end after hours, and asks for a second factor where its owner wants one (IAM user guide,
//! "Security best practices in IAM": use temporary credentials). Advice in development, a warning in staging, an error in
//! production; the user for emergencies is what `allow` is for.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   access "operator" {
//!     principal = "arn:aws:iam::111111111111:user/operator"
//!     policy    = "view"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   access "operator" {
//!     principal = "arn:aws:iam::111111111111:role/operator"
//!     policy    = "view"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::USER_PRINCIPAL;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for entry in environment.access.iter().filter(|entry| !entry.principal.is_role()) {
            let profile = model.profile_of(&entry.environment, environment);
            let headline = format!("access `{}` is granted to an IAM user", entry.name.value);
            let finding = Diagnostic::of_profile(profile, USER_PRINCIPAL, entry.principal.span, headline);
            let finding = finding.label("a user has keys that never expire");
            diagnostics.push(finding.help("name a role that the person or the pipeline assumes"));
        }
    }
}
