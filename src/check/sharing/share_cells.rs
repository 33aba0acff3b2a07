//! A cell is of an environment that has cells of its own.
//!
//! ## Why
//! An environment that `shares` has neither an account nor a region nor a class: nothing says what its cell would be. The
//! cell belongs to the host, and the namespaces of both are in it.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {}
//! environment "staging" {
//!   shares = "dev"
//! }
//! cell "alpha" {
//!   environment = "dev"
//! }
//! cell "beta" {
//!   environment = "staging"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {}
//! environment "staging" {
//!   shares = "dev"
//! }
//! cell "alpha" {
//!   environment = "dev"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SHARE_CELLS;
use crate::model::Share;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.guests().filter_map(|(share, _)| claimed(share)));
}

/// One finding, however many cells there are.
fn claimed(share: &Share) -> Option<Diagnostic> {
    let mut cells = share.claimed_by.clone();
    cells.sort_by_key(|cell| cell.span);
    let first = cells.first()?;
    let (environment, host) = (&share.environment.value, &share.host.value);
    let subject = match cells.len() {
        1 => format!("cell `{}` is", first.value),
        count => format!("{count} cells are"),
    };
    let headline = format!("{subject} of environment `{environment}`, which has no cells of its own");
    let error = Diagnostic::error(SHARE_CELLS, first.span, headline).label(format!("cell `{}`", first.value));
    let error = error.also(share.host.span, format!("it shares the cells of `{host}`"));
    let edits = cells.iter().map(|cell| (cell.span, format!("\"{host}\"")));
    Some(
        error.help_editing(format!("write `environment = \"{host}\"`: the namespaces of both are in its cells"), edits),
    )
}
