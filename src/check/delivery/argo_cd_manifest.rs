//! The manifest of Argo CD is the one of its release.
//!
//! ## Why
//! `manifest` is where a mirror keeps what installs Argo CD. An address with `stable` or `latest` in it is another release
//! tomorrow, so that two cells that are built on two days are no replicas: advice in development, a warning in staging, an error in
//! production. An address that names another release than `version` installs that one, while everything else says `version`: a
//! warning.
//!
//! ## Wrong
//! ```hcl
//! fleet "delivery" {
//!   git {
//!     repository = "https://github.com/acme/cells.git"
//!     revision   = "v1.0.0"
//!   }
//! }
//! environment "prod" {
//!   argo_cd {
//!     manifest = "https://mirror.example.com/argo-cd/stable/core-install.yaml"
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
//! environment "prod" {
//!   argo_cd {
//!     version  = "v3.5.8"
//!     manifest = "https://mirror.example.com/argo-cd/v3.5.8/core-install.yaml"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ARGO_CD_MANIFEST;
use crate::model::Environment;
use crate::values::ReleaseVersion;

/// Parts of an address that mean another release tomorrow.
const FLOATING: [&str; 6] = ["head", "HEAD", "latest", "main", "master", "stable"];

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let environments = model.environments.values().filter(|environment| !environment.argo_cd.is_published());
    for environment in environments.filter(|_| model.fleet.git.is_some()) {
        diagnostics.extend(floating(environment).or_else(|| another_release(environment)));
    }
}

fn floating(environment: &Environment) -> Option<Diagnostic> {
    let manifest = &environment.argo_cd.manifest;
    let part = manifest.as_str().split('/').find(|part| FLOATING.contains(part))?;
    let headline = format!("`{part}` is another release of Argo CD tomorrow");
    let finding = Diagnostic::of_profile(environment.profile, ARGO_CD_MANIFEST, manifest.span, headline);
    let finding = finding.label("names no release");
    let fixed =
        manifest.as_str().replacen(&format!("/{part}/"), &format!("/{}/", environment.argo_cd.version.value), 1);
    Some(finding.help_replacing(format!("write `{fixed}`"), manifest.span, format!("\"{fixed}\"")))
}

fn another_release(environment: &Environment) -> Option<Diagnostic> {
    let (version, manifest) = (&environment.argo_cd.version, &environment.argo_cd.manifest);
    let release = manifest.as_str().split('/').find_map(|part| part.parse::<ReleaseVersion>().ok())?;
    if release.numbers() == version.numbers() {
        return None;
    }
    let headline = format!("the manifest installs Argo CD {release}, and not {}", version.value);
    let warning = Diagnostic::warning(ARGO_CD_MANIFEST, manifest.span, headline).label("another release");
    let by_default = if version.is_written() { "" } else { ", by default" };
    let warning = warning.also(version.span, format!("the version is {}{by_default}", version.value));
    Some(warning.help(format!("write `version = \"{release}\"`, or the address of {}", version.value)))
}
