//! Environments without cells of their own, whose namespaces are in the cells of another.

use serde::Serialize;

use super::{AccessEntry, AccessScope, Environment, Namespace, Part, Partial};
use crate::platform::taken_namespaces;
use crate::source::{Span, Spanned};
use crate::values::{CellId, EnvironmentId, NamespacePattern, Profile};

/// An environment that shares the cells of another, its host.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The environment, and where it is declared.
    pub environment: Spanned<EnvironmentId>,
    /// Its host, and where it is named.
    pub host: Spanned<EnvironmentId>,
    /// What makes it impossible; then the host knows nothing of it.
    pub obstacle: Option<Obstacle>,
    /// Its profile, and where it comes from.
    pub profile: Spanned<Profile>,
    /// Its namespaces, by name.
    pub namespaces: Vec<Namespace>,
    /// Its access entries, by name.
    pub access: Vec<AccessEntry>,
    /// Keys that say something about cells, and where they stand.
    #[serde(skip)]
    pub keys_of_cells: Vec<Spanned<&'static str>>,
    /// Cells that name it as their environment, and where they do.
    #[serde(skip)]
    pub claimed_by: Vec<Spanned<CellId>>,
    /// Name of the source file that declares it; empty when it was built in Rust.
    pub origin: String,
    /// Whether its namespaces could not all be read.
    #[serde(skip)]
    pub partial: Partial,
}

/// Why an environment cannot share the cells of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// There is no such environment, or it could not be read. `resolve` reports it.
    Unknown,
    /// It is the environment itself.
    Itself,
    /// It has no cells of its own either.
    HasNoCells,
    /// One of the two is production.
    Production,
}

/// Where an access entry of a [`Share`] leaves it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stray<'a> {
    /// Its policy or role holds in the whole cluster.
    Cluster(Span),
    /// This pattern reaches a namespace of somebody else.
    Into(&'a Spanned<NamespacePattern>, &'a str),
    /// This pattern reaches none of the environment's namespaces.
    Nowhere(&'a Spanned<NamespacePattern>),
}

impl Share {
    /// Where the environment is declared.
    pub const fn span(&self) -> Span {
        self.environment.span
    }

    /// Whether it has a namespace of that name.
    pub fn has(&self, namespace: &str) -> bool {
        self.namespaces.iter().any(|own| own.name.as_str() == namespace)
    }

    /// Where an access entry would reach more than the environment's own namespaces; `host` is the environment whose cells it shares.
    pub fn stray<'a>(&self, entry: &'a AccessEntry, host: &'a Environment) -> Option<Stray<'a>> {
        match &entry.scope {
            AccessScope::Cluster => {
                let role = entry.role.as_ref().map(|role| role.span);
                role.or(entry.policy.map(|policy| policy.span)).map(Stray::Cluster)
            }
            AccessScope::Namespaces(patterns) => patterns.iter().find_map(|pattern| self.stray_pattern(pattern, host)),
        }
    }

    fn stray_pattern<'a>(&self, pattern: &'a Spanned<NamespacePattern>, host: &'a Environment) -> Option<Stray<'a>> {
        // A name that two environments give is reported as that.
        let is_reached = |name: &&str| pattern.matches(name) && !self.has(name);
        let first = host.namespaces.partition_point(|other| other.name.as_str() < pattern.as_str());
        // Namespaces are in the order of their names: one that is named in full is found at once.
        let (skipped, taken) = if pattern.is_wildcard() { (0, usize::MAX) } else { (first, 1) };
        let of_others = host
            .namespaces
            .iter()
            .skip(skipped)
            .take(taken)
            .filter(|other| other.environment != self.environment.value);
        let mut others =
            of_others.map(|other| other.name.as_str()).chain(taken_namespaces().map(|name| -> &'a str { name }));
        if let Some(other) = others.find(is_reached) {
            return Some(Stray::Into(pattern, other));
        }
        let is_own = self.namespaces.iter().any(|own| pattern.matches(own.name.as_str()));
        (!is_own && !self.partial.contains(Part::Namespaces)).then_some(Stray::Nowhere(pattern))
    }
}
