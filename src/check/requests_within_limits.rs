//! Nothing requests more than its limits.
//!
//! ## Why
//! The API server refuses containers whose requests are above their limits, and a `LimitRange` whose defaults are
//! (Kubernetes, "Resource Management for Pods and Containers"). In a quota, requests above limits can never be used. A container
//! with requests and no limits gets the limits of its namespace, which must then be as large.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   namespace "fraud" {
//!     workload "scoring" {
//!       replicas = 2
//!       requests = { cpu = 2, memory = "1Gi" }
//!       limits   = { cpu = 1, memory = "1Gi" }
//!     }
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   namespace "fraud" {
//!     workload "scoring" {
//!       replicas = 2
//!       requests = { cpu = 1, memory = "1Gi" }
//!       limits   = { cpu = 2, memory = "1Gi" }
//!     }
//!   }
//! }
//! ```

use super::Context;
use super::quota_bounds::Resource;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::REQUESTS_WITHIN_LIMITS;
use crate::model::{Namespace, Resources};

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (_, namespace) in model.namespaces() {
        let (name, quota, container) = (&namespace.name.value, &namespace.quota, &namespace.container);
        let whose = format!("the quota of namespace `{name}`");
        diagnostics.extend(compare(namespace, &whose, &quota.requests, &quota.limits));
        let whose = format!("a container of namespace `{name}`");
        diagnostics.extend(compare(namespace, &whose, &container.requests, &container.limits));
        for workload in &namespace.workloads {
            let whose = format!("workload `{}`", workload.name.value);
            diagnostics.extend(compare(namespace, &whose, &workload.requests, &workload.limits));
        }
    }
}

fn compare(namespace: &Namespace, whose: &str, requests: &Resources, limits: &Resources) -> Option<Diagnostic> {
    let is_above = |resource: &Resource| resource.of(requests).value > resource.of(limits).value;
    let resource = Resource::ALL.into_iter().find(is_above)?;
    let (request, limit) = (resource.of(requests), resource.of(limits));
    let headline = format!("{whose} requests more {} than its limits allow", resource.noun());
    let error = Diagnostic::error(REQUESTS_WITHIN_LIMITS, request.span, headline).label(format!("{} requested", request.value));
    let from = if limit.span == resource.of(&namespace.container.limits).span { " for a container" } else { "" };
    let by_default = if limit.span == namespace.span() { ", by default" } else { "" };
    let error = error.also(limit.span, format!("{} at most{from}{by_default}", limit.value));
    Some(error.help(format!("raise `{}` of the limits, or request less", resource.key())))
}
