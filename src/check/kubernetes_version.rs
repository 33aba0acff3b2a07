//! The Kubernetes version is one that EKS runs.
//!
//! ## Why
//! EKS creates clusters of the versions in standard and extended support only, and upgrades those that are behind by
//! itself (EKS user guide, "Understand the Kubernetes version lifecycle on EKS"). The dates are in
//! `catalog/kubernetes.json`, judged on the day of `--as-of`. A version newer than the calendar is a warning: EKS may
//! have it by now.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   kubernetes = "1.29"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   kubernetes = "1.35"
//! }
//! ```

use crate::catalog::kubernetes::{DEFAULT_MINOR, Support, release, releases};
use super::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::KUBERNETES_VERSION;
use crate::model::Class;
use crate::values::Date;

pub(super) fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.classes.iter().filter_map(|class| check_class(class, *as_of)));
}

fn check_class(class: &Class, as_of: Date) -> Option<Diagnostic> {
    let version = &class.kubernetes;
    let newest = releases().iter().map(|release| release.minor).max()?;
    if version.minor() > newest {
        let headline = format!("the calendar of releases does not know Kubernetes {}", version.value);
        let warning = Diagnostic::warning(KUBERNETES_VERSION, version.span, headline);
        return Some(warning.label(format!("the newest there is 1.{newest}")).help("check that EKS offers it"));
    }
    let known = release(version.minor());
    is_gone(class, as_of).then(|| {
        let headline = format!("EKS no longer runs Kubernetes {}", version.value);
        let ended = known.map(|release| format!("extended support ended on {}", release.extended_support_ends));
        let error = Diagnostic::error(KUBERNETES_VERSION, version.span, headline);
        let error = error.label(ended.unwrap_or_else(|| "not in the calendar of releases".to_owned()));
        error.help(format!("write `1.{DEFAULT_MINOR}`"))
    })
}

/// Whether EKS ran the version once, or never did, and does not now.
pub(super) fn is_gone(class: &Class, as_of: Date) -> bool {
    let minor = class.kubernetes.minor();
    let is_newer = releases().iter().all(|release| release.minor < minor);
    !is_newer && release(minor).is_none_or(|release| release.support_on(as_of) == Support::Ended)
}
