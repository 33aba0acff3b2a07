//! What changes for a tenant, as data.

use serde::Serialize;

/// What changes for one tenant, or for some buckets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct TenantChange {
    /// The environment in which it is served.
    pub environment: String,
    /// What changes.
    #[serde(flatten)]
    pub step: TenantStep,
    /// Its name; of buckets that change alike, those of the first and the last, such as `b0000–b0127`.
    pub tenant: String,
}

/// One change of where a tenant is served.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "change", rename_all = "kebab-case")]
pub enum TenantStep {
    /// It is new.
    Arrives {
        /// The cell that serves it.
        cell: String,
    },
    /// It is no longer there.
    Leaves {
        /// The cell that served it.
        cell: String,
    },
    /// Another cell serves it.
    Moves {
        /// The cell that served it.
        from: String,
        /// The cell that serves it.
        to: String,
    },
    /// A move begins.
    BeginsToMove {
        /// The cell that will serve it.
        to: String,
    },
    /// Another share of its requests goes to where it moves.
    IsSent {
        /// The cell that will serve it.
        to: String,
        /// The share so far, in hundredths.
        before: u64,
        /// The share from now on.
        after: u64,
    },
    /// A move is given up.
    StaysAfterAll {
        /// The cell that would have served it.
        instead_of: String,
    },
    /// A cell stands in for its own.
    GainsStandby {
        /// That cell.
        standby: String,
    },
    /// No cell stands in for its own any longer.
    LosesStandby {
        /// The cell that did.
        standby: String,
    },
    /// Another cell stands in for its own.
    ChangesStandby {
        /// The cell that did.
        from: String,
        /// The cell that does.
        to: String,
    },
}
