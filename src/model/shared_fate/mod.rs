//! What cells share, so that it takes several of them with it: what the fleet declares, and what cellc itself lets them share.

mod entry;
mod loads;
mod own;

pub use entry::{DeclaredFate, Dependence, SharedFate};

use super::Model;
use super::dependency::{Dependency, Dependents};
use loads::Loads;

impl Model {
    /// Everything that several cells share: first what cellc itself lets them share, then what the fleet declares, each by name.
    pub fn shared_fates(&self) -> Vec<SharedFate> {
        let loads = Loads::of(self);
        let declared: Vec<&str> = self.shared_fate.values().flat_map(|fate| &fate.of).map(|of| of.as_str()).collect();
        let own = own::own(self, &loads).into_iter();
        let own = own.filter(|fate| !fate.of.iter().all(|of| declared.contains(&of.as_str())));
        let dependencies = self.shared_dependencies();
        let declared = self.shared_fate.values().map(|fate| declared_fate(fate, &dependencies, &loads));
        own.chain(declared).collect()
    }

    /// What several cells depend on without a `shared_fate` block that names it, and without being something that cellc itself
    /// lets them share.
    pub fn undeclared_dependencies(&self) -> Vec<Dependency<'_>> {
        let known = self.shared_fates();
        let is_known = |name: &str| known.iter().any(|fate| fate.of.iter().any(|of| of == name));
        self.shared_dependencies().into_iter().filter(|dependency| !is_known(&dependency.name)).collect()
    }
}

/// A declared entry with what depends on it.
fn declared_fate(fate: &DeclaredFate, dependencies: &[Dependency<'_>], loads: &Loads<'_>) -> SharedFate {
    let mut dependents = Dependents::new();
    let mut is_named = true;
    for of in &fate.of {
        let known = dependencies.iter().find(|dependency| dependency.name == of.as_str());
        is_named &= known.is_some();
        for (environment, cells) in known.into_iter().flat_map(|known| &known.dependents) {
            dependents.entry(environment).or_default().extend(cells);
        }
    }
    let environments = loads.dependence(&dependents);
    let found = environments.values().map(|dependence| dependence.share).max().unwrap_or_default();
    let bound = fate.blast_radius.map_or(100, |bound| u64::from(bound.hundredths()));
    SharedFate {
        name: fate.name.value.to_string(),
        of: fate.of.iter().map(|of| of.value.to_string()).collect(),
        reason: fate.reason.to_string(),
        is_declared: true,
        // Who uses what the specification does not name, only its author knows.
        blast_radius: if is_named { found } else { found.max(bound) },
        environments,
    }
}
