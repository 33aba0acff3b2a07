//! A workload has no policy that is meant for administrators.
//!
//! ## Why
//! The policies of AWS whose names say `FullAccess`, and those for administrators, allow everything in a service or in the
//! account, on every resource: also on those of other cells, for a workload in one account with them. With them a flaw in
//! one workload is a flaw in the account. `ReadOnlyAccess` reads all of it, the objects of every bucket as well. A policy of the account's own names the actions and resources that the workload
//! uses (IAM user guide, "Security best practices in IAM": apply least-privilege permissions). Advice in development, a
//! warning in staging, an error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   account = "222222222222"
//!
//!   workload_identity "scoring" {
//!     namespace       = "payments"
//!     service_account = "scoring"
//!     policies        = ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   account = "222222222222"
//!
//!   workload_identity "scoring" {
//!     namespace       = "payments"
//!     service_account = "scoring"
//!     policies        = ["arn:aws:iam::222222222222:policy/scoring"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::WIDE_POLICY;
use crate::source::Spanned;
use crate::values::PolicyArn;

/// Policies of AWS for people who administer (IAM user guide, "AWS managed policies for job functions").
const ADMINISTRATORS: [&str; 5] =
    ["AdministratorAccess", "DatabaseAdministrator", "NetworkAdministrator", "PowerUserAccess", "SystemAdministrator"];

/// Reads what is stored, and not only what there is, in every service.
const READER: &str = "ReadOnlyAccess";
const READS: &str = "reads every resource of the account";

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        for identity in &environment.workload_identities {
            let is_first = |(index, policy): &(usize, &Spanned<PolicyArn>)| {
                !identity.policies.iter().take(*index).any(|before| before.value == policy.value)
            };
            let policies = identity.policies.iter().enumerate().filter(is_first).map(|(_, policy)| policy);
            for policy in policies.filter(|policy| is_wide(policy)) {
                let headline = format!("workload identity `{}` has `{}`", identity.name.value, policy.name());
                let finding = Diagnostic::of_profile(environment.profile, WIDE_POLICY, policy.span, headline);
                diagnostics.push(
                    finding
                        .label(if policy.name() == READER { READS } else { "everything, on every resource" })
                        .note("what holds for the whole account holds for the resources of other cells in it")
                        .help("write a policy that names the actions and resources of the workload, and name it here"),
                );
            }
        }
    }
}

fn is_wide(policy: &PolicyArn) -> bool {
    let name = policy.name();
    policy.account().is_none() && (name.contains("FullAccess") || name == READER || ADMINISTRATORS.contains(&name))
}
