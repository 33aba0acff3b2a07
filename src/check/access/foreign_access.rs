//! No account of another environment opens production.
//!
//! ## Why
//! A principal is as well guarded as its account. Where a role in the account of development may enter production, the
//! administrators of development may: they decide who assumes that role. Principals in the account of the cell, or in one
//! that holds no cells, such as that of the identity provider, are what access is for. An error, as production is
//! concerned.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   account = "111111111111"
//! }
//!
//! environment "prod" {
//!   account = "222222222222"
//!
//!   access "pipeline" {
//!     principal  = "arn:aws:iam::111111111111:role/pipeline"
//!     policy     = "edit"
//!     namespaces = ["payments"]
//!   }
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
//!
//!   access "pipeline" {
//!     principal  = "arn:aws:iam::222222222222:role/pipeline"
//!     policy     = "edit"
//!     namespaces = ["payments"]
//!   }
//! }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::FOREIGN_ACCESS;
use crate::model::Cell;
use crate::values::{AccountId, Profile};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let is_production = |cell: &&Cell| model.environment_of(cell).profile == Profile::Production;
    let production: BTreeSet<&AccountId> =
        model.cells.iter().filter(is_production).map(|cell| &cell.account.value).collect();
    let mut others: BTreeMap<&AccountId, &Cell> = BTreeMap::new();
    // An account that holds cells of production as well is reported as that.
    for cell in model.cells.iter().filter(|cell| !production.contains(&cell.account.value)) {
        others.entry(&cell.account.value).or_insert(cell);
    }
    let production = model.environments.values().filter(|environment| environment.profile == Profile::Production);
    for environment in production {
        for entry in &environment.access {
            let Some(cell) = others.get(entry.principal.account()) else { continue };
            let of = &cell.class.environment;
            let headline = format!("access `{}` opens production to the account of `{of}`", entry.name.value);
            let finding = Diagnostic::of_profile(environment.profile, FOREIGN_ACCESS, entry.principal.span, headline);
            let finding = finding.label("who administers that account decides who this is");
            let finding = finding.also(cell.account.span, format!("the account of environment `{of}`"));
            diagnostics.push(finding.help("name a principal of the cell's account, or of one without cells"));
        }
    }
}
