//! What only manifests can say has a repository to be pulled from.
//!
//! ## Why
//! Namespaces, sync modes and revisions become manifests, which the Argo CD of each cell pulls from the repository in the
//! fleet's `git` block. Without the block no manifests are written, and all of it would be without effect.
//!
//! ## Wrong
//! ```hcl
//! fleet "demo" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//! }
//! environment "dev" {
//!   namespace "fraud" {}
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v1.0.0"
//!   }
//! }
//! environment "dev" {
//!   namespace "fraud" {}
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::WITHOUT_GIT;
use crate::model::Model;
use crate::source::Span;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_some() || model.fleet.is_stand_in || !is_whole {
        return;
    }
    if let Some((span, what)) = without_effect(model) {
        let headline = format!("{what} has no effect: the fleet has no `git` block");
        let error = Diagnostic::error(WITHOUT_GIT, span, headline).label("only manifests say this");
        let error = error.also(model.fleet.name.span, "writes no manifests");
        diagnostics.push(error.help("add `git { repository = \"https://…\" }` to the fleet"));
    }
}

/// The first that is written for manifests only.
pub(in crate::check) fn without_effect(model: &Model) -> Option<(Span, String)> {
    meant(model).min_by_key(|(span, _)| *span)
}

/// What is written for manifests.
fn meant(model: &Model) -> impl Iterator<Item = (Span, String)> {
    let namespaces =
        model.namespaces().map(|(_, namespace)| (namespace.span(), format!("namespace `{}`", namespace.name.value)));
    let sync = model.environments.values().filter(|environment| environment.sync.is_written());
    let sync = sync.map(|environment| (environment.sync.span, format!("`sync` of {}", environment.title())));
    let revisions = model.cells.iter().filter(|cell| cell.revision.is_written());
    let revisions = revisions.map(|cell| (cell.revision.span, format!("revision `{}`", cell.revision.value)));
    namespaces.chain(sync).chain(revisions)
}
