//! Every key of the spec can be written with every provider that the fleet admits.
//!
//! ## Why
//! The output is made for AWS provider 5.40 and later. Some arguments of EKS came later: with an older provider Terraform
//! stops with "unsupported argument". `catalog/provider_features.json` says which release brought each of them, by the
//! provider's changelog; `fleet.terraform.aws_provider` must exclude the releases before.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   upgrade_policy = "standard"
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! fleet "demo" {
//!   terraform {
//!     aws_provider = ">= 5.61, < 6.0"
//!   }
//! }
//! environment "dev" {
//!   upgrade_policy = "standard"
//! }
//! ```

use crate::catalog::provider_features;
use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::PROVIDER_GATE;
use crate::model::Environment;
use crate::source::Span;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let constraint = &model.fleet.aws_provider;
    // A constraint that could not be read is not the default.
    if !is_whole && !constraint.is_written() {
        return;
    }
    for environment in model.environments.values() {
        for (key, feature, span) in gated(environment) {
            let Some(feature) = provider_features::provider(feature) else { continue };
            // A constraint that admits nothing older than 5.40 has a finding of its own.
            if feature.is_in_all_of(constraint) || constraint.allows_below(5, 40) {
                continue;
            }
            let since = format!("{}.{}", feature.since.major, feature.since.minor);
            let headline = format!("`{key}` needs AWS provider {since}");
            let wanted = format!(">= {since}, < 6.0");
            let error =
                Diagnostic::error(PROVIDER_GATE, span, headline).label(format!("not in every `{}`", constraint.value));
            let is_written = constraint.is_written();
            let error = if is_written { error.also(constraint.span, "admits older ones") } else { error };
            let help = format!("write `aws_provider = \"{wanted}\"` in `terraform` of the fleet, or leave `{key}` out");
            diagnostics.push(error.note(format!("source: {}", feature.source)).help(help));
        }
    }
}

/// The keys that need more than 5.40: key, feature of the catalog, place.
fn gated(environment: &Environment) -> impl Iterator<Item = (&'static str, &'static str, Span)> {
    let keys = [
        ("upgrade_policy", "aws_eks_cluster.upgrade_policy", environment.upgrade_policy.map(|value| value.span)),
        ("zonal_shift", "aws_eks_cluster.zonal_shift_config", environment.zonal_shift.map(|value| value.span)),
    ];
    keys.into_iter().filter_map(|(key, feature, span)| Some((key, feature, span?)))
}
