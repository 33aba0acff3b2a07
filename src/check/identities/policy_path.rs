//! A policy of AWS is named with its path, and as AWS writes it.
//!
//! ## Why
//! Most policies of AWS have no path, some lie under `service-role/` or `job-function/`, and the consoles mostly show the
//! name alone. The ARN without the path, with another one, or with letters of another case is that of a policy which does not
//! exist, and IAM refuses to attach it (AWS managed policy reference). An error. A name that differs in one letter from one of
//! `catalog/managed_policies.json`, which is a selection, is a warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   workload_identity "backup" {
//!     namespace       = "backup"
//!     service_account = "backup"
//!     policies        = ["arn:aws:iam::aws:policy/AmazonEFSCSIDriverPolicy"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   workload_identity "backup" {
//!     namespace       = "backup"
//!     service_account = "backup"
//!     policies        = ["arn:aws:iam::aws:policy/service-role/AmazonEFSCSIDriverPolicy"]
//!   }
//! }
//! ```

use crate::catalog::managed_policies::{self, name};
use crate::check::Context;
use crate::diagnostic::codes::POLICY_PATH;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::Spanned;
use crate::values::PolicyArn;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        let policies = environment.workload_identities.iter().flat_map(|identity| identity.policies.iter());
        diagnostics.extend(policies.filter_map(check_policy));
    }
}

fn check_policy(policy: &Spanned<PolicyArn>) -> Option<Diagnostic> {
    let arn = policy.to_string();
    let (start, written) = arn.split_once(":policy/").filter(|_| policy.account().is_none())?;
    if managed_policies::all().any(|known| known == written) {
        return None;
    }
    let is_same = |known: &&str| name(known) == policy.name();
    let is_alike = |known: &&str| name(known).eq_ignore_ascii_case(policy.name());
    let found = managed_policies::all().find(is_same).or_else(|| managed_policies::all().find(is_alike));
    let Some(known) = found else { return nearly(policy, start) };
    let lacks = if name(known) == written { " without a path" } else { "" };
    let headline = format!("AWS has no policy `{written}`{lacks}");
    let error = Diagnostic::error(POLICY_PATH, policy.span, headline).label(format!("it is `{known}`"));
    let whole = format!("{start}:policy/{known}");
    Some(error.help_replacing(format!("write `{whole}`"), policy.span, format!("\"{whole}\"")))
}

/// The table is a selection, so this may be a policy of its own: nothing to apply.
fn nearly(policy: &Spanned<PolicyArn>, start: &str) -> Option<Diagnostic> {
    let near = did_you_mean(policy.name(), managed_policies::all().map(name))?.certain()?;
    let known = managed_policies::all().find(|known| name(known) == near)?;
    let headline = format!("`{}` is nearly `{near}`", policy.name());
    let warning = Diagnostic::warning(POLICY_PATH, policy.span, headline);
    let warning = warning.label("not among the policies that are known");
    Some(warning.help(format!("write `{start}:policy/{known}` if that is meant")))
}
