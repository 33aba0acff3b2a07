//! A namespace can have as many pods as its quota says.
//!
//! ## Why
//! A quota counts pods, and beside them the CPU and memory that pods request and that limit them,
//! and the limits of what they write to the disks of nodes. A container that says
//! nothing gets the defaults of its namespace, so that these stop it first: with a limit of `500m` for each container, 32 CPUs
//! in `quota.limits` are used up by 64 pods, and the API server refuses the next one although `pods` says 100: a warning. A quota
//! that not even one such container fits into, or of no pods at all, admits nothing, which is an error.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   namespace "fraud" {
//!     quota = {
//!       limits = { cpu = 32, memory = "64Gi" }
//!       pods   = 100
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   namespace "fraud" {
//!     quota = {
//!       limits = { cpu = 32, memory = "64Gi" }
//!       pods   = 64
//!     }
//!   }
//! }
//! ```

use super::requests_within_limits::is_inverted;
use crate::check::Context;
use crate::check::facts::quota_bounds::Bound;
use crate::check::facts::quota_units::are_of_namespace;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::QUOTA_REACH;
use crate::model::Namespace;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    let is_judged = |namespace: &&Namespace| are_of_namespace(namespace) && !is_inverted(&namespace.quota);
    let namespaces = model.namespaces().map(|(_, namespace)| namespace).filter(is_judged);
    diagnostics.extend(namespaces.filter_map(|namespace| no_pod(namespace).or_else(|| check_namespace(namespace))));
}

/// A quota that somebody wrote and that not even one container fits into.
pub(in crate::check) fn no_pod(namespace: &Namespace) -> Option<Diagnostic> {
    let headline = format!("the quota of namespace `{}` admits no pod", namespace.name.value);
    let pods = namespace.quota.pods;
    if pods.value == 0 && pods.is_written() {
        let error = Diagnostic::error(QUOTA_REACH, pods.span, headline).label("no pods");
        return Some(error.help("write how many pods there may be, or remove the namespace"));
    }
    let is_written = |bound: &Bound| bound.quota(&namespace.quota).is_written();
    let is_short = |bound: &Bound| {
        let quota = bound.quota(&namespace.quota).thousandths();
        quota == 0 || reach(namespace, *bound) == Some(0)
    };
    let bound = Bound::of_namespace(namespace).filter(is_written).find(is_short)?;
    let quota = bound.quota(&namespace.quota);
    let each = bound.container(&namespace.container);
    let error =
        Diagnostic::error(QUOTA_REACH, quota.span, headline).label(format!("`{}` is {}", bound.key(), quota.value));
    let by_default = by_default(each.is_written());
    let error = error.also(each.span, format!("a container that says nothing counts {}{by_default}", each.value));
    Some(error.help(format!("raise `{}`, or give containers less by default", bound.key())))
}

/// The profile's number of pods is no promise of anybody.
fn check_namespace(namespace: &Namespace) -> Option<Diagnostic> {
    let pods = namespace.quota.pods;
    if !pods.is_written() {
        return None;
    }
    let reaches = Bound::of_namespace(namespace).filter_map(|bound| Some((reach(namespace, bound)?, bound)));
    let (reach, bound) =
        reaches.min_by_key(|(reach, _)| *reach).filter(|(reach, _)| *reach < i128::from(pods.value))?;
    let quota = bound.quota(&namespace.quota);
    let each = bound.container(&namespace.container);
    let needed = bound.text(i128::from(pods.value).saturating_mul(each.thousandths()));
    let headline = format!("the quota of namespace `{}` stops at {reach} pods", namespace.name.value);
    let warning = Diagnostic::warning(QUOTA_REACH, pods.span, headline).label(format!("{} pods", pods.value));
    let of_quota = by_default(quota.is_written());
    let warning = warning.also(quota.span, format!("`{}` of {} is used up first{of_quota}", bound.key(), quota.value));
    let warning = if each.is_written() || quota.is_written() {
        let of_each = by_default(each.is_written());
        warning.also(each.span, format!("a container that says nothing counts {}{of_each}", each.value))
    } else {
        // Both stand at the namespace, and one place has one label.
        warning.note(format!("a container that says nothing counts {} of `{}`", each.value, bound.key()))
    };
    Some(
        warning.help(format!(
            "write {reach} pods, raise `{}` to {needed}, or give containers less by default",
            bound.key()
        )),
    )
}

/// What is said behind an amount that nobody wrote.
const fn by_default(is_written: bool) -> &'static str {
    if is_written { "" } else { ", by default" }
}

/// How many pods of one container each the amount suffices for; [`None`] for any number.
fn reach(namespace: &Namespace, bound: Bound) -> Option<i128> {
    let each = bound.container(&namespace.container).thousandths();
    (each > 0).then(|| bound.quota(&namespace.quota).thousandths() / each)
}
