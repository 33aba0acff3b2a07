use std::collections::BTreeSet;

use crate::catalog::instance_types::{InstanceFacts, Selection, matching};
use crate::check::Context;
use crate::check::facts::quota_units::are_of_tier;
use crate::check::facts::tier_requirements::{HYPERVISOR, excluding};
use crate::check::rule::{Kind, Rule};
use crate::diagnostic::{Code, Diagnostic, listing};
use crate::model::{KarpenterTier, types_of, types_on_any_hypervisor};

/// A Karpenter tier whose requirements or limits leave no instance type.
pub(super) const RULE: Rule = Rule {
    code: Code::rule("CELL0509"),
    kind: Kind::Fails,
    since: "0.1.0",
    docs: include_str!("tier_selection.md"),
    yields_to: &[],
    check,
};

fn check(Context { model, .. }: &Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for tier in model.karpenter_tiers() {
        // What is empty or zero is another rule's finding.
        let is_empty = tier.arch.is_empty() || tier.cpus.is_empty() || tier.cpus.contains(&0);
        let is_nothing = tier.categories.is_empty() && tier.families.is_empty();
        if !(is_empty || is_nothing)
            && tier.limits.cpu.units() > 0
            && tier.limits.memory.units() > 0
            && are_of_tier(tier)
        {
            diagnostics.extend(check_tier(tier));
        }
    }
}

fn check_tier(tier: &KarpenterTier) -> Option<Diagnostic> {
    let types = types_of(tier);
    if types.is_empty() {
        return nothing(tier);
    }
    let fits = |facts: &InstanceFacts| {
        u64::from(facts.vcpus) <= tier.limits.cpu.units()
            && u64::from(facts.memory_mib) * 1024 * 1024 <= tier.limits.memory.units()
    };
    if types.iter().any(|facts| fits(facts)) {
        return None;
    }
    let smallest = types.iter().min_by_key(|facts| (facts.vcpus, facts.memory_mib))?;
    let headline = format!("the limits of node tier `{}` are below one node", tier.name.value);
    let error = RULE.finding(tier.limits.cpu.span, headline);
    let error = error.label(format!("up to {} vCPUs and {}", tier.limits.cpu.value, tier.limits.memory.value));
    let memory = smallest.memory_mib / 1024;
    let note = format!("its smallest type, `{}`, has {} vCPUs and {memory} GiB", smallest.name, smallest.vcpus);
    Some(error.note(note).help("raise the limits, or allow smaller nodes in `cpus`"))
}

/// Families that the table does not have may match; they have a finding of their own.
fn nothing(tier: &KarpenterTier) -> Option<Diagnostic> {
    let families: Vec<&str> = tier.families.iter().map(|family| family.as_str()).collect();
    let known = |family: &&str| matching(Selection { families: &[family], ..Selection::default() }).next().is_some();
    if !families.iter().all(known) {
        return None;
    }
    let name = &tier.name.value;
    let headline = format!("no instance type meets the requirements of node tier `{name}`");
    let error = RULE.finding(tier.name.span, headline).label("nothing to launch");
    Some(error.note(requirements(tier)).help(remedy(tier)))
}

fn requirements(tier: &KarpenterTier) -> String {
    let kinds = if tier.families.is_empty() { texts(&tier.categories_only()) } else { texts(&tier.families_only()) };
    let kind = if tier.families.is_empty() { "category" } else { "family" };
    let cpus: Vec<String> = tier.cpus.iter().map(u32::to_string).collect();
    format!(
        "required are {kind} {}, {} vCPUs, architecture {}, and {HYPERVISOR}",
        kinds.join(" or "),
        cpus.join(" or "),
        texts(&tier.arch).join(" or ")
    )
}

fn texts(values: &[impl ToString]) -> Vec<String> {
    values.iter().map(|value| format!("`{}`", value.to_string())).collect()
}

/// What the same tier could have, one requirement at a time left open.
fn remedy(tier: &KarpenterTier) -> String {
    let older = types_on_any_hypervisor(tier);
    if let Some(facts) = older.first() {
        let on = if facts.is_bare_metal() { "is a bare-metal machine" } else { "runs on Xen" };
        return format!("`{}` {on}: use a newer family, such as `m7g` or `m7i`", facts.name);
    }
    let any_size = KarpenterTier { cpus: Vec::new(), ..tier.clone() };
    let sizes: BTreeSet<u32> = types_of(&any_size).iter().map(|facts| facts.vcpus).collect();
    if !sizes.is_empty() {
        let sizes: Vec<String> = sizes.iter().map(u32::to_string).collect();
        return format!("such nodes have {} vCPUs", listing_plain(&sizes));
    }
    let any_arch = KarpenterTier { arch: any_size.arch.clone().map(|_| Vec::new()), ..any_size };
    let archs: BTreeSet<String> = types_of(&any_arch).iter().map(|facts| facts.architecture.to_string()).collect();
    if archs.is_empty() {
        let reasons = excluding(tier).into_iter().map(|reason| reason + "; ").collect::<String>();
        return format!("{reasons}use categories such as `c`, `m` and `r`");
    }
    format!("these have architecture {}", listing(archs.iter().map(String::as_str), "and"))
}

fn listing_plain(words: &[String]) -> String {
    match words {
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => words.concat(),
    }
}
