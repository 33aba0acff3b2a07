//! A Karpenter tier can start a node, and stops somewhere.
//!
//! ## Why
//! Karpenter launches what meets every requirement of a tier; an empty list is met by nothing. A limit of zero forbids
//! every node, and would do so silently.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     cpus     = []
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     cpus     = [4, 8, 16]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::KARPENTER_TIER;
use crate::model::KarpenterTier;

/// Tiers of an environment recur in its classes: identical findings are printed once.
pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for tier in model.karpenter_tiers() {
        diagnostics.extend(choice(tier));
        diagnostics.extend(limits(tier));
    }
}

fn choice(tier: &KarpenterTier) -> Option<Diagnostic> {
    let empty = [
        ("arch", tier.arch.is_empty()),
        ("categories", tier.categories.is_empty() && tier.families.is_empty()),
        ("cpus", tier.cpus.is_empty() || tier.cpus.contains(&0)),
    ];
    let (key, _) = empty.into_iter().find(|(_, empty)| *empty)?;
    let name = &tier.name.value;
    let error = Diagnostic::error(KARPENTER_TIER, tier.name.span, format!("node tier `{name}` can start no node"));
    Some(error.label(format!("`{key}` leaves nothing to choose")).help(format!("name some, or leave `{key}` out")))
}

fn limits(tier: &KarpenterTier) -> Option<Diagnostic> {
    let limit = [&tier.limits.cpu, &tier.limits.memory].into_iter().find(|limit| limit.units() == 0)?;
    let name = &tier.name.value;
    let error = Diagnostic::error(KARPENTER_TIER, limit.span, format!("node tier `{name}` may not grow at all"));
    Some(error.label("a limit of nothing").help("write what the tier may grow to, or remove the tier"))
}
