//! The account of a principal is spelled like those of the fleet.
//!
//! ## Why
//! A principal may be in any account, such as that of the identity provider. EKS does not ask whether its account exists,
//! so a wrong digit grants access to nobody, or to a stranger. An account that differs from one of the fleet in a single
//! digit, or in two that changed places, is a slip of the pen as good as certainly. A warning.
//!
//! Where nothing names the account of an environment or a cell, and several ARNs in it agree on one that is nearly the same, the
//! slip is in `account`: one finding there, and none at the ARNs. It is an error where the deploy role or a policy is among them,
//! because these must be in the cell's own account.
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

use crate::check::Context;
use crate::check::facts::misspelt_account::{MisspeltAccount, is_slip, misspelt_accounts};
use crate::diagnostic::codes::PRINCIPAL_ACCOUNT;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;
use crate::values::AccountId;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let accounts: BTreeSet<&AccountId> = model.cells.iter().map(|cell| &cell.account.value).collect();
    let misspelt = misspelt_accounts(model);
    diagnostics.extend(misspelt.iter().map(account));
    let told: BTreeSet<Span> = misspelt.into_iter().flat_map(|misspelt| misspelt.witnesses).collect();
    for environment in model.environments.values() {
        let strange = environment.access.iter().filter(|entry| !accounts.contains(entry.principal.account()));
        for entry in strange.filter(|entry| !told.contains(&entry.principal.span)) {
            let account = entry.principal.account();
            let Some(meant) = accounts.iter().find(|known| is_slip(account, known)) else { continue };
            let headline = format!("account {account} is nearly {meant}");
            let warning = Diagnostic::warning(PRINCIPAL_ACCOUNT, entry.principal.span, headline);
            let warning = warning.label(format!("no cell is in account {account}"));
            let arn = entry.principal.to_string().replacen(account.as_str(), meant.as_str(), 1);
            let help = format!("write `{arn}` if that is meant");
            // Which of the two is wrong, nobody but the author knows: nothing to apply.
            diagnostics.push(warning.help(help));
        }
    }
}

fn account(MisspeltAccount { account, meant, witnesses, fails }: &MisspeltAccount<'_>) -> Diagnostic {
    let severity = if *fails { Severity::Error } else { Severity::Warning };
    let headline = format!("account {} is nearly {meant}, which {} ARNs name", account.value, witnesses.len());
    let finding = Diagnostic::new(severity, PRINCIPAL_ACCOUNT, account.span, headline).label("no ARN names this one");
    let finding = match witnesses.first() {
        Some(first) => finding.also(*first, "the first that names the other"),
        None => finding,
    };
    finding.help(format!("write `account = \"{meant}\"` if that is meant"))
}
