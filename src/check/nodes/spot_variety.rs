use std::collections::BTreeSet;

use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, plural};
use crate::model::types_of;
use crate::model::{Environment, KarpenterTier};
use crate::values::Capacity;

/// A spot tier with few instance types.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0510"),
    kind: Kind::Conduct,
    since: "0.1.0",
    docs: include_str!("spot_variety.md"),
    yields_to: &[],
    check,
};

/// Karpenter, "Disruption": types that a spot-to-spot consolidation chooses from.
const FEWEST_TYPES: usize = 15;

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
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
        1 => format!("{} in one family", plural(types.len(), "type")),
        families => format!("{} in {families} families", plural(types.len(), "type")),
    };
    let finding = RULE.finding_in(environment.profile, place, headline).label(count);
    let finding =
        finding.note(format!("with fewer than {FEWEST_TYPES} types Karpenter does not consolidate spot nodes"));
    Some(finding.help("leave `families` out and list categories, such as `c`, `m` and `r`, or allow more `cpus`"))
}
