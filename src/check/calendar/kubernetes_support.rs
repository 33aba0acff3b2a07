//! A Kubernetes version is in standard support, and stays there for a while.
//!
//! ## Why
//! EKS supports a minor version for 14 months at $0.10 an hour for each control plane, and then for 12 months of extended
//! support at $0.60; after that it upgrades the cluster by itself, ready or not (EKS user guide, "Understand the Kubernetes
//! version lifecycle on EKS"; Amazon EKS pricing). A cluster moves one minor at a time, so an upgrade that begins late takes
//! several steps. With `upgrade_policy = "standard"` the upgrade comes at the end of standard support, and a cluster that is in
//! extended support already cannot be given that policy, which is an error. A warning in extended support and in the 60 days before it, on the day of `--as-of`.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   kubernetes = "1.33"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   kubernetes = "1.35"
//! }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::kubernetes::{Release, Support, recommended_on, release, releases};
use crate::catalog::prices;
use crate::check::Context;
use crate::diagnostic::codes::KUBERNETES_SUPPORT;
use crate::diagnostic::{Diagnostic, plural};
use crate::model::{Class, Environment};
use crate::source::Span;
use crate::values::{Date, UpgradePolicy};

/// An upgrade needs a rehearsal, a wave for each environment, and a month in between.
pub(in crate::check) const NOTICE_DAYS: i32 = 60;

pub(super) fn check(Context { model, as_of, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut cells: BTreeMap<Span, usize> = BTreeMap::new();
    for cell in &model.cells {
        *cells.entry(model.class_of(cell).kubernetes.span).or_default() += 1;
    }
    // A class that names no version has its environment's: one finding for both.
    let mut known = BTreeSet::new();
    let classes = model.classes().filter(|(_, class)| known.insert(class.kubernetes.span));
    let cells = |class: &Class| cells.get(&class.kubernetes.span).copied().unwrap_or_default();
    diagnostics.extend(classes.filter_map(|shape| check_class(shape, cells(shape.1), *as_of)));
}

fn check_class((environment, class): (&Environment, &Class), cells: usize, as_of: Date) -> Option<Diagnostic> {
    let release = release(class.kubernetes.minor())?;
    match release.support_on(as_of) {
        Support::Extended if refuses_extended(environment) => Some(refused(environment, class, release, as_of)),
        Support::Standard if refuses_extended(environment) => forced(environment, class, release, as_of),
        Support::Extended => Some(extended(class, release, as_of, cells)),
        Support::Standard => soon(class, release, as_of, cells),
        Support::Upcoming | Support::Ended => None,
    }
}

fn extended(class: &Class, release: &Release, as_of: Date, cells: usize) -> Diagnostic {
    let version = &class.kubernetes;
    let (from, ends) = (release.standard_support_ends, release.extended_support_ends);
    let headline = format!("Kubernetes {} is in extended support since {from}", version.value);
    let warning = Diagnostic::warning(KUBERNETES_SUPPORT, version.span, headline);
    let warning = warning.label(format!("EKS upgrades it by itself on {ends}, in {}", days(as_of, ends)));
    upgrade(warning.note(cost(cells)).note(no_way_out()), class, as_of)
}

fn soon(class: &Class, release: &Release, as_of: Date, cells: usize) -> Option<Diagnostic> {
    let ends = release.standard_support_ends;
    let version = &class.kubernetes;
    (as_of.days_until(ends) <= NOTICE_DAYS).then(|| {
        let headline = format!("standard support of Kubernetes {} ends in {}", version.value, days(as_of, ends));
        let warning = Diagnostic::warning(KUBERNETES_SUPPORT, version.span, headline);
        let warning =
            warning.label(format!("extended support from {ends}, the end on {}", release.extended_support_ends));
        upgrade(warning.note(cost(cells)), class, as_of)
    })
}

/// Whether it says that a cluster never goes into extended support.
fn refuses_extended(environment: &Environment) -> bool {
    environment.upgrade_policy.is_some_and(|policy| policy.value == UpgradePolicy::Standard)
}

/// EKS takes the policy only while the version is in standard support.
fn refused(environment: &Environment, class: &Class, release: &Release, as_of: Date) -> Diagnostic {
    let (version, from) = (&class.kubernetes, release.standard_support_ends);
    let policy = environment.upgrade_policy.map_or(version.span, |policy| policy.span);
    let headline = format!("Kubernetes {} is in extended support, which `upgrade_policy` refuses", version.value);
    let error = Diagnostic::error(KUBERNETES_SUPPORT, version.span, headline).label(format!("since {from}"));
    let error = error.also(policy, "a cluster in extended support cannot leave it but by an upgrade");
    upgrade(error, class, as_of)
}

/// With the policy there is no extended support: the cluster goes to the next minor on the day.
fn forced(environment: &Environment, class: &Class, release: &Release, as_of: Date) -> Option<Diagnostic> {
    let (version, ends) = (&class.kubernetes, release.standard_support_ends);
    (as_of.days_until(ends) <= NOTICE_DAYS).then(|| {
        let headline = format!("EKS upgrades Kubernetes {} by itself in {}", version.value, days(as_of, ends));
        let warning = Diagnostic::warning(KUBERNETES_SUPPORT, version.span, headline);
        let warning = warning.label(format!("standard support ends on {ends}"));
        let policy = environment.upgrade_policy.map_or(version.span, |policy| policy.span);
        let warning = warning.also(policy, "refuses extended support");
        let note = "control planes go to the next minor on a day of AWS's choice; nodes and add-ons stay behind";
        upgrade(warning.note(note), class, as_of)
    })
}

fn days(from: Date, to: Date) -> String {
    plural(usize::try_from(from.days_until(to)).unwrap_or(0), "day")
}

/// What extended support costs, for one control plane and for all.
fn cost(cells: usize) -> String {
    let per_month = |support| prices::control_plane_per_month(support).unwrap_or(prices::Dollars::from_cents(0));
    let (standard, extended) = (per_month(Support::Standard), per_month(Support::Extended));
    let one = format!("in extended support a control plane costs {extended} a month instead of {standard}");
    match u64::try_from(cells).unwrap_or(u64::MAX) {
        0 | 1 => one,
        cells => format!("{one}; {} more for {cells} cells", extended.more_than(standard).times(cells)),
    }
}

fn no_way_out() -> &'static str {
    "`upgrade_policy`, which refuses extended support, needs AWS provider 5.61 and a cluster that is not in it yet"
}

/// The step that can be made now is the next minor, where that is supported for a while itself.
fn upgrade(warning: Diagnostic, class: &Class, as_of: Date) -> Diagnostic {
    let (minor, span) = (class.kubernetes.minor(), class.kubernetes.span);
    let Some(to) = recommended_on(as_of, NOTICE_DAYS).map(|release| release.minor).filter(|to| *to > minor) else {
        return warning.help(no_newer());
    };
    let next = minor + 1;
    if to == next {
        return warning.help_replacing(format!("write `kubernetes = \"1.{to}\"`"), span, format!("\"1.{to}\""));
    }
    let steps = to - minor;
    warning.help(format!(
        "go to 1.{to} in {steps} steps, since a cluster moves one minor at a time: first `kubernetes = \"1.{next}\"`"
    ))
}

/// What helps when the calendar holds nothing newer.
pub(in crate::check) fn no_newer() -> String {
    let newest = releases().iter().map(|release| release.minor).max().unwrap_or_default();
    format!("update cellc: its calendar ends with Kubernetes 1.{newest}")
}
