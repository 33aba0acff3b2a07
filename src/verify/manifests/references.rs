//! References between objects: each must find what it names, in the namespace in which it looks.

use super::built_in::is_built_in;
use super::cell::{Cell, Placed};
use super::facts::{FILE, Need, Thing};
use crate::verify::context::suggestion;

/// What is wrong with the references of an object.
pub(super) fn unresolved(cell: &Cell<'_>, placed: &Placed) -> Vec<String> {
    let is_there = |thing: &Thing| match thing.kind.as_str() {
        FILE => cell.has_path(&placed.beside(&thing.name)),
        _ => cell.things.contains(thing) || is_built_in(thing),
    };
    let missing = placed.facts.needs.iter().filter(|need| !is_there(&need.thing));
    missing.map(|need| describe(cell, need)).collect()
}

fn describe(cell: &Cell<'_>, Need { path, thing }: &Need) -> String {
    let Thing { kind, namespace, name } = thing;
    let alike = cell.things.iter().filter(|other| other.kind == *kind && other.namespace == *namespace);
    let near = suggestion(name, alike.map(|other| other.name.as_str()));
    let place = if namespace.is_empty() { "this cell".to_owned() } else { format!("namespace `{namespace}`") };
    format!("`{path}`: {place} has no {kind} `{name}`{near}")
}
