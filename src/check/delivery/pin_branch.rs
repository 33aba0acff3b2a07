//! `branch` of the `git` block names a branch, not a tag or a commit.
//!
//! ## Why
//! A pinned cell has one reference that moves: its `root` Application follows `branch` of the `git` block, and finds there which
//! tag or commit everything else is pinned to. If that were a tag or a commit itself, no later pin would ever reach the cell.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     branch     = "v1.0.0"
//!     revision   = "v1.0.0"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     branch     = "main"
//!     revision   = "v1.0.0"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PIN_BRANCH;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(git) = model.fleet.git.as_ref().filter(|git| !git.branch.is_floating()) else { return };
    let headline = format!("`{}` is a tag or a commit, where pinned cells look for their next pin", git.branch.value);
    let error = Diagnostic::error(PIN_BRANCH, git.branch.span, headline).label("never moves");
    let branch = "name the branch that changes are merged into, such as `main`";
    diagnostics.push(if git.branch.as_str().starts_with("refs/") {
        error.help(branch)
    } else {
        error.help(format!("{branch}; if `{0}` is a branch, write `refs/heads/{0}`", git.branch.value))
    });
}
