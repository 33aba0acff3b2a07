//! Buckets: a fixed number of names, and which tenant has which.

use sha2::{Digest, Sha256};

use super::{Answer, CellStates};
use crate::model::BucketHome;

/// The records of one bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketRecords {
    /// Who answers; [`None`] while the cell is planned and nobody active stands in.
    pub answer: Option<Answer>,
}

impl BucketRecords {
    pub(super) fn of(home: &BucketHome, states: &CellStates<'_>) -> Self {
        Self { answer: Answer::of(&home.cell, home.standby.as_deref(), states) }
    }

    /// The number of its records: a primary, and a secondary if somebody takes over.
    pub fn len(&self) -> usize {
        self.answer.as_ref().map_or(0, |answer| 1 + usize::from(answer.secondary.is_some()))
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.answer.is_none()
    }
}

/// The bucket of a tenant among `count`: the first four bytes of the SHA-256 of its name, big-endian, modulo `count`. Proxies
/// compute the same, so this is a contract. [`None`] if there is no bucket.
pub fn bucket_of(tenant: &str, count: u32) -> Option<u32> {
    let [first, second, third, fourth, ..] = <[u8; 32]>::from(Sha256::digest(tenant));
    u32::from_be_bytes([first, second, third, fourth]).checked_rem(count)
}

/// The label of a bucket below the domain: `b0042`.
pub fn bucket_name(number: u32) -> String {
    format!("b{number:04}")
}
