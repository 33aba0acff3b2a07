use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::KarpenterTier;

/// A Karpenter tier that can start no node, or has a limit of nothing.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0503"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("karpenter_tier.md"),
    yields_to: &[],
    check,
};

/// Tiers of an environment recur in its classes: identical findings are printed once.
fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
    let error = RULE.finding(tier.name.span, format!("node tier `{name}` cannot start any node"));
    Some(
        error
            .label(format!("`{key}` leaves nothing to choose from"))
            .help(format!("list some values, or leave `{key}` out")),
    )
}

fn limits(tier: &KarpenterTier) -> Option<Diagnostic> {
    let limit = [&tier.limits.cpu, &tier.limits.memory].into_iter().find(|limit| limit.units() == 0)?;
    let name = &tier.name.value;
    let error = RULE.finding(limit.span, format!("node tier `{name}` is not allowed any node"));
    Some(error.label("a limit of zero").help("write how far the tier may grow, or remove the tier"))
}
