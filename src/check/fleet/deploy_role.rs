//! The role that deploys a cell lies in the cell's account.
//!
//! ## Why
//! Every root names the account that it may change (`allowed_account_ids`); with a role of another account the
//! provider stops before it does anything. A cell with an account of its own needs a role there.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   deploy_role = "arn:aws:iam::999999999999:role/terraform"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   deploy_role = "arn:aws:iam::111111111111:role/terraform"
//! }
//! ```

use crate::check::Context;
use crate::check::facts::misspelt_account::witnesses;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::DEPLOY_ROLE;
use crate::source::Spanned;
use crate::values::RoleArn;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let told = witnesses(model);
    for cell in &model.cells {
        let is_strange = |role: &&Spanned<RoleArn>| *role.account() != cell.account.value && !told.contains(&role.span);
        let Some(role) = cell.deploy_role.as_ref().filter(is_strange) else { continue };
        // Without the cell's name: cells that share account and role share the finding.
        let headline = format!("the deploy role is in account {}, the cell in {}", role.account(), cell.account.value);
        diagnostics.push(
            Diagnostic::error(DEPLOY_ROLE, role.span, headline)
                .label(format!("account {}", role.account()))
                .also(cell.account.span, "the cell's account")
                .note("the provider refuses to run in any account but the cell's (`allowed_account_ids`)")
                .help("set `deploy_role`, here or in the cell, to a role of the cell's account"),
        );
    }
}
