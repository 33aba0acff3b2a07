//! A role that is declared is used.
//!
//! ## Why
//! Nothing is generated from a role that no access entry has. Mostly it is left over, or the entry that was meant to have it
//! has another. A warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   role "restarter" {
//!     rule "deployments" {
//!       api_groups = ["apps"]
//!       resources  = ["deployments"]
//!       verbs      = ["patch"]
//!     }
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
//!   role "restarter" {
//!     rule "deployments" {
//!       api_groups = ["apps"]
//!       resources  = ["deployments"]
//!       verbs      = ["patch"]
//!     }
//!   }
//!   access "restarters" {
//!     principal  = "arn:aws:iam::111111111111:role/restarter"
//!     role       = "restarter"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use std::collections::BTreeSet;

use super::unknown_role::unknown;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::UNUSED_ROLE;
use crate::model::{AccessRole, Environment, Part};
use crate::values::{BuiltInRole, Name};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| !environment.partial.contains(Part::Access)) {
        // An unknown name may be meant as one of these.
        if environment.access.iter().any(|entry| unknown(environment, entry).is_some()) {
            continue;
        }
        let used = used(environment);
        let is_unused = |name: &&Name| !used.contains(*name) && name.as_str().parse::<BuiltInRole>().is_err();
        for role in environment.roles.iter().filter(|role| is_unused(&&role.name.value)) {
            let headline = format!("nobody has the role `{}`", role.name.value);
            let warning = Diagnostic::warning(UNUSED_ROLE, role.name.span, headline).label("nothing is made of it");
            let help = format!("write `role = \"{}\"` in an `access` block, or remove the block", role.name.value);
            diagnostics.push(warning.help(help));
        }
    }
}

fn used(environment: &Environment) -> BTreeSet<&Name> {
    let roles = environment.access.iter().filter_map(|entry| match &entry.role.as_ref()?.value {
        AccessRole::Custom(name) => Some(name),
        AccessRole::BuiltIn(_) => None,
    });
    roles.collect()
}
