//! Staging and production are in real accounts.
//!
//! ## Why
//! `000000000000` is the account of emulators such as `LocalStack`, `123456789012` and `111122223333` are those of the
//! examples in the AWS documentation. Whoever copies an example finds out only when Terraform refuses the account of its
//! caller. A warning; that of emulators is
//! none in development.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   account = "123456789012"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   account = "222222222222"
//! }
//! ```

use std::collections::BTreeSet;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PLACEHOLDER_ACCOUNT;
use crate::model::{Cell, Model};
use crate::values::Profile;

/// The account of emulators.
const EMULATED: &str = "000000000000";
/// Accounts of the examples of the AWS documentation (AWS general reference, "AWS account identifiers").
const EXAMPLES: [&str; 3] = ["111122223333", "123456789012", "444455556666"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut told = BTreeSet::new();
    for cell in model.cells.iter().filter(|cell| is_placeholder(model, cell)) {
        // Cells that share the account share the finding.
        if told.insert((cell.account.span, &cell.account.value)) {
            let headline = format!("account {} is a placeholder", cell.account.value);
            let warning = Diagnostic::warning(PLACEHOLDER_ACCOUNT, cell.account.span, headline);
            let warning = warning.label("from an example or an emulator");
            diagnostics.push(warning.help("write the account that `aws sts get-caller-identity` shows"));
        }
    }
}

fn is_placeholder(model: &Model, cell: &Cell) -> bool {
    let account = cell.account.as_str();
    let is_development = model.environment_of(cell).profile == Profile::Development;
    EXAMPLES.contains(&account) || (account == EMULATED && !is_development)
}
