//! No container needs more than a container of its namespace may have.
//!
//! ## Why
//! `container.max` becomes the maximum of a `LimitRange`: the API server refuses every container whose limits are above it,
//! and the whole `LimitRange` when its own defaults are (Kubernetes, "Limit Ranges"). A replica may be made of several
//! containers, of which each has a part of the limits: where that is so, an `allow` block accepts the finding about a workload.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "fraud" {
//!     container = {
//!       max = { cpu = 2, memory = "4Gi" }
//!     }
//!     workload "scoring" {
//!       replicas = 2
//!       limits   = { cpu = 4, memory = "4Gi" }
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "fraud" {
//!     container = {
//!       max = { cpu = 4, memory = "4Gi" }
//!     }
//!     workload "scoring" {
//!       replicas = 2
//!       limits   = { cpu = 4, memory = "4Gi" }
//!     }
//!   }
//! }
//! ```

use super::workload_node::{identity, without_node};
use crate::check::Context;
use crate::check::facts::quota_bounds::Resource;
use crate::check::facts::quota_units::are_of_namespace;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::CONTAINER_LIMITS;
use crate::model::{Namespace, Resources, Workload};
use crate::source::Spanned;
use crate::values::Quantity;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    let mut found = Vec::new();
    for (_, namespace) in model.namespaces().filter(|(_, namespace)| are_of_namespace(namespace)) {
        diagnostics.extend(defaults(namespace));
        let above = namespace
            .workloads
            .iter()
            .filter_map(|own| Some((identity(namespace, own), check_workload(namespace, own)?)));
        found.extend(above);
    }
    if !found.is_empty() {
        // What no node has room for is too large in any case.
        let told = without_node(model);
        diagnostics.extend(found.into_iter().filter(|(who, _)| !told.contains_key(who)).map(|(_, error)| error));
    }
}

fn defaults(namespace: &Namespace) -> Option<Diagnostic> {
    let container = &namespace.container;
    let is_above = |resource: &Resource| resource.of(&container.limits).value > resource.of(&container.max).value;
    let mut above = Resource::ALL.into_iter().filter(is_above);
    let resource = above.next()?;
    let limit = resource.of(&container.limits);
    let headline = format!("the default limits of namespace `{}` are above the largest ones", namespace.name.value);
    let error = Diagnostic::error(CONTAINER_LIMITS, limit.span, headline).label(format!("a limit of {}", limit.value));
    let error = above
        .fold(largest(error, namespace, resource), |error, other| as_well(error, namespace, &container.limits, other));
    Some(error.help("raise `max`, or lower the default"))
}

fn check_workload(namespace: &Namespace, workload: &Workload) -> Option<Diagnostic> {
    let container = &namespace.container;
    let is_above = |resource: &Resource| {
        let limit = resource.of(&workload.limits);
        // What it has from its namespace is a finding about the namespace.
        limit.is_written() && limit.value > resource.of(&container.max).value
    };
    let mut above = Resource::ALL.into_iter().filter(is_above);
    let resource = above.next()?;
    let limit = resource.of(&workload.limits);
    let headline = format!("workload `{}` is larger than a container of its namespace may be", workload.name.value);
    let error = Diagnostic::error(CONTAINER_LIMITS, limit.span, headline).label(format!("a limit of {}", limit.value));
    let error = above
        .fold(largest(error, namespace, resource), |error, other| as_well(error, namespace, &workload.limits, other));
    let error = error.help("raise `max` of the namespace's containers, or lower the limits");
    // Containers that share a replica may each be small enough.
    Some(error.unless_helped())
}

/// The other of CPU and memory.
fn as_well(error: Diagnostic, namespace: &Namespace, limits: &Resources, resource: Resource) -> Diagnostic {
    let (limit, max) = (resource.of(limits), resource.of(&namespace.container.max));
    error.also(limit.span, format!("a limit of {} of {}, {} at most", limit.value, resource.noun(), max.value))
}

fn largest(error: Diagnostic, namespace: &Namespace, resource: Resource) -> Diagnostic {
    let max: &Spanned<Quantity> = resource.of(&namespace.container.max);
    let by_default = if max.is_written() { "" } else { ", by default" };
    error.also(max.span, format!("{} at most in this namespace{by_default}", max.value))
}
