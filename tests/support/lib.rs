//! What tests, benchmarks and examples of cellc share.

#![allow(clippy::indexing_slicing, reason = "what serves tests fails by panicking")]

pub mod fleet;
pub mod policy_document;
