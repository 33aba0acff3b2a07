//! The namespace of a workload identity is declared.
//!
//! ## Why
//! An identity is bound to a service account by its name: in a namespace that does not exist nobody ever gets it, and whoever may
//! create that namespace later gets its AWS permissions. Charts bring namespaces too, so it is a warning, and only in an environment
//! that declares namespaces.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {}
//!   workload_identity "reports" {
//!     namespace       = "payment"
//!     service_account = "reports"
//!     policies        = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {}
//!   workload_identity "reports" {
//!     namespace       = "payments"
//!     service_account = "reports"
//!     policies        = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::IDENTITY_NAMESPACE;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::model::{Environment, Part, WorkloadIdentity};
use crate::values::taken_namespaces;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let is_judged = |environment: &&Environment| {
        !environment.partial.contains(Part::Namespaces) && !environment.namespaces.is_empty()
    };
    for environment in model.environments.values().filter(is_judged) {
        let identities = environment.workload_identities.iter();
        diagnostics.extend(identities.filter_map(|identity| check_identity(environment, identity)));
    }
}

fn check_identity(environment: &Environment, identity: &WorkloadIdentity) -> Option<Diagnostic> {
    let written = &identity.namespace;
    let names = || environment.namespaces.iter().map(|namespace| namespace.name.as_str());
    if names().any(|name| name == written.as_str()) || taken_namespaces().any(|name| name == written.as_str()) {
        return None;
    }
    let headline = format!("there is no namespace `{}`", written.value);
    let warning = Diagnostic::warning(IDENTITY_NAMESPACE, written.span, headline).label("not declared");
    let warning = warning.note("nobody has these AWS permissions, until somebody makes the namespace");
    Some(match did_you_mean(written.as_str(), names()) {
        Some(near) => warning.help_replacing(format!("did you mean `{near}`?"), written.span, format!("\"{near}\"")),
        None => warning.help(format!("declare `namespace \"{}\" {{ … }}`", written.value)),
    })
}
