use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::KarpenterTier;

/// Categories that families take the place of.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0523"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("categories_and_families.md"),
    yields_to: &[],
    check,
};

/// Tiers of an environment recur in its classes: identical findings are printed once.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(model.karpenter_tiers().filter_map(check_tier));
}

fn check_tier(tier: &KarpenterTier) -> Option<Diagnostic> {
    let (category, family) = (tier.categories.first()?, tier.families.first()?);
    tier.names_categories().then(|| {
        let headline = format!("the categories of node tier `{}` have no effect", tier.name.value);
        let error = RULE.finding(category.span, headline).label("ignored");
        let error = error.also(family.span, "only families are used");
        error.help("leave `categories` out, or remove `families`")
    })
}
