//! Releases are written as their publishers write them: with a `v`, or without.
//!
//! ## Why
//! A release is the name of a tag. cert-manager's charts have a `v` before the numbers, most other charts have none, and Argo CD's
//! releases have one: with the other form Helm finds no chart, and the address of the manifest leads nowhere. Mirrors may
//! have forms of their own, so only what comes from the publisher is held against `catalog/applications.json`.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v1.0.0"
//!   }
//! }
//! environment "dev" {
//!   application "karpenter" {
//!     version = "v1.14.1"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "delivery" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v1.0.0"
//!   }
//! }
//! environment "dev" {
//!   application "karpenter" {
//!     version = "1.14.1"
//!   }
//! }
//! ```

use crate::catalog::applications;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::VERSION_FORM;
use crate::source::Spanned;
use crate::values::ReleaseVersion;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let environments = model.environments.values();
    for environment in environments.filter(|_| model.fleet.git.is_some()) {
        for application in environment.applications.iter().filter(|application| application.is_published()) {
            let name = application.name.value;
            let usual = applications::chart(name).version();
            diagnostics.extend(other_form(&format!("the chart of `{name}`"), &application.version, &usual));
        }
        if environment.argo_cd.is_published() {
            diagnostics.extend(other_form("Argo CD", &environment.argo_cd.version, &applications::argo_cd_version()));
        }
    }
}

fn other_form(what: &str, version: &Spanned<ReleaseVersion>, usual: &ReleaseVersion) -> Option<Diagnostic> {
    let (has_letter, needs_letter) = (version.as_str().starts_with('v'), usual.as_str().starts_with('v'));
    let (label, meant) = match (has_letter, needs_letter) {
        (true, false) => ("its releases have no `v`", version.as_str().trim_start_matches('v').to_owned()),
        (false, true) => ("its releases begin with `v`", format!("v{}", version.value)),
        _ => return None,
    };
    let headline = format!("{what} has no release `{}`", version.value);
    let error = Diagnostic::error(VERSION_FORM, version.span, headline).label(label);
    let error = error.note(format!("its publisher writes them as `{usual}`"));
    Some(error.help_replacing(format!("write `{meant}`"), version.span, format!("\"{meant}\"")))
}
