//! Which requirements of a Karpenter tier leave no instance type, those included that cellc adds to every tier.

use std::collections::BTreeSet;

use crate::catalog::instance_types::{Hypervisor, InstanceFacts};
use crate::diagnostic::listing;
use crate::model::{KarpenterTier, types_on_any_hypervisor};

/// What cellc requires of every tier, and why.
pub(in crate::check) const HYPERVISOR: &str =
    "hypervisor `nitro`, which cellc adds to every tier: older instances take no encrypted root volume";

/// Why the categories or families of a tier have no type to start, one sentence for each requirement that shuts out all of
/// them; a single one where only several together do. Empty where there is such a type, and where the catalog knows none of the kind.
pub(in crate::check) fn excluding(tier: &KarpenterTier) -> Vec<String> {
    let kind = KarpenterTier { cpus: Vec::new(), arch: tier.arch.clone().map(|_| Vec::new()), ..tier.clone() };
    let all = types_on_any_hypervisor(&kind);
    let has_cpus = |facts: &InstanceFacts| tier.cpus.is_empty() || tier.cpus.contains(&facts.vcpus);
    let has_arch = |facts: &InstanceFacts| tier.arch.is_empty() || tier.arch.contains(&facts.architecture);
    let is_nitro = |facts: &InstanceFacts| facts.hypervisor == Hypervisor::Nitro;
    if all.is_empty() || all.iter().any(|facts| has_cpus(facts) && has_arch(facts) && is_nitro(facts)) {
        return Vec::new();
    }
    let mut reasons = Vec::new();
    if !all.iter().any(|facts| is_nitro(facts)) {
        reasons.push(format!("they run {}, and cellc requires Nitro of every tier", platforms(&all)));
    }
    if !all.iter().any(|facts| has_arch(facts)) {
        let theirs: BTreeSet<String> = all.iter().map(|facts| facts.architecture.to_string()).collect();
        reasons.push(format!("they have architecture {}", listing(theirs.iter().map(String::as_str), "and")));
    }
    if !all.iter().any(|facts| has_cpus(facts)) {
        let theirs: BTreeSet<u32> = all.iter().map(|facts| facts.vcpus).collect();
        reasons.push(format!("they have {} vCPUs", plain(&theirs)));
    }
    if reasons.is_empty() {
        reasons.push(format!("no type has the vCPUs, the architecture and {HYPERVISOR}"));
    }
    reasons
}

/// What instances run on that are not on Nitro.
fn platforms(types: &[&InstanceFacts]) -> &'static str {
    if types.iter().any(|facts| facts.hypervisor == Hypervisor::Xen) { "on Xen" } else { "on bare metal" }
}

fn plain(numbers: &BTreeSet<u32>) -> String {
    let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match words.as_slice() {
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        words => words.concat(),
    }
}
