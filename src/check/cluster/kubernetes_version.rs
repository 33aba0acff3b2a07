//! The Kubernetes version is one that EKS runs.
//!
//! ## Why
//! EKS creates clusters of the versions in standard and extended support only, and upgrades those that are behind by
//! itself (EKS user guide, "Understand the Kubernetes version lifecycle on EKS"). The dates are in
//! `catalog/kubernetes.json`, judged on the day of `--as-of`. A version newer than the calendar is a warning: EKS may
//! have it by now. It is an error where the add-ons have no version of their own, because cellc knows none for them.
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

use crate::catalog::kubernetes::{Support, recommended_on, release, releases};
use crate::check::Context;
use crate::check::calendar::kubernetes_support::{NOTICE_DAYS, no_newer};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::KUBERNETES_VERSION;
use crate::model::Class;
use crate::values::Date;

pub(super) fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.classes().filter_map(|(_, class)| check_class(class, *as_of)));
}

fn check_class(class: &Class, as_of: Date) -> Option<Diagnostic> {
    let version = &class.kubernetes;
    let usual = recommended_on(as_of, NOTICE_DAYS);
    if is_unknown(class) {
        let headline = format!("the calendar of releases does not know Kubernetes {}", version.value);
        let newest = newest();
        let lacks_add_ons = class.add_ons.iter().any(|(_, add_on)| add_on.version.is_none());
        let finding = if lacks_add_ons { Diagnostic::error } else { Diagnostic::warning };
        let finding =
            finding(KUBERNETES_VERSION, version.span, headline).label(format!("the newest there is 1.{newest}"));
        let usual = usual.filter(|_| lacks_add_ons);
        return Some(match usual {
            Some(usual) => finding.help(format!("write `kubernetes = \"{}\"`, or update cellc", usual.version())),
            None => finding.help("check that EKS offers it"),
        });
    }
    let known = release(version.minor());
    is_gone(class, as_of).then(|| {
        let headline = format!("EKS no longer runs Kubernetes {}", version.value);
        let ended = known.map(|release| format!("extended support ended on {}", release.extended_support_ends));
        let error = Diagnostic::error(KUBERNETES_VERSION, version.span, headline);
        let error = error.label(ended.unwrap_or_else(|| "not in the calendar of releases".to_owned()));
        match usual.filter(|usual| usual.minor > version.minor()) {
            Some(usual) => error.help(format!("write `kubernetes = \"{}\"`", usual.version())),
            None => error.help(no_newer()),
        }
    })
}

fn newest() -> u8 {
    releases().iter().map(|release| release.minor).max().unwrap_or_default()
}

/// Whether the version is newer than the calendar.
pub(in crate::check) fn is_unknown(class: &Class) -> bool {
    class.kubernetes.minor() > newest()
}

/// Whether EKS ran the version once, or never did, and does not now.
pub(in crate::check) fn is_gone(class: &Class, as_of: Date) -> bool {
    let minor = class.kubernetes.minor();
    !is_unknown(class) && release(minor).is_none_or(|release| release.support_on(as_of) == Support::Ended)
}
