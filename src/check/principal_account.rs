//! The account of a principal is spelled like those of the fleet.
//!
//! ## Why
//! A principal may be in any account, such as that of the identity provider. EKS does not ask whether its account exists,
//! so a wrong digit grants access to nobody, or to a stranger. An account that differs from one of the fleet in a single
//! digit, or in two that changed places, is a slip of the pen as good as certainly. A warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   account = "123412341234"
//!
//!   access "viewers" {
//!     principal = "arn:aws:iam::123412341243:role/viewer"
//!     policy    = "view"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   account = "123412341234"
//!
//!   access "viewers" {
//!     principal = "arn:aws:iam::123412341234:role/viewer"
//!     policy    = "view"
//!   }
//! }
//! ```

use std::collections::BTreeSet;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PRINCIPAL_ACCOUNT;
use crate::values::AccountId;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let accounts: BTreeSet<&AccountId> = model.cells.iter().map(|cell| &cell.account.value).collect();
    for class in model.classes.iter().filter(|class| class.name.is_none()) {
        for entry in class.access.iter().filter(|entry| !accounts.contains(entry.principal.account())) {
            let account = entry.principal.account();
            let Some(meant) = accounts.iter().find(|known| is_slip(account, known)) else { continue };
            let headline = format!("account {account} is nearly {meant}");
            let warning = Diagnostic::warning(PRINCIPAL_ACCOUNT, entry.principal.span, headline);
            let warning = warning.label(format!("no cell is in account {account}"));
            let arn = entry.principal.to_string().replacen(account.as_str(), meant.as_str(), 1);
            let help = format!("write `{arn}` if that is meant");
            diagnostics.push(warning.help_replacing(help, entry.principal.span, format!("\"{arn}\"")));
        }
    }
}

fn is_slip(account: &AccountId, known: &AccountId) -> bool {
    strsim::osa_distance(account.as_str(), known.as_str()) == 1
}
