//! Karpenter knows the cluster's version of Kubernetes.
//!
//! ## Why
//! Each release of Karpenter is made for certain versions of Kubernetes (Karpenter documentation, "Compatibility"):
//! 1.34 takes 1.6, 1.35 takes 1.9, 1.36 takes 1.13 or later. An older one may not see a node become ready, and makes
//! another, and another.
//!
//! ## Wrong
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
//!   kubernetes = "1.35"
//!   application "karpenter" {
//!     version = "1.8.2"
//!   }
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
//!   kubernetes = "1.35"
//!   application "karpenter" {
//!     version = "1.14.1"
//!   }
//! }
//! ```

use crate::catalog::{applications, kubernetes};
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::KARPENTER_VERSION;
use crate::model::{Class, Environment};
use crate::values::{ApplicationName, ReleaseVersion};

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.classes().filter_map(|(environment, class)| too_old(environment, class)));
}

fn too_old(environment: &Environment, class: &Class) -> Option<Diagnostic> {
    let version = &environment.application(ApplicationName::Karpenter)?.version;
    let release = kubernetes::release(class.kubernetes.minor())?;
    let needed: ReleaseVersion = release.minimum_karpenter.as_deref()?.parse().ok()?;
    if version.numbers() >= needed.numbers() {
        return None;
    }
    let headline = format!("Karpenter {} does not know Kubernetes {}", version.value, class.kubernetes.value);
    let error = Diagnostic::error(KARPENTER_VERSION, version.span, headline);
    let error = error.label(format!("{needed} is the first that does"));
    let known = applications::chart(ApplicationName::Karpenter).version();
    Some(error.also(class.kubernetes.span, "the cluster's version").help(format!("write `{known}`, or leave it out")))
}
