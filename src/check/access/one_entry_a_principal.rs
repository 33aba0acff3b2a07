//! A principal has one access entry in a cluster.
//!
//! ## Why
//! EKS knows one access entry for each principal of a cluster and refuses the second with `ResourceInUseException`.
//! Names in IAM are unique without their path and case, so two ARNs that differ in these only mean one principal, and
//! one of them is of nobody.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   access "platform" {
//!     principal = "arn:aws:iam::111111111111:role/platform-engineer"
//!     policy    = "cluster-admin"
//!   }
//!   access "viewers" {
//!     principal = "arn:aws:iam::111111111111:role/platform-engineer"
//!     policy    = "view"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   access "platform" {
//!     principal = "arn:aws:iam::111111111111:role/platform-engineer"
//!     policy    = "cluster-admin"
//!   }
//!   access "viewers" {
//!     principal = "arn:aws:iam::111111111111:role/platform-viewer"
//!     policy    = "view"
//!   }
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ONE_ENTRY_A_PRINCIPAL;
use crate::model::AccessEntry;
use crate::values::IamPrincipal;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let mut seen: BTreeMap<String, &AccessEntry> = BTreeMap::new();
        let mut entries: Vec<&AccessEntry> = environment.access.iter().collect();
        entries.sort_by_key(|entry| entry.span());
        for entry in entries {
            let first = *seen.entry(identity(&entry.principal)).or_insert(entry);
            if first.name.value == entry.name.value {
                continue;
            }
            if first.principal.value != entry.principal.value {
                diagnostics.push(spelled_twice(first, entry));
                continue;
            }
            let headline = format!("access `{}` and `{}` name one principal", first.name.value, entry.name.value);
            let error = Diagnostic::error(ONE_ENTRY_A_PRINCIPAL, entry.principal.span, headline)
                .label("again here")
                .also(first.principal.span, "first here")
                .note("EKS knows one access entry a principal and refuses the second");
            diagnostics.push(error.help(help(first, entry)));
        }
    }
}

fn help(first: &AccessEntry, entry: &AccessEntry) -> String {
    if first.environment == entry.environment {
        return "merge the two blocks, or give one of them a role of its own".to_owned();
    }
    let (of, others) = (&entry.environment, &first.environment);
    format!("`{of}` and `{others}` are in the same cells: give each a role of its own")
}

/// What IAM tells principals apart by: names of one account are unique without path and case (IAM user guide, "IAM
/// identifiers").
fn identity(principal: &IamPrincipal) -> String {
    let kind = if principal.is_role() { "role" } else { "user" };
    format!("{}/{kind}/{}", principal.account(), principal.name().to_ascii_lowercase())
}

fn spelled_twice(first: &AccessEntry, entry: &AccessEntry) -> Diagnostic {
    let headline = format!("access `{}` and `{}` spell one principal in two ways", first.name.value, entry.name.value);
    Diagnostic::error(ONE_ENTRY_A_PRINCIPAL, entry.principal.span, headline)
        .label("the same name with another path or case")
        .also(first.principal.span, "first here")
        .note("names in IAM are unique without their path and case: one of the two ARNs is of nobody")
        .help("write the ARN as IAM shows it, in one block")
}
