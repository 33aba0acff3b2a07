//! Everything in an environment is in one AWS partition.
//!
//! ## Why
//! AWS, its `GovCloud` and its China are separate partitions with accounts, ARNs and names of their own; nothing in one
//! can name anything in another (AWS general reference, "ARNs").
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   region = "us-gov-west-1"
//!   access "platform" {
//!     principal = "arn:aws:iam::111111111111:role/platform-engineer"
//!     policy    = "cluster-admin"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   region = "us-gov-west-1"
//!   access "platform" {
//!     principal = "arn:aws-us-gov:iam::111111111111:role/platform-engineer"
//!     policy    = "cluster-admin"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PARTITION;
use crate::source::Span;
use crate::values::Partition;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for cell in &model.cells {
        let wanted = model.environment_of(cell).partition();
        let region = &cell.region;
        diagnostics.extend(differs(wanted, region.partition(), region.span, &format!("region `{}`", region.value)));
        let role = cell.deploy_role.iter();
        diagnostics.extend(role.filter_map(|role| differs(wanted, role.partition(), role.span, "the deploy role")));
    }
    for environment in model.environments.values() {
        let wanted = environment.partition();
        let principals = environment.access.iter().map(|entry| &entry.principal);
        diagnostics.extend(principals.filter_map(|principal| {
            differs(wanted, principal.partition(), principal.span, &format!("principal `{}`", principal.value))
        }));
        let policies = environment.workload_identities.iter().flat_map(|identity| identity.policies.iter());
        diagnostics.extend(policies.filter_map(|policy| {
            differs(wanted, policy.partition(), policy.span, &format!("policy `{}`", policy.value))
        }));
    }
}

fn differs(wanted: Partition, found: Partition, span: Span, what: &str) -> Option<Diagnostic> {
    (wanted != found).then(|| {
        Diagnostic::error(PARTITION, span, format!("{what} is in partition `{found}`"))
            .label(format!("the environment is in `{wanted}`"))
            .note("nothing in AWS reaches across partitions")
            .help(format!("name one of partition `{wanted}`"))
    })
}
