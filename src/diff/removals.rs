//! What it means that a resource is destroyed: beside what else the change does, and where AWS makes it again.

use std::collections::BTreeSet;

use super::difference::{Change, Effect, Stakes};
use super::flat::flat;
use super::references::attributes;
use super::stakes;
use crate::catalog::changes::{Meanwhile, Returning, table};
use crate::evaluate::{Instance, Instances, Value};

/// What is lost with an instance of the old side that has no successor; [`None`] for types that the catalog does not have.
pub(super) fn stakes(removed: &Instance, old: &Instances, new: &Instances) -> Option<Stakes> {
    let mut of_kind = table().milder.iter().filter(|fact| fact.resource == removed.kind);
    let milder = of_kind.find(|fact| happens(&fact.when, removed, old, new));
    let milder = milder.map(|fact| Stakes { what: &fact.matters, gravity: fact.gravity, loses: &fact.does });
    milder.or_else(|| stakes::of_removal(&removed.kind))
}

fn happens(meanwhile: &Meanwhile, removed: &Instance, old: &Instances, new: &Instances) -> bool {
    match meanwhile {
        Meanwhile::ThereIs { resource, argument } => {
            of_kind(new, resource).any(|instance| argument_of(instance, argument).is_some())
        }
        Meanwhile::UsersStay { resource, argument } => {
            let uses = |user: &&Instance| targets(user, argument).contains(&removed.address);
            of_kind(old, resource).filter(uses).all(|user| new.by_address.contains_key(&user.address))
        }
        Meanwhile::GoesWith { argument } => {
            let targets = targets(removed, argument);
            !targets.is_empty() && targets.iter().all(|target| !new.by_address.contains_key(target))
        }
    }
}

fn of_kind<'a>(instances: &'a Instances, kind: &'a str) -> impl Iterator<Item = &'a Instance> {
    instances.by_address.values().filter(move |instance| instance.kind == kind)
}

fn argument_of(instance: &Instance, argument: &str) -> Option<Value> {
    flat(&instance.content).remove(argument).filter(|value| *value != Value::Null)
}

/// The addresses that an argument refers to.
fn targets(instance: &Instance, argument: &str) -> BTreeSet<String> {
    let value = argument_of(instance, argument);
    value.iter().flat_map(attributes).map(|(address, _)| address).collect()
}

/// What comes back, or may, when everything of a root has been destroyed.
pub(super) fn returning(removed: &Instances) -> Vec<Change> {
    let fact = |instance: &Instance| table().returning.iter().find(|fact| returns(fact, instance));
    let change = |instance: &Instance| {
        let fact = fact(instance)?;
        let stakes = Stakes { what: &fact.matters, gravity: fact.gravity, loses: &fact.does };
        Some(Change { stakes: Some(stakes), ..Change::new(&instance.address, Effect::Destroy) })
    };
    removed.by_address.values().filter_map(change).collect()
}

fn returns(fact: &Returning, instance: &Instance) -> bool {
    let (first, last) = match argument_of(instance, &fact.argument) {
        Some(Value::Text(text)) => (text.clone(), text),
        Some(Value::Template(parts)) => match (parts.first(), parts.last()) {
            (Some(Value::Text(first)), Some(Value::Text(last))) => (first.clone(), last.clone()),
            _ => return false,
        },
        _ => return false,
    };
    instance.kind == fact.resource && first.starts_with(&fact.begins) && last.ends_with(&fact.ends)
}
