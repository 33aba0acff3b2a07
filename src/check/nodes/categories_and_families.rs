//! A node tier names categories or families.
//!
//! ## Why
//! Families are the narrower choice: where a tier names some, its pool asks Karpenter for these and for no category. Categories
//! beside them would change nothing, and whoever reads them would think otherwise.
//!
//! ## Wrong
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity   = "spot"
//!     categories = ["c"]
//!     families   = ["m7g", "m8g", "c7g", "r7g"]
//!   }
//! }
//! ```
//!
//! ## Right
//! ```hcl
//! environment "dev" {
//!   node_tier "spot" {
//!     capacity = "spot"
//!     families = ["m7g", "m8g", "c7g", "r7g"]
//!   }
//! }
//! ```

use crate::check::Context;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::CATEGORIES_AND_FAMILIES;
use crate::model::KarpenterTier;

/// Tiers of an environment recur in its classes: identical findings are printed once.
pub(super) fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.karpenter_tiers().filter_map(check_tier));
}

fn check_tier(tier: &KarpenterTier) -> Option<Diagnostic> {
    let (category, family) = (tier.categories.first()?, tier.families.first()?);
    tier.names_categories().then(|| {
        let headline = format!("the categories of node tier `{}` mean nothing", tier.name.value);
        let error = Diagnostic::error(CATEGORIES_AND_FAMILIES, category.span, headline).label("categories");
        let error = error.also(family.span, "only families are asked for");
        error.help("leave `categories` out, or name families of theirs only")
    })
}
