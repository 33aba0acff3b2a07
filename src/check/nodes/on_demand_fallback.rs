//! A tier with a fallback makes a second pool, and there is room for it.
//!
//! ## Why
//! With `fallback = true` a spot tier makes two pools: its own, and one with on-demand nodes whose weight is less by one, so
//! that Karpenter tries it when there is no spot capacity. A tier that is on-demand already has nothing to fall back to; the
//! least weight is 1 (schema of `NodePool`), so that the tier's own must be 2 or more; and the second pool is called
//! like the tier with `-on-demand` behind it, which no other tier may be, and which fits a label of 63 characters.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "batch" {
//!     capacity = "spot"
//!     weight   = 1
//!     fallback = true
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "batch" {
//!     capacity = "spot"
//!     weight   = 2
//!     fallback = true
//!   }
//! }
//! ```

use std::collections::BTreeMap;

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::ON_DEMAND_FALLBACK;
use crate::model::{Class, KarpenterTier};
use crate::source::{Span, Spanned};
use crate::values::{Capacity, Name};

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (_, class) in model.classes() {
        diagnostics.extend(check_class(class));
    }
}

fn check_class(class: &Class) -> Vec<Diagnostic> {
    let names: BTreeMap<&str, Span> = class.karpenter.iter().map(|tier| (tier.name.as_str(), tier.name.span)).collect();
    let with_fallback = class.karpenter.iter().filter_map(|tier| Some((tier, tier.fallback?)));
    with_fallback.filter_map(|(tier, fallback)| check_tier(tier, fallback, &names)).collect()
}

fn check_tier(tier: &KarpenterTier, fallback: Spanned<bool>, names: &BTreeMap<&str, Span>) -> Option<Diagnostic> {
    let name = &tier.name.value;
    if tier.capacity == Capacity::OnDemand {
        let headline = format!("node tier `{name}` is on-demand and has nothing to fall back to");
        let error = Diagnostic::error(ON_DEMAND_FALLBACK, fallback.span, headline).label("for spot tiers");
        return Some(error.help_removing("remove it", fallback.span));
    }
    if tier.weight.value == 1 {
        let headline = format!("the fallback of node tier `{name}` cannot be lighter than the tier");
        let error =
            Diagnostic::error(ON_DEMAND_FALLBACK, tier.weight.span, headline).label("the least weight there is");
        let error = error.also(fallback.span, "makes a pool with a weight that is less by one");
        return Some(error.help_replacing("write 2 or more", tier.weight.span, "2"));
    }
    let (pool, suffix) = (tier.fallback_pool(), KarpenterTier::FALLBACK_SUFFIX);
    if let Some(other) = names.get(pool.as_str()) {
        let headline = format!("the fallback of node tier `{name}` has the name of another tier");
        let error = Diagnostic::error(ON_DEMAND_FALLBACK, fallback.span, headline);
        let error = error.label(format!("makes a pool `{pool}`")).also(*other, "makes a pool of this name too");
        return Some(error.help("call one of the tiers something else"));
    }
    (pool.len() > Name::LONGEST).then(|| {
        let headline = format!("the name of node tier `{name}` is too long for a fallback");
        let longest = Name::LONGEST - suffix.len();
        let error = Diagnostic::error(ON_DEMAND_FALLBACK, tier.name.span, headline);
        let error = error.label(format!("{} characters, {longest} at most", name.as_str().len()));
        let error = error.also(fallback.span, format!("makes a pool with `{suffix}` behind the tier's name"));
        error
            .note("the name of a pool is the value of a label of its nodes, 63 characters at most")
            .help("shorten the name")
    })
}
