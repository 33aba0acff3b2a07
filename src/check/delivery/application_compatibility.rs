//! Applications are tested with the cluster's version of Kubernetes.
//!
//! ## Why
//! Publishers say with which versions of Kubernetes they test a release: Argo CD 3.5 and cert-manager 1.21 with 1.33 to
//! 1.36. Outside of that range it may work, and nobody promises it. What a release says is known for those that cellc
//! itself pins; a version that the specification names is the specification's matter.
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
//!   kubernetes = "1.32"
//!
//!   allow "CELL0701" {
//!     reason = "the upgrade is planned for next quarter"
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
//! }
//! ```

use crate::catalog::applications;
use crate::check::Context;
use crate::check::cluster::kubernetes_version::{is_gone, is_unknown};
use crate::diagnostic::codes::APPLICATION_COMPATIBILITY;
use crate::diagnostic::{Diagnostic, listing};
use crate::model::{Class, Environment};
use crate::values::{Date, ReleaseVersion};

pub(super) fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if model.fleet.git.is_some() {
        diagnostics.extend(model.classes().filter_map(|(environment, class)| untested(environment, class, *as_of)));
    }
}

fn untested(environment: &Environment, class: &Class, as_of: Date) -> Option<Diagnostic> {
    let minor = class.kubernetes.minor();
    let strangers: Vec<String> = vouched_for(environment)
        .filter(|(_, _, (oldest, newest))| !(*oldest..=*newest).contains(&minor))
        .map(|(name, version, (oldest, newest))| format!("{name} {version} (1.{oldest} to 1.{newest})"))
        .collect();
    // A version that EKS does not run, or that nobody knows, is another rule's finding.
    if strangers.is_empty() || is_gone(class, as_of) || is_unknown(class) {
        return None;
    }
    let names = listing(strangers.iter().map(String::as_str), "and");
    let headline = format!(
        "Kubernetes {} is not among the versions with which all applications are tested",
        class.kubernetes.value
    );
    let warning = Diagnostic::warning(APPLICATION_COMPATIBILITY, class.kubernetes.span, headline);
    let warning = warning.label(format!("in {}", class.title())).note(format!("tested: {names}"));
    Some(warning.help("take a version of Kubernetes in that range, or name versions of the applications that were tested with this one"))
}

/// Those of cellc's own versions whose publisher says what they take: name, version, oldest and newest minor.
fn vouched_for(environment: &Environment) -> impl Iterator<Item = (String, ReleaseVersion, (u8, u8))> {
    let argo_cd = &environment.argo_cd.version;
    let argo_cd = (argo_cd.value == applications::argo_cd_version())
        .then(|| ("Argo CD".to_owned(), argo_cd.value.clone(), applications::argo_cd_minors()));
    let charts = environment.applications.iter().filter_map(|application| {
        let chart = applications::chart(application.name.value);
        let is_known = application.version.value == chart.version();
        let minors = chart.minors().filter(|_| is_known)?;
        Some((application.name.value.to_string(), application.version.value.clone(), minors))
    });
    argo_cd.into_iter().chain(charts)
}
