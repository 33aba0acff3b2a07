use crate::check::Context;
use crate::check::facts::namespaces::is_there;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, did_you_mean, listing};
use crate::model::{Class, KarpenterTier, Namespace, SYSTEM_TIER};
use crate::source::Spanned;
use crate::values::Name;

/// Tiers of a namespace that its cells do not have, or that cannot be told apart.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0665"),
    kind: Kind::Fails,
    since: "0.2.0",
    docs: include_str!("namespace_tiers.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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

fn missing(class: &Class, tier: &Spanned<Name>) -> Diagnostic {
    let headline = format!("{} has no node tier `{}`", class.title(), tier.value);
    let error = RULE.finding(tier.span, headline).label("no such tier");
    let names = || class.karpenter.iter().map(|own| own.name.as_str()).chain([SYSTEM_TIER]);
    match did_you_mean(tier.as_str(), names()) {
        Some(near) => error.help_near(&near, tier.span),
        None => error.help(format!("use {}", listing(names(), "or"))),
    }
}

/// Whether a tier is closed, and each of its taints is also one of a tier that is not.
fn is_like_an_open_one(class: &Class, namespace: &Namespace, tier: &KarpenterTier) -> bool {
    let keeps = class.closed_taints(namespace);
    let is_closed = !namespace.admission.admits_to(tier.name.as_str(), false);
    is_closed && tier.keeps_pods_out() && !tier.hard_taints().any(|taint| keeps.iter().any(|kept| kept.matches(taint)))
}

fn inseparable(namespace: &Namespace, tiers: &Spanned<Vec<Spanned<Name>>>, tier: &KarpenterTier) -> Diagnostic {
    let headline = format!("namespace `{}` can also run on node tier `{}`", namespace.name.value, tier.name.value);
    let error = RULE.finding(tiers.span, headline).label("does not list it");
    let error = error.also(tier.name.span, "a listed tier has all of its taints");
    error.help(format!("give the tier its own taint, or add `\"{}\"` to `tiers`", tier.name.value))
}
