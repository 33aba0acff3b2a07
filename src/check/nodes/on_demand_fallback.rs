use std::collections::BTreeMap;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, KarpenterTier};
use crate::source::{Span, Spanned};
use crate::values::{Capacity, Name};

/// A fallback that has no pool to be.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0515"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("on_demand_fallback.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
        let error = RULE.finding(fallback.span, headline).label("only for spot tiers");
        return Some(error.help_removing("remove it", fallback.span));
    }
    if tier.weight.value == 1 {
        let headline = format!("the fallback of node tier `{name}` cannot have a lower weight than the tier");
        let error = RULE.finding(tier.weight.span, headline).label("the minimum weight");
        let error = error.also(fallback.span, "creates a pool whose weight is one lower");
        return Some(error.help_replacing("write 2 or more", tier.weight.span, "2"));
    }
    let (pool, suffix) = (tier.fallback_pool(), KarpenterTier::FALLBACK_SUFFIX);
    if let Some(other) = names.get(pool.as_str()) {
        let headline = format!("the fallback of node tier `{name}` has the name of another tier");
        let error = RULE.finding(fallback.span, headline);
        let error = error.label(format!("creates the pool `{pool}`")).also(*other, "also creates a pool of this name");
        return Some(error.help("rename one of the tiers"));
    }
    (pool.len() > Name::LONGEST).then(|| {
        let headline = format!("the name of node tier `{name}` is too long for a fallback");
        let longest = Name::LONGEST - suffix.len();
        let error = RULE.finding(tier.name.span, headline);
        let error = error.label(format!("{} characters, at most {longest}", name.as_str().len()));
        let error = error.also(fallback.span, format!("creates a pool with `{suffix}` after the tier's name"));
        error
            .note("the name of a pool is a label value on its nodes, with at most 63 characters")
            .help("shorten the name")
    })
}
