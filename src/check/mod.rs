//! Stage `check`: [`Model`] → diagnostics. Rules lie in folders by subject, one per file, each with a stable code.
//!
//! A rule is a function over the whole model; it knows nothing about Terraform. Limits stand in one constant each, with
//! their source. The Markdown file next to it is what `cellc explain` prints: what, why, a wrong and a right example.

mod access;
mod allowances;
mod calendar;
mod checked_model;
mod cluster;
mod delivery;
mod entry_points;
mod facts;
mod fleet;
mod identities;
mod namespaces;
mod network;
mod nodes;
mod precedence;
mod reach;
mod rule;
mod sharing;
mod tenants;

pub use allowances::apply_allowances;
pub use checked_model::{CheckedModel, JudgedModel};
pub use precedence::without_superseded;
pub use rule::{Kind, Rule, Within, Yield};

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

/// A folder of rules.
#[derive(Debug)]
pub struct Area {
    /// What the rules are about, as a heading.
    pub title: &'static str,
    /// The rules, by name.
    pub rules: &'static [Rule],
}

/// Every folder of rules, in the order of the reference.
pub const AREAS: [Area; 12] = [
    Area { title: "Fleet, environments and cells", rules: fleet::RULES },
    Area { title: "Tenants and states of cells", rules: tenants::RULES },
    Area { title: "Entry points", rules: entry_points::RULES },
    Area { title: "Networks", rules: network::RULES },
    Area { title: "Clusters", rules: cluster::RULES },
    Area { title: "Node tiers", rules: nodes::RULES },
    Area { title: "Access and roles", rules: access::RULES },
    Area { title: "Workload identities", rules: identities::RULES },
    Area { title: "Namespaces", rules: namespaces::RULES },
    Area { title: "Shared cells", rules: sharing::RULES },
    Area { title: "Calendar and quotas", rules: calendar::RULES },
    Area { title: "Delivery and applications", rules: delivery::RULES },
];

/// Every rule, by subject.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    AREAS.iter().flat_map(|area| area.rules)
}

/// Applies every rule.
pub fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in rules() {
        (rule.check)(context, &mut diagnostics);
    }
    diagnostics
}
