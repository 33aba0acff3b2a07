//! A namespace can have as many pods as its quota says.
//!
//! ## Why
//! A quota counts pods, and beside them the CPU and memory that pods request and that limit them. A container that says
//! nothing gets the defaults of its namespace, so that these stop it first: with a limit of `500m` for each container, 32 CPUs
//! in `quota.limits` are used up by 64 pods, and the API server refuses the next one although `pods` says 100.
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

use super::Context;
use super::quota_bounds::Bound;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::QUOTA_REACH;
use crate::model::Namespace;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    diagnostics.extend(model.namespaces().filter_map(|(_, namespace)| check_namespace(namespace)));
}

/// The profile's number of pods is no promise of anybody.
fn check_namespace(namespace: &Namespace) -> Option<Diagnostic> {
    let pods = namespace.quota.pods;
    if pods.span == namespace.span() {
        return None;
    }
    let reaches = Bound::ALL.iter().filter_map(|bound| Some((reach(namespace, *bound)?, *bound)));
    let (reach, bound) = reaches.min_by_key(|(reach, _)| *reach).filter(|(reach, _)| *reach < i128::from(pods.value))?;
    let quota = bound.quota(&namespace.quota);
    let each = bound.of(&namespace.container.requests, &namespace.container.limits);
    let needed = bound.resource.text(i128::from(pods.value).saturating_mul(each.thousandths()));
    let headline = format!("the quota of namespace `{}` stops at {reach} pods", namespace.name.value);
    let warning = Diagnostic::warning(QUOTA_REACH, pods.span, headline).label(format!("{} pods", pods.value));
    let by_default = |span| if span == namespace.span() { ", by default" } else { "" };
    let warning = warning.also(quota.span, format!("`{}` of {} is used up first{}", bound.key, quota.value, by_default(quota.span)));
    let warning = if each.span == quota.span {
        warning.note(format!("a container that says nothing counts {} of `{}`", each.value, bound.key))
    } else {
        warning.also(each.span, format!("a container that says nothing counts {}{}", each.value, by_default(each.span)))
    };
    Some(warning.help(format!("write {reach} pods, raise `{}` to {needed}, or give containers less by default", bound.key)))
}

/// How many pods of one container each the amount suffices for; [`None`] for any number.
fn reach(namespace: &Namespace, bound: Bound) -> Option<i128> {
    let each = bound.of(&namespace.container.requests, &namespace.container.limits).thousandths();
    (each > 0).then(|| bound.quota(&namespace.quota).thousandths() / each)
}
