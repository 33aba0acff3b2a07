//! A policy of AWS is named with its path.
//!
//! ## Why
//! Most policies of AWS have no path, some lie under `service-role/` or `job-function/`, and the consoles mostly show the
//! name alone. The ARN without the path is that of a policy which does not exist, and IAM refuses to attach it (AWS managed
//! policy reference). An error.
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

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::POLICY_PATH;
use crate::source::Spanned;
use crate::values::PolicyArn;

/// Policies that workloads are given and that have a path (AWS managed policy reference).
const WITH_PATH: [(&str, &str); 10] = [
    ("AWSGlueServiceRole", "service-role"),
    ("AWSLambdaBasicExecutionRole", "service-role"),
    ("AWSLambdaVPCAccessExecutionRole", "service-role"),
    ("AmazonEBSCSIDriverPolicy", "service-role"),
    ("AmazonECSTaskExecutionRolePolicy", "service-role"),
    ("AmazonEFSCSIDriverPolicy", "service-role"),
    ("Billing", "job-function"),
    ("DataScientist", "job-function"),
    ("SupportUser", "job-function"),
    ("ViewOnlyAccess", "job-function"),
];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for class in model.classes.iter().filter(|class| class.name.is_none()) {
        let policies = class.workload_identities.iter().flat_map(|identity| identity.policies.iter());
        diagnostics.extend(policies.filter_map(check_policy));
    }
}

fn check_policy(policy: &Spanned<PolicyArn>) -> Option<Diagnostic> {
    let written = policy.to_string();
    let start = written.strip_suffix(policy.name()).filter(|start| start.ends_with(":policy/"))?;
    let (name, path) = WITH_PATH.iter().find(|(name, _)| policy.account().is_none() && *name == policy.name())?;
    let headline = format!("AWS has no policy `{name}` without a path");
    let whole = format!("{start}{path}/{name}");
    let error = Diagnostic::error(POLICY_PATH, policy.span, headline).label(format!("it is `{path}/{name}`"));
    Some(error.help_replacing(format!("write `{whole}`"), policy.span, format!("\"{whole}\"")))
}
