//! Applications need a repository from which the cells pull them.
//!
//! ## Why
//! Terraform makes a cell's cluster; what runs inside comes from Git, pulled by the cell's own Argo CD. Without a `git`
//! block no manifests are written: an application would get an identity in AWS and never be installed.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//! }
//! environment "dev" {
//!   application "cert-manager" {}
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   owner       = "platform"
//!   cost_centre = "CC-1"
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v2026.11.1"
//!   }
//! }
//! environment "dev" {
//!   application "cert-manager" {}
//! }
//! ```

use super::without_git::without_effect;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::APPLICATION_WITHOUT_GIT;
use crate::model::Environment;
use crate::source::Span;

/// The block is missing once: what has no effect at all without it is named first.
pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_some() || model.fleet.is_stand_in || !is_whole || without_effect(model).is_some() {
        return;
    }
    for environment in model.environments.values() {
        let Some((what, span)) = first_written(environment) else { continue };
        let headline = format!("nothing brings {what} into the cells of environment `{}`", environment.name.value);
        let error = Diagnostic::error(APPLICATION_WITHOUT_GIT, span, headline).label("never installed");
        let error = error.also(model.fleet.name.span, "the fleet names no Git repository");
        diagnostics.push(error.help("add `git { repository = \"https://…\" }` to the fleet"));
    }
}

/// What an environment brings that needs manifests, and where it was written.
pub(in crate::check) fn first_written(environment: &Environment) -> Option<(String, Span)> {
    let application = environment.applications.first();
    let application = application.map(|application| (format!("`{}`", application.name.value), application.span()));
    let argo_cd = &environment.argo_cd.version;
    application.or_else(|| argo_cd.is_written().then(|| ("Argo CD".to_owned(), argo_cd.span)))
}
