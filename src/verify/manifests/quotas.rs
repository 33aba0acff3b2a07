//! The arithmetic of quotas: what a `ResourceQuota` counts must have a default in a `LimitRange`, defaults must fit into their
//! bounds and into the quota, and so must everything in the namespace together.

use std::collections::BTreeMap;

use super::Fault;
use super::cell::{Cell, Placed};
use super::facts::{Amounts, Numbers, Range, Says, Uses};

/// What the objects of a namespace say about amounts.
#[derive(Default)]
struct Namespace<'a> {
    quotas: Vec<(&'a Placed, &'a Numbers)>,
    /// What a container gets that says nothing, and the most that one may have.
    range: Option<&'a Range>,
    uses: Vec<(&'a Placed, &'a Uses)>,
    /// Kind and name of what is scaled → the most replicas.
    scaled: BTreeMap<(&'a str, &'a str), u32>,
}

/// All faults between the amounts of a cell.
pub(super) fn check(cell: &Cell<'_>) -> Vec<Fault> {
    let mut namespaces: BTreeMap<&str, Namespace<'_>> = BTreeMap::new();
    for placed in cell.objects() {
        let Some(Amounts { namespace, says }) = &placed.facts.amounts else { continue };
        let of_namespace = namespaces.entry(namespace).or_default();
        match says {
            Says::Quota(hard) => of_namespace.quotas.push((placed, hard)),
            Says::Range(range) => drop(range.is_of_containers().then(|| of_namespace.range.replace(range))),
            Says::Uses(uses) => of_namespace.uses.push((placed, uses)),
            Says::Scale { kind, name, most } => drop(of_namespace.scaled.insert((kind, name), *most)),
        }
    }
    namespaces.values().flat_map(|namespace| namespace.faults(cell)).collect()
}

impl Namespace<'_> {
    fn faults(&self, cell: &Cell<'_>) -> Vec<Fault> {
        let sum = self.sum();
        let mut faults = Vec::new();
        for (placed, hard) in &self.quotas {
            let messages = above(hard, &sum).chain(self.without_default(hard));
            faults.extend(messages.map(|message| cell.fault(placed, message)));
        }
        let none = Numbers::new();
        let most = self.range.map_or(&none, |range| &range.most);
        for (placed, uses) in &self.uses {
            let messages = uses.containers_above(most).into_iter();
            faults.extend(messages.map(|message| cell.fault(placed, message)));
        }
        faults
    }

    fn sum(&self) -> Numbers {
        let mut sum = Numbers::new();
        for (_, uses) in &self.uses {
            let replicas = self.scaled.get(&(uses.kind.as_str(), uses.name.as_str()));
            for (resource, amount) in uses.total(replicas.copied(), self.range) {
                *sum.entry(resource).or_default() += amount;
            }
        }
        sum
    }

    /// With a quota on CPU or memory the API server refuses each container that says nothing about it, unless a `LimitRange`
    /// does; anything else that no container mentions counts as nothing.
    fn without_default(&self, hard: &Numbers) -> Vec<String> {
        let mut faults = Vec::new();
        for (key, most) in hard {
            let Some((part, resource)) = key.split_once('.') else { continue };
            if !matches!(part, "limits" | "requests") || resource == "storage" || resource.contains('/') {
                continue;
            }
            match self.range.and_then(|range| range.default(part, resource)) {
                None => faults.push(format!(
                    "`spec.hard.{key}`: no LimitRange gives containers a default, so those that set none are refused or not counted"
                )),
                Some(default) if default > most => {
                    faults.push(format!("`spec.hard.{key}`: less than a single container gets by default"));
                }
                Some(_) => {}
            }
        }
        faults
    }
}

fn above(hard: &Numbers, sum: &Numbers) -> impl Iterator<Item = String> {
    let above = hard.iter().filter(|(resource, most)| sum.get(*resource).is_some_and(|used| used > *most));
    above.map(|(resource, _)| format!("`spec.hard.{resource}`: the objects of the namespace use more"))
}
