//! A public endpoint says who may reach it.
//!
//! ## Why
//! A public endpoint without ranges is open to the whole internet, because EKS then takes `0.0.0.0/0`; ranges without
//! a public endpoint are read by nobody. EKS takes 40 ranges (service quotas: "Public endpoint access CIDR ranges per
//! cluster"), and private addresses never come from outside.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   endpoint = { public = true }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   endpoint = { public = true, cidrs = ["203.0.113.0/24"] }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ENDPOINT;
use crate::model::Endpoint;
use crate::source::Spanned;

/// EKS service quotas: "Public endpoint access CIDR ranges per cluster".
const MOST_CIDRS: usize = 40;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values() {
        if let Some(finding) = shape(&environment.endpoint) {
            diagnostics.push(finding);
            continue;
        }
        diagnostics.extend(environment.endpoint.cidrs.iter().filter(|cidr| cidr.is_private()).map(|cidr| {
            let headline = format!("{} never reaches a public endpoint", cidr.value);
            let error = Diagnostic::error(ENDPOINT, cidr.span, headline).label("a private range");
            error.help(
                "name the public addresses of the offices or runners; inside the VPC the private endpoint answers",
            )
        }));
    }
}

fn shape(endpoint: &Spanned<Endpoint>) -> Option<Diagnostic> {
    let Endpoint { public, cidrs } = &endpoint.value;
    let error = |headline: &str| Diagnostic::error(ENDPOINT, endpoint.span, headline);
    if *public && cidrs.is_empty() {
        let note = "without ranges EKS opens the Kubernetes API to the whole internet";
        let help = "add `cidrs = [\"203.0.113.0/24\"]` with the ranges that need it";
        return Some(error("a public endpoint needs `cidrs`").label("open to whom?").note(note).help(help));
    }
    if !*public && !cidrs.is_empty() {
        let help = "set `public = true`, or remove `cidrs`";
        return Some(error("`cidrs` without a public endpoint").label("nothing uses these ranges").help(help));
    }
    (cidrs.len() > MOST_CIDRS).then(|| {
        let label = format!("{} ranges, {MOST_CIDRS} at most", cidrs.len());
        error("too many ranges for the public endpoint").label(label).help("merge neighbouring ranges")
    })
}
