//! What AWS refuses although Terraform plans it.

use std::collections::{BTreeMap, BTreeSet};

use ipnet::IpNet;

use super::difference::{Argument, Change, Effect, Stakes};
use super::flat::{Flat, flat};
use super::references::attributes;
use crate::catalog::changes::{Bound, BoundSide, Comparison, Held, Step, Unique, table};
use crate::catalog::replacements::Gravity;
use crate::evaluate::{Inputs, Instances, Value};

/// Why AWS refuses a change in place, if it does. `before` are the arguments of the state, those that Terraform ignores among them.
pub(super) fn of_update(kind: &str, changed: &BTreeMap<String, Argument>, before: &Flat) -> Option<Stakes> {
    let step = table().steps.iter().filter(|step| step.resource == kind).find_map(|step| of_step(step, changed));
    let bounds = table().bounds.iter().filter(|bound| bound.resource == kind);
    step.or_else(|| bounds.into_iter().find_map(|bound| of_bound(bound, changed, before)))
}

fn of_step(step: &'static Step, changed: &BTreeMap<String, Argument>) -> Option<Stakes> {
    let argument = changed.get(&step.argument)?;
    let (before, after) = (minor(argument.before.as_ref()?)?, minor(argument.after.as_ref()?)?);
    let loses = if after > before.saturating_add(step.up) {
        &step.too_far_up
    } else if before > after.saturating_add(step.down) {
        &step.too_far_down
    } else {
        return None;
    };
    Some(refused(&step.matters, loses))
}

fn minor(value: &Value) -> Option<u32> {
    match value {
        Value::Text(text) => text.strip_prefix("1.")?.parse().ok(),
        _ => None,
    }
}

fn of_bound(bound: &'static Bound, changed: &BTreeMap<String, Argument>, before: &Flat) -> Option<Stakes> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.parse::<u32>().ok(),
        _ => None,
    };
    let wanted = number(changed.get(&bound.argument)?.after.as_ref()?)?;
    let present = number(before.get(&bound.of)?)?;
    let is_past = match bound.side {
        BoundSide::AtMost => wanted > present,
        BoundSide::AtLeast => wanted < present,
    };
    is_past.then(|| refused(&bound.matters, &bound.refused))
}

fn refused(what: &'static str, loses: &'static str) -> Stakes {
    Stakes { what, gravity: Gravity::Outage, loses }
}

/// Marks what is destroyed while something that stays uses it.
pub(super) fn mark_held(changes: &mut [Change], old: &Instances, new: &Instances) {
    let replaced: BTreeSet<String> = of_effect(changes, Effect::Replace).map(ToOwned::to_owned).collect();
    for fact in &table().held {
        let held = held(fact, old, |user| new.by_address.contains_key(user) && !replaced.contains(user));
        let destroyed = changes.iter_mut().filter(|change| change.effect == Effect::Destroy);
        for change in destroyed.filter(|change| held.contains(&change.address)) {
            refuse(change, &fact.matters, &fact.refused);
        }
    }
}

/// The addresses that users which stay refer to.
fn held(fact: &Held, old: &Instances, stays: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let users = old.by_address.values().filter(|user| user.kind == fact.by && stays(&user.address));
    let used = users.filter_map(|user| flat(&user.content).remove(&fact.argument));
    let addresses = used.flat_map(|used| attributes(&used)).map(|(address, _)| address);
    addresses.filter(|address| old.by_address.get(address).is_some_and(|used| used.kind == fact.resource)).collect()
}

fn refuse(change: &mut Change, matters: &'static str, loses: &'static str) {
    change.effect = Effect::Refuse;
    change.stakes = Some(refused(matters, loses));
}

fn of_effect(changes: &[Change], effect: Effect) -> impl Iterator<Item = &str> {
    changes.iter().filter(move |change| change.effect == effect).map(|change| change.address.as_str())
}

/// What instances claim that come, and what instances still claim that go: whether they are in each other's way, each cell tells
/// with what it fills in.
#[derive(Debug, Default)]
pub(super) struct Claims(Vec<Claim>);

#[derive(Debug)]
struct Claim {
    fact: &'static Unique,
    /// The address as in the changes, and what comes.
    address: String,
    wanted: Vec<Value>,
    /// What goes, of all others and, for networks, of its own: a subnet is made before the one that it replaces goes.
    taken: Vec<Vec<Value>>,
}

impl Claims {
    /// The claims of what the changes make.
    pub(super) fn of(changes: &[Change], old: &Instances, new: &Instances) -> Self {
        let is_kind = |address: &str, kind: &str| new.by_address.get(address).is_some_and(|it| it.kind == kind);
        let facts = table()
            .unique
            .iter()
            .filter(|fact| !of_effect(changes, Effect::Replace).any(|address| is_kind(address, &fact.within)));
        Self(facts.flat_map(|fact| claims(fact, changes, old, new)).collect())
    }

    /// Marks the changes that AWS refuses in a cell.
    pub(super) fn mark(&self, changes: &mut [Change], inputs: &Inputs) {
        let filled = |values: &[Value]| values.iter().map(|value| value.filled(inputs)).collect::<Vec<_>>();
        for claim in &self.0 {
            let wanted = filled(&claim.wanted);
            if claim.taken.iter().any(|taken| claim.fact.comparison.conflict(&wanted, &filled(taken)))
                && let Some(change) = changes.iter_mut().find(|change| change.address == claim.address)
            {
                refuse(change, &claim.fact.matters, &claim.fact.refused);
            }
        }
    }
}

fn claims(fact: &'static Unique, changes: &[Change], old: &Instances, new: &Instances) -> Vec<Claim> {
    let going: Vec<(&str, Vec<Value>)> = changes
        .iter()
        .filter(|change| matches!(change.effect, Effect::Replace | Effect::Destroy | Effect::Refuse))
        .filter_map(|change| Some((change.address.as_str(), arguments(fact, old, &change.address)?)))
        .collect();
    let has_own = fact.comparison == Comparison::Overlap;
    let coming = changes.iter().filter(|change| matches!(change.effect, Effect::Replace | Effect::Create));
    let claim = |change: &Change| {
        let others = going.iter().filter(|(address, _)| has_own || *address != change.address);
        let taken: Vec<Vec<Value>> = others.map(|(_, taken)| taken.clone()).collect();
        let wanted = arguments(fact, new, &change.address).filter(|_| !taken.is_empty())?;
        Some(Claim { fact, address: change.address.clone(), wanted, taken })
    };
    coming.filter_map(claim).collect()
}

/// What an instance has of what is unique; [`None`] for instances of other types.
fn arguments(fact: &Unique, instances: &Instances, address: &str) -> Option<Vec<Value>> {
    let instance = instances.by_address.get(address).filter(|instance| instance.kind == fact.resource)?;
    let mut flat = flat(&instance.content);
    fact.arguments.iter().map(|argument| flat.remove(argument)).collect()
}

impl Comparison {
    fn conflict(self, one: &[Value], other: &[Value]) -> bool {
        match self {
            Self::Equal => one == other,
            Self::Overlap => one.iter().zip(other).any(|(one, other)| match (network(one), network(other)) {
                (Some(one), Some(other)) => one.contains(&other) || other.contains(&one),
                _ => false,
            }),
        }
    }
}

fn network(value: &Value) -> Option<IpNet> {
    match value {
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}
