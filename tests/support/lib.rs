//! What tests, benchmarks and examples of cellc share.

#![allow(clippy::indexing_slicing, reason = "what serves tests fails by panicking")]

pub mod campaign;
pub mod command_line;
pub mod fleet;
pub mod parallel;
pub mod policy_document;
pub mod specification;
pub mod tenant_fleet;
