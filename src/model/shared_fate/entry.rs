//! Something that cells share: as it is declared, and with what depends on it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::Spanned;
use crate::values::{EnvironmentId, Name, Percentage, Reason, SharedThing};

/// Something that cells share, as a `shared_fate` block declares it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeclaredFate {
    /// Its name, and where it is declared.
    pub name: Spanned<Name>,
    /// What is shared.
    pub of: Vec<Spanned<SharedThing>>,
    /// Why.
    pub reason: Reason,
    /// The largest share of an environment's load that may depend on it, if the fleet says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blast_radius: Option<Spanned<Percentage>>,
}

/// Something that cells share, with what depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedFate {
    /// What readers call it.
    pub name: String,
    /// What is shared.
    pub of: Vec<String>,
    /// Why, and what stops working without it.
    pub reason: String,
    /// Whether the fleet declares it; otherwise cellc itself lets cells share it.
    pub is_declared: bool,
    /// The largest share of an environment's load that depends on it, in hundredths, rounded up: a share is never told smaller
    /// than it is.
    pub blast_radius: u64,
    /// What depends on it in each environment.
    pub environments: BTreeMap<EnvironmentId, Dependence>,
}

/// How much of an environment depends on something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dependence {
    /// The cells that depend on it.
    pub cells: usize,
    /// The share of the load of the environment's tenants that is at home in them, in hundredths, rounded up; where there are no
    /// tenants, the share of its cells.
    pub share: u64,
}
