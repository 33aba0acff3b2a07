//! A cell follows a revision that stays what it is.
//!
//! ## Why
//! A branch is another commit tomorrow: one merge would then change every cell that follows it, at once. A tag or a commit
//! goes from cell to cell, in as many steps as somebody likes: each step is a commit that moves the pin of a cell to a tag or a
//! commit that is already there. Where none is named cells follow the fleet's `branch`, which production must not: there it is an
//! error, and a warning in staging where the revision is written.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   revision = "main"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   revision = "v1.0.0"
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::codes::FLOATING_REVISION;
use crate::diagnostic::{Diagnostic, plural};
use crate::model::{Cell, Environment, Model};
use crate::source::Span;
use crate::values::Profile;

/// What [`GitRevision::is_floating`](crate::values::GitRevision::is_floating) goes by.
const FORMS: &str =
    "a tag is known by three numbers, as in `v1.2.3` or `2026-11-21`, a commit by 7 to 40 hexadecimal digits";

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A revision that could not be read is not the default.
    if model.fleet.git.is_none() || !is_whole {
        return;
    }
    let mut places: BTreeMap<Span, Vec<&Cell>> = BTreeMap::new();
    for cell in model.cells.iter().filter(|cell| cell.revision.is_floating()) {
        if let Some(span) = place(model.environment_of(cell), cell) {
            places.entry(span).or_default().push(cell);
        }
    }
    diagnostics.extend(places.into_iter().filter_map(|(span, cells)| finding(model, span, &cells)));
}

/// Where the finding belongs: what is written, or the environment's header for the default in production.
fn place(environment: &Environment, cell: &Cell) -> Option<Span> {
    let is_default = !cell.revision.is_written();
    match environment.profile {
        Profile::Development => None,
        Profile::Staging if is_default => None,
        Profile::Production if is_default => Some(environment.span()),
        Profile::Staging | Profile::Production => Some(cell.revision.span),
    }
}

/// One for all cells that have it from one place; the strictest of them decides.
fn finding(model: &Model, span: Span, cells: &[&Cell]) -> Option<Diagnostic> {
    let is_production = |cell: &&&Cell| model.environment_of(cell).profile == Profile::Production;
    let cell = cells.iter().find(is_production).or_else(|| cells.first())?;
    let profile = model.environment_of(cell).profile;
    let revision = &cell.revision.value;
    let whose = match cells {
        [_] => format!("cell `{}` follows", cell.name.value),
        cells => format!("{} follow", plural(cells.len(), "cell")),
    };
    let headline = format!("{whose} `{revision}`, which is another commit tomorrow");
    let finding = Diagnostic::of_profile(profile, FLOATING_REVISION, span, headline);
    if !cell.revision.is_written() {
        let finding = finding.label(format!("names no revision, and the default is `{revision}`"));
        return Some(finding.help("add `revision = \"v1.0.0\"`, a tag of the repository"));
    }
    let finding = finding.label("looks like a branch").note(FORMS);
    let finding = finding.help("name a tag or a commit, such as `revision = \"v1.0.0\"`");
    let is_branch = model.fleet.git.as_ref().is_some_and(|git| git.branch.value == *revision);
    let may_be_a_tag = !is_branch && !revision.as_str().contains('/') && revision.as_str() != "HEAD";
    Some(if may_be_a_tag {
        finding.help(format!("if `{revision}` is a tag, write `refs/tags/{revision}`"))
    } else {
        finding
    })
}
