//! An environment whose cells are in several accounts says which role deploys to each.
//!
//! ## Why
//! Without `deploy_role` Terraform runs as its caller, and a caller is in one account. Every root allows its own account
//! only (`allowed_account_ids`), so that a pipeline that walks the cells with one set of credentials fails at the first
//! cell in another account. A warning, because a pipeline may change its credentials for each cell.
//!
//! ## Wrong
//! ```hcl
//! cell "alpha" {
//!   cidr = "10.0.0.0/16"
//! }
//!
//! cell "beta" {
//!   cidr    = "10.1.0.0/16"
//!   account = "333333333333"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! cell "alpha" {
//!   cidr        = "10.0.0.0/16"
//!   deploy_role = "arn:aws:iam::111111111111:role/terraform"
//! }
//!
//! cell "beta" {
//!   cidr        = "10.1.0.0/16"
//!   account     = "333333333333"
//!   deploy_role = "arn:aws:iam::333333333333:role/terraform"
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::codes::ACCOUNT_ROLE;
use crate::diagnostic::{Diagnostic, plural};
use crate::model::Cell;
use crate::values::AccountId;

/// Cells without a role, by environment and account, in the order of the accounts.
type Callers<'a> = BTreeMap<&'a str, BTreeMap<&'a AccountId, Vec<&'a Cell>>>;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut callers: Callers<'_> = BTreeMap::new();
    for cell in model.cells.iter().filter(|cell| cell.deploy_role.is_none()) {
        let environment = cell.class.environment.as_str();
        callers.entry(environment).or_default().entry(&cell.account.value).or_default().push(cell);
    }
    for (environment, accounts) in callers.iter().filter(|(_, accounts)| accounts.len() > 1) {
        // Which account is the caller's, nobody can know: most likely the one with the most cells.
        let mut groups: Vec<&Vec<&Cell>> = accounts.values().collect();
        groups.sort_by_key(|cells| cells.len());
        let (Some([few, ..]), Some([many, ..])) =
            (groups.first().map(|g| g.as_slice()), groups.last().map(|g| g.as_slice()))
        else {
            continue;
        };
        let of = |cell: &Cell| {
            let count = accounts.get(&cell.account.value).map_or(0, Vec::len);
            format!("account {}, of {}", cell.account.value, plural(count, "cell"))
        };
        let headline =
            format!("cells of environment `{environment}` are in several accounts, and no role deploys them");
        let warning = Diagnostic::warning(ACCOUNT_ROLE, few.account.span, headline);
        let warning = warning.label(of(few)).also(many.account.span, of(many));
        diagnostics.push(
            warning
                .note("without a role Terraform runs as its caller, and each cell refuses callers of other accounts")
                .help("set `deploy_role` in the environment and in each cell with an account of its own"),
        );
    }
}
