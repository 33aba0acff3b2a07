//! A role for the whole cluster is not confined to namespaces.
//!
//! ## Why
//! `platform-admin` manages nodes, storage classes and definitions of resources, and `security-auditor` reads them; all of
//! these are in no namespace, so that a `RoleBinding` does not reach them. `break-glass` is the policy
//! `AmazonEKSClusterAdminPolicy`, which EKS refuses to confine (EKS user guide, "Associate access policies with access
//! entries"). With `namespaces` each would look like less than it is, or be less than it says.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   git { repository = "https://github.com/acme/cells.git" }
//! }
//! environment "dev" {
//!   namespace "payments" {}
//!   access "auditors" {
//!     principal  = "arn:aws:iam::111111111111:role/auditor"
//!     role       = "security-auditor"
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
//!   access "auditors" {
//!     principal  = "arn:aws:iam::111111111111:role/auditor"
//!     role       = "viewer"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::CLUSTER_WIDE_ROLE;
use crate::model::{AccessEntry, AccessRole, AccessScope};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        diagnostics.extend(environment.access.iter().filter_map(check_entry));
    }
}

fn check_entry(entry: &AccessEntry) -> Option<Diagnostic> {
    let role = entry.role.as_ref()?;
    let AccessRole::BuiltIn(built_in) = &role.value else { return None };
    let AccessScope::Namespaces(namespaces) = &entry.scope else { return None };
    // An empty list is a finding by itself.
    if !built_in.is_cluster_wide() || namespaces.is_empty() {
        return None;
    }
    let headline = format!("the role `{built_in}` of access `{}` cannot be confined", entry.name.value);
    let error = Diagnostic::error(CLUSTER_WIDE_ROLE, namespaces.span, headline).label("holds in the whole cluster");
    let error = error.also(role.span, "this role");
    Some(error.help("remove `namespaces`, or write `viewer`, `developer` or `operator` for these namespaces"))
}
