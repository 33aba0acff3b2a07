//! The VPC CNI of a cell with namespaces enforces network policies.
//!
//! ## Why
//! Namespaces are closed to each other by network policies, and the VPC CNI enforces these from v1.14.0 on (EKS user guide, "Limit
//! Pod traffic with Kubernetes network policies"). Older builds know no `enableNetworkPolicy`: EKS refuses the configuration of the
//! add-on, and without it every connection would be open. An error where an environment declares namespaces, otherwise a warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {}
//!   add_on "vpc-cni" {
//!     version = "v1.12.6-eksbuild.2"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "payments" {}
//!   add_on "vpc-cni" {
//!     version = "v1.21.1-eksbuild.1"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::NETWORK_POLICY_ENGINE;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Environment;
use crate::values::{AddOnName, AddOnVersion};

/// EKS user guide, "Limit Pod traffic with Kubernetes network policies".
const FIRST: AddOnVersion = AddOnVersion { major: 1, minor: 14, patch: 0, build: 0 };

/// Add-ons are the environment's: its classes have the same.
pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.environments.values().filter_map(check_environment));
}

fn check_environment(environment: &Environment) -> Option<Diagnostic> {
    let version =
        environment.own_class.add_ons.get(&AddOnName::VpcCni)?.version.filter(|version| version.value < FIRST)?;
    let severity = if environment.namespaces.is_empty() { Severity::Warning } else { Severity::Error };
    let headline = format!("vpc-cni {} enforces no network policies", version.value);
    let finding = Diagnostic::new(severity, NETWORK_POLICY_ENGINE, version.span, headline);
    let finding = finding.label("v1.14.0 is the first that does");
    let finding = match environment.namespaces.first() {
        Some(namespace) => finding.also(namespace.span(), "kept apart by network policies"),
        None => finding.note("the first namespace of the environment would be open to all others"),
    };
    Some(finding.help("leave `version` out, or write one that `aws eks describe-addon-versions` lists"))
}
