//! Production has AWS accounts of its own.
//!
//! ## Why
//! An account is the one wall in AWS that is closed unless somebody opens it. Inside one, an administrator of development
//! is an administrator of production, and both draw on the same service quotas and the same API rate limits: a test that
//! starts a hundred nodes may leave production without any (AWS whitepaper, "Organizing Your AWS Environment Using
//! Multiple Accounts": separate production from non-production workloads). An error, as production is concerned.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   account = "222222222222"
//! }
//!
//! environment "prod" {
//!   account = "222222222222"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   account = "111111111111"
//! }
//!
//! environment "prod" {
//!   account = "222222222222"
//! }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SHARED_ACCOUNT;
use crate::model::Cell;
use crate::values::{AccountId, Profile};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let is_production = |cell: &&Cell| model.environment_of(cell).profile == Profile::Production;
    let mut others: BTreeMap<&AccountId, &Cell> = BTreeMap::new();
    for cell in model.cells.iter().filter(|cell| !is_production(cell)) {
        others.entry(&cell.account.value).or_insert(cell);
    }
    let mut told = BTreeSet::new();
    for cell in model.cells.iter().filter(is_production) {
        let Some(other) = others.get(&cell.account.value).filter(|_| told.insert(&cell.account.value)) else {
            continue;
        };
        let (environment, of) = (&cell.class.environment, &other.class.environment);
        let headline = format!("production environment `{environment}` shares its account with `{of}`");
        let finding = Diagnostic::of_profile(Profile::Production, SHARED_ACCOUNT, cell.account.span, headline);
        let finding = finding.label("of production").also(other.account.span, format!("the account of `{of}`"));
        diagnostics.push(
            finding
                .note("who administers the account for one administers both, and they share its quotas")
                .help("give production an account of its own"),
        );
    }
}
