//! Stage `check`: [`Model`] → diagnostics. Rules lie in folders by subject, one per file, each with a stable code.
//!
//! A rule is a function over the whole model; it knows nothing about Terraform. Limits stand in one constant each, with
//! their source. The doc comment of its file is what `cellc explain` prints: what, why, a wrong and a right example.

mod access;
mod allowances;
mod calendar;
mod checked_model;
mod cluster;
mod conduct;
mod delivery;
mod facts;
mod fleet;
mod identities;
mod namespaces;
mod network;
mod nodes;
mod rule;
mod sharing;

pub use allowances::apply_allowances;
pub use checked_model::{CheckedModel, JudgedModel};
pub use rule::Rule;

use crate::diagnostic::Diagnostic;
use crate::model::Model;
use crate::values::Date;

/// What rules judge.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The fleet.
    pub model: &'a Model,
    /// The day on which everything that depends on the calendar is judged.
    pub as_of: Date,
    /// Whether all of the specification could be read: otherwise nothing is known about what is missing.
    pub is_whole: bool,
}

/// The rules of each folder.
const SUBJECTS: [&[Rule]; 10] = [
    fleet::RULES,
    network::RULES,
    cluster::RULES,
    nodes::RULES,
    access::RULES,
    identities::RULES,
    namespaces::RULES,
    sharing::RULES,
    calendar::RULES,
    delivery::RULES,
];

/// Every rule, by subject.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    SUBJECTS.iter().copied().flatten()
}

/// Applies every rule.
pub fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in rules() {
        (rule.check)(context, &mut diagnostics);
    }
    diagnostics
}
