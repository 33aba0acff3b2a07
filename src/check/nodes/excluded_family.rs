use crate::check::Context;
use crate::check::facts::tier_requirements::excluding;
use crate::check::rule::{Kind, Rule, Within, Yield};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::KarpenterTier;

/// A family of which the other requirements of its tier leave nothing.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0531"),
    kind: Kind::Mistake,
    since: "0.2.0",
    docs: include_str!("excluded_family.md"),
    // A tier that has nothing to launch is told as a whole.
    yields_to: &[Yield { code: Code::rule("CELL0509"), within: Within::Block }],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for tier in model.karpenter_tiers().filter(|tier| !tier.cpus.is_empty() && !tier.arch.is_empty()) {
        diagnostics.extend(check_tier(tier));
    }
}

fn check_tier(tier: &KarpenterTier) -> Vec<Diagnostic> {
    let found = tier.families.iter().filter_map(|family| {
        let alone = KarpenterTier { families: vec![family.clone()], ..tier.clone() };
        let reasons = excluding(&alone);
        if reasons.is_empty() {
            return None;
        }
        let headline = format!("node tier `{}` never starts `{}`", tier.name.value, family.value);
        let warning = RULE.finding(family.span, headline).label("shut out by other requirements");
        Some(warning.note(reasons.join("; ")).help("remove it, or name a family that meets them"))
    });
    found.collect()
}
