//! AWS permissions go to a service account of their own.
//!
//! ## Why
//! Every pod that names no service account runs as `default` of its namespace (Kubernetes documentation, "Service
//! Accounts"). A role for `default` is therefore a role for whatever anybody starts in the namespace, a debug shell
//! included. A warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   workload_identity "scoring" {
//!     namespace       = "payments"
//!     service_account = "default"
//!     policies        = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   workload_identity "scoring" {
//!     namespace       = "payments"
//!     service_account = "scoring"
//!     policies        = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::DEFAULT_SERVICE_ACCOUNT;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let identities = environment.workload_identities.iter();
        for identity in identities.filter(|identity| identity.service_account.as_str() == "default") {
            let account = &identity.service_account;
            let headline = format!("every pod of namespace `{}` gets these AWS permissions", identity.namespace.value);
            let warning = Diagnostic::warning(DEFAULT_SERVICE_ACCOUNT, account.span, headline);
            let warning = warning.label("what pods run as that name none");
            diagnostics.push(warning.help("name a service account that only this workload uses"));
        }
    }
}
