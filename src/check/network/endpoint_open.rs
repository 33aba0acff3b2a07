//! The Kubernetes API of a cell is not open to the whole internet.
//!
//! ## Why
//! An open API endpoint can be found and tried by anybody, and the next flaw in the API server or the
//! next leaked token is then enough. EKS restricts a public endpoint to the ranges in `publicAccessCidrs`; without any it
//! means `0.0.0.0/0` (EKS user guide, "Cluster API server endpoint"). Two halves are the whole as well: ranges that make up a /7
//! or more together, twice the largest network that anybody was ever given, are judged alike. Advice in development, a warning in staging, an
//! error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   endpoint = { public = true, cidrs = ["0.0.0.0/0"] }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   endpoint = { public = true, cidrs = ["203.0.113.0/24"] }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ENDPOINT_OPEN;
use crate::model::Environment;
use crate::values::Cidr;

/// IPv4.
const INTERNET: u64 = 1 << 32;
/// A /7: registries gave out networks of /8 at most.
const MOST_ADDRESSES: u64 = 1 << 25;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for environment in model.environments.values().filter(|environment| environment.endpoint.public) {
        let cidrs = &environment.endpoint.cidrs;
        if !cidrs.iter().any(|cidr| cidr.prefix_len() == 0) {
            diagnostics.extend(widely(environment));
        }
        for cidr in cidrs.iter().filter(|cidr| cidr.prefix_len() == 0) {
            let headline = format!("the Kubernetes API of {} is open to the whole internet", environment.title());
            let finding =
                Diagnostic::of_profile(environment.profile, ENDPOINT_OPEN, cidr.span, headline).label("everybody");
            diagnostics.push(finding.help("name the ranges of the offices and runners that need it"));
        }
    }
}

/// Ranges that together are no network of anybody. What lies in another range of the list is not counted twice.
fn widely(environment: &Environment) -> Option<Diagnostic> {
    let mut ranges: Vec<Cidr> =
        environment.endpoint.cidrs.iter().map(|cidr| cidr.value).filter(|cidr| !cidr.is_private()).collect();
    ranges.sort();
    let mut outer: Vec<Cidr> = Vec::new();
    for range in ranges {
        if !outer.last().is_some_and(|last| last.contains(range)) {
            outer.push(range);
        }
    }
    let addresses: u64 = outer.iter().map(|range| range.size()).sum();
    let widest = environment.endpoint.cidrs.iter().min_by_key(|cidr| cidr.prefix_len())?;
    (addresses >= MOST_ADDRESSES).then(|| {
        let share = INTERNET / addresses;
        let part = match share {
            0 | 1 => "the whole internet".to_owned(),
            2 => "half of the internet".to_owned(),
            share => format!("a {share}th of the internet"),
        };
        let headline = format!("the Kubernetes API of {} is open to {part}", environment.title());
        let finding = Diagnostic::of_profile(environment.profile, ENDPOINT_OPEN, widest.span, headline);
        let finding = finding
            .label("nobody has a network so large")
            .note(format!("the ranges together hold {addresses} addresses"));
        finding.help("name the ranges of the offices and runners that need it")
    })
}
