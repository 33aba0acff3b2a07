//! Beside a spot tier there is one that is always to be had.
//!
//! ## Why
//! Spot capacity can be gone for hours. Pods that find no spot node start on an on-demand tier if one admits them; with spot
//! tiers only they wait. A spot tier with `fallback = true` has on-demand nodes of its own. The development profile has a spot tier only, on purpose; in staging, where an environment declares
//! its tiers, that is a warning, in production an error.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "prod" {
//!   node_tier "on-demand" {
//!     capacity = "on-demand"
//!   }
//!   node_tier "spot" {
//!     capacity = "spot"
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::SPOT_FALLBACK;
use crate::values::{Capacity, Profile};

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let lasting = model.classes().filter(|(environment, _)| environment.profile != Profile::Development);
    for (environment, class) in lasting.filter(|_| *is_whole) {
        let Some(first) = class.karpenter.first() else { continue };
        if class.karpenter.iter().any(|tier| tier.has(Capacity::OnDemand)) {
            continue;
        }
        let headline = format!("all Karpenter tiers of {} are spot", class.title());
        let finding = Diagnostic::of_profile(environment.profile, SPOT_FALLBACK, first.name.span, headline);
        let finding = finding.label("nothing to fall back on").note("when spot capacity runs out, pods wait for it");
        diagnostics.push(finding.help("add `node_tier \"on-demand\" { capacity = \"on-demand\" }`"));
    }
}
