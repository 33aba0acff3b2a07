//! Which blocks could not be read, so that nobody reports them as missing.

use std::collections::BTreeSet;

/// A kind of block that can be incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Access entries.
    Access,
    /// Cells.
    Cells,
    /// Namespaces.
    Namespaces,
    /// Roles.
    Roles,
}

/// The kinds of block of which at least one could not be read: nothing is known about what is missing among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Partial(BTreeSet<Part>);

impl Partial {
    /// Whether something of this kind could not be read.
    pub fn contains(&self, part: Part) -> bool {
        self.0.contains(&part)
    }
}

/// From each kind and whether something of it could not be read.
impl<const N: usize> From<[(Part, bool); N]> for Partial {
    fn from(parts: [(Part, bool); N]) -> Self {
        Self(parts.into_iter().filter_map(|(part, is_partial)| is_partial.then_some(part)).collect())
    }
}
