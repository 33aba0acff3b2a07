//! Accounts that a perimeter trusts are the fleet's own, or somebody has said whose they are.
//!
//! ## Why
//! An account in `perimeter` opens the network of an isolated cell to whoever administers that account: their principals may call
//! through its endpoints, and data may be written to their buckets, queues and registries. Where the fleet has no cell in the
//! account, nothing else in the spec vouches for it, and one wrong digit is somebody else's account. A warning: the owner of an account for logs or
//! images says so in an `allow` block. The account of the environment itself is trusted anyway, so that naming it is advice.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   nat = "none"
//!   perimeter {
//!     accounts = ["999999999999"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   nat = "none"
//!   allow "CELL0422" {
//!     reason = "the registry of the platform team"
//!   }
//!   perimeter {
//!     accounts = ["999999999999"]
//!   }
//! }
//! ```

use std::collections::BTreeSet;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PERIMETER_ACCOUNT;
use crate::model::{Environment, Model};
use crate::values::AccountId;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let known: BTreeSet<&AccountId> = model.cells.iter().map(|cell| &cell.account.value).collect();
    for environment in model.environments.values() {
        let own = accounts_of(model, environment);
        for account in environment.perimeter.iter().flat_map(|perimeter| &perimeter.accounts) {
            if own.len() == 1 && own.contains(&account.value) {
                let headline = format!("{} is the account of {} itself", account.value, environment.title());
                let advice = Diagnostic::advice(PERIMETER_ACCOUNT, account.span, headline).label("trusted anyway");
                diagnostics.push(advice.help_removing("leave it out", account.span));
            } else if !known.contains(&account.value) {
                let headline =
                    format!("{} trusts account {}, in which the fleet has no cell", environment.title(), account.value);
                diagnostics.push(
                    Diagnostic::warning(PERIMETER_ACCOUNT, account.span, headline)
                        .label("whose is it?")
                        .note("its principals may call through the endpoints, and data may be written to its resources")
                        .help("check the number; where it is right, say whose it is in an `allow` block"),
                );
            }
        }
    }
}

/// The accounts of the cells of an environment.
fn accounts_of<'a>(model: &'a Model, environment: &'a Environment) -> BTreeSet<&'a AccountId> {
    model.cells_of(&environment.name).map(|cell| &cell.account.value).collect()
}
