//! The networks of environments are disjoint.
//!
//! ## Why
//! `network` is what firewalls and partners know an environment by. Where two of them overlap, a rule for one admits cells of the
//! other, and the next cell may be given addresses that the other environment has planned for. The networks of cells are held
//! against each other in any case, so it is a warning.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   network = "10.0.0.0/12"
//! }
//! environment "test" {
//!   profile = "development"
//!   network = "10.0.0.0/11"
//! }
//! cell "alpha" {
//!   environment = "dev"
//!   cidr        = "10.0.0.0/16"
//! }
//! cell "beta" {
//!   environment = "test"
//!   cidr        = "10.16.0.0/16"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   network = "10.0.0.0/12"
//! }
//! environment "test" {
//!   profile = "development"
//!   network = "10.16.0.0/12"
//! }
//! cell "alpha" {
//!   environment = "dev"
//!   cidr        = "10.0.0.0/16"
//! }
//! cell "beta" {
//!   environment = "test"
//!   cidr        = "10.16.0.0/16"
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ENVIRONMENT_NETWORKS;
use crate::model::Environment;
use crate::source::Spanned;
use crate::values::Cidr;

/// Sorted by first address, a network overlaps an earlier one only if it overlaps the one that reaches furthest.
pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let environments = model.environments.values();
    let mut networks: Vec<(&Spanned<Cidr>, &Environment)> =
        environments.filter_map(|environment| Some((environment.network.as_ref()?, environment))).collect();
    networks.sort_by_key(|(network, environment)| (network.value, environment.name.value.clone()));
    let mut furthest: Option<(&Spanned<Cidr>, &Environment)> = None;
    for (network, environment) in networks {
        if let Some(other) = furthest.filter(|(other, _)| other.overlaps(network.value)) {
            diagnostics.push(overlap(other, (network, environment)));
        }
        if furthest.is_none_or(|(other, _)| other.last_address() < network.last_address()) {
            furthest = Some((network, environment));
        }
    }
}

fn overlap(one: (&Spanned<Cidr>, &Environment), other: (&Spanned<Cidr>, &Environment)) -> Diagnostic {
    let (first, second) = if one.1.name.value < other.1.name.value { (one, other) } else { (other, one) };
    let headline = format!("environments `{}` and `{}` share addresses", first.1.name.value, second.1.name.value);
    let warning = Diagnostic::warning(ENVIRONMENT_NETWORKS, second.0.span, headline);
    let warning = warning.label(format!("{} overlaps {}", second.0.value, first.0.value));
    let warning = warning.also(first.0.span, format!("network of `{}`", first.1.name.value));
    warning.help("give each environment a network of its own")
}
