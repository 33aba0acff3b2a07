//! `tiers` of a namespace are tiers of its cells, and the others can be told from them.
//!
//! ## Why
//! `tiers` lists the node tiers whose taints the pods of a namespace may tolerate; an admission policy refuses tolerations of the
//! others. A name that no tier has admits to nothing. Where a tier outside the list has only taints that a tier in the list has
//! as well, a pod that gets onto the one gets onto the other.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "on-demand" {
//!     capacity = "on-demand"
//!   }
//!   node_tier "gpu" {
//!     capacity = "on-demand"
//!     taint "dedicated" {
//!       value  = "gpu"
//!       effect = "NoSchedule"
//!     }
//!   }
//!   namespace "fraud" {
//!     tiers = ["gpus"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "on-demand" {
//!     capacity = "on-demand"
//!   }
//!   node_tier "gpu" {
//!     capacity = "on-demand"
//!     taint "dedicated" {
//!       value  = "gpu"
//!       effect = "NoSchedule"
//!     }
//!   }
//!   namespace "fraud" {
//!     tiers = ["gpu", "on-demand"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::codes::NAMESPACE_TIERS;
use crate::diagnostic::{Diagnostic, did_you_mean, listing};
use crate::model::{Class, KarpenterTier, Namespace, SYSTEM_TIER};
use crate::source::Spanned;
use crate::values::Name;

pub(super) fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // A tier that could not be read is not missing.
    if !is_whole {
        return;
    }
    // Namespaces recur in the classes of an environment: identical findings are printed once.
    for (environment, class) in model.classes() {
        for namespace in &environment.namespaces {
            let Some(tiers) = &namespace.admission.tiers else { continue };
            let unknown: Vec<&Spanned<Name>> = tiers.iter().filter(|tier| !is_there(class, tier)).collect();
            if unknown.is_empty() {
                let closed = class.karpenter.iter().filter(|tier| is_like_an_open_one(class, namespace, tier));
                diagnostics.extend(closed.map(|tier| inseparable(namespace, tiers, tier)));
            }
            diagnostics.extend(unknown.into_iter().map(|tier| missing(class, tier)));
        }
    }
}

/// Whether a class has a tier of that name.
pub(in crate::check) fn is_there(class: &Class, tier: &Name) -> bool {
    tier.as_str() == SYSTEM_TIER || class.karpenter.iter().any(|own| own.name.value == *tier)
}

fn missing(class: &Class, tier: &Spanned<Name>) -> Diagnostic {
    let headline = format!("{} has no node tier `{}`", class.title(), tier.value);
    let error = Diagnostic::error(NAMESPACE_TIERS, tier.span, headline).label("no such tier");
    let names = || class.karpenter.iter().map(|own| own.name.as_str()).chain([SYSTEM_TIER]);
    match did_you_mean(tier.as_str(), names()) {
        Some(near) => error.help_near(&near, tier.span),
        None => error.help(format!("write {}", listing(names(), "or"))),
    }
}

/// Whether a tier is closed, and each of its taints is also one of a tier that is not.
fn is_like_an_open_one(class: &Class, namespace: &Namespace, tier: &KarpenterTier) -> bool {
    let keeps = class.closed_taints(namespace);
    let is_closed = !namespace.admission.admits_to(tier.name.as_str(), false);
    is_closed && tier.keeps_pods_out() && !tier.hard_taints().any(|taint| keeps.iter().any(|kept| kept.matches(taint)))
}

fn inseparable(namespace: &Namespace, tiers: &Spanned<Vec<Spanned<Name>>>, tier: &KarpenterTier) -> Diagnostic {
    let headline = format!("namespace `{}` gets onto node tier `{}` as well", namespace.name.value, tier.name.value);
    let error = Diagnostic::error(NAMESPACE_TIERS, tiers.span, headline).label("leaves it out");
    let error = error.also(tier.name.span, "a tier in the list has each of its taints");
    error.help(format!("give the tier a taint of its own, or add `\"{}\"` to `tiers`", tier.name.value))
}
