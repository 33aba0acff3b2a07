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

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PERIMETER_ACCOUNT;
use crate::model::{Class, Model};
use crate::values::AccountId;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let known: BTreeSet<&AccountId> = model.cells.iter().map(|cell| &cell.account.value).collect();
    for class in model.classes.iter().filter(|class| class.name.is_none()) {
        let own = accounts_of(model, class);
        for account in class.perimeter.iter().flat_map(|perimeter| &perimeter.accounts) {
            if own.len() == 1 && own.contains(&account.value) {
                let headline = format!("{} is the account of {} itself", account.value, class.title());
                let advice = Diagnostic::advice(PERIMETER_ACCOUNT, account.span, headline).label("trusted anyway");
                diagnostics.push(advice.help_removing("leave it out", account.span));
            } else if !known.contains(&account.value) {
                let headline =
                    format!("{} trusts account {}, in which the fleet has no cell", class.title(), account.value);
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

/// The accounts of the cells of a class's environment.
fn accounts_of<'a>(model: &'a Model, class: &Class) -> BTreeSet<&'a AccountId> {
    let cells = model.cells.iter().filter(|cell| model.class_of(cell).environment == class.environment);
    cells.map(|cell| &cell.account.value).collect()
}
