//! A spot tier has many instance types to choose from.
//!
//! ## Why
//! Spot capacity is sold by instance type and zone; when one pool runs dry, Karpenter takes another, if the tier allows it. A
//! tier of one family loses all its nodes at once. To replace spot nodes by cheaper spot nodes Karpenter wants 15 types at
//! least (Karpenter, "Disruption": spot consolidation). Fewer types, or a single family, are advice in development, a warning
//! in staging and an error in production.
//!
//! ## Wrong
//! ```hcl
//! environment "prod" {
//!   node_tier "on-demand" {
//!     capacity = "on-demand"
//!   }
//!   node_tier "spot" {
//!     capacity = "spot"
//!     families = ["m7g"]
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
//!     capacity   = "spot"
//!     categories = ["c", "m", "r"]
//!   }
//! }
//! ```

use std::collections::BTreeSet;

use crate::check::Context;
use crate::diagnostic::codes::SPOT_VARIETY;
use crate::diagnostic::{Diagnostic, plural};
use crate::model::types_of;
use crate::model::{Environment, KarpenterTier};
use crate::values::Capacity;

/// Karpenter, "Disruption": types that a spot-to-spot consolidation chooses from.
const FEWEST_TYPES: usize = 15;

pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (environment, class) in model.classes() {
        let spot = class.karpenter.iter().filter(|tier| tier.capacity == Capacity::Spot);
        diagnostics.extend(spot.filter_map(|tier| check_tier(environment, tier)));
    }
}

fn check_tier(environment: &Environment, tier: &KarpenterTier) -> Option<Diagnostic> {
    let types = types_of(tier);
    let families: BTreeSet<&str> = types.iter().map(|facts| facts.family()).collect();
    // No type at all, and families that are not known, are other rules' findings.
    let is_known = |family: &str| families.contains(family);
    if types.is_empty()
        || !tier.families.iter().all(|family| is_known(family.as_str()))
        || (types.len() >= FEWEST_TYPES && families.len() > 1)
    {
        return None;
    }
    let headline = format!("spot tier `{}` has few instance types to choose from", tier.name.value);
    let place = tier.families.first().map_or(tier.name.span, |family| family.span);
    let count = match families.len() {
        1 => format!("{} of one family", plural(types.len(), "type")),
        families => format!("{} of {families} families", plural(types.len(), "type")),
    };
    let finding = Diagnostic::of_profile(environment.profile, SPOT_VARIETY, place, headline).label(count);
    let finding =
        finding.note(format!("with fewer than {FEWEST_TYPES} types Karpenter does not consolidate spot nodes"));
    Some(finding.help("leave `families` out and name categories, such as `c`, `m` and `r`, or allow more `cpus`"))
}
