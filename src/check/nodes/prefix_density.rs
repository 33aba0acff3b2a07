use crate::catalog::instance_types::InstanceFacts;
use crate::catalog::pods::{AddressMode, MAX_PODS_LARGE};
use crate::check::Context;
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Class, KarpenterTier, types_of};
use crate::platform::AddOnName;

/// Prefixes for nodes that Karpenter gives as many pods as without them.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0529"),
    kind: Kind::Advice,
    since: "0.2.0",
    docs: include_str!("prefix_density.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, is_whole, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    // What could not be read is not a default.
    if !is_whole {
        return;
    }
    for (_, class) in model.classes().filter(|(_, class)| class.address_mode() == AddressMode::Prefix) {
        let unlimited = class.karpenter.iter().filter(|tier| tier.max_pods.is_none());
        diagnostics.extend(unlimited.filter_map(|tier| check_tier(class, tier)));
    }
}

fn check_tier(class: &Class, tier: &KarpenterTier) -> Option<Diagnostic> {
    let types = types_of(tier);
    let pods = |facts: &&InstanceFacts| facts.max_pods_secondary();
    let (least, most) = (types.iter().copied().min_by_key(pods)?, types.iter().copied().max_by_key(pods)?);
    let fitting = types.iter().map(|facts| facts.max_pods(AddressMode::Prefix)).min()?.min(MAX_PODS_LARGE);
    let (fewest, today) = (least.max_pods_secondary(), most.max_pods_secondary());
    let name = &tier.name.value;
    let headline = format!("prefix delegation raises the pods of no node of tier `{name}`");
    let label = format!("still {fewest} on `{}` and {today} on `{}`", least.name, most.name);
    let setting = class.add_ons.get(&AddOnName::VpcCni).map_or(class.span(), |cni| cni.prefix_delegation.span);
    let advice = RULE.finding(tier.name.span, headline).label(label).also(setting, "prefixes are enabled here");
    let advice = advice.note(
        "Karpenter tells each kubelet how many pods it may run, and counts one address a pod unless `max_pods` is set",
    );
    if fitting <= fewest {
        return Some(advice.help(format!(
            "nothing is to gain here: every node already has addresses for {fitting} pods, the most that each of them should run"
        )));
    }
    let loses =
        if today > fitting { format!(", and `{}` {fitting} in place of {today}", most.name) } else { String::new() };
    let text =
        format!("write `max_pods = {fitting}`: `{}` then runs {fitting} pods in place of {fewest}{loses}", least.name);
    Some(advice.help(text))
}
