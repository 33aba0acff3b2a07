//! A difference as text: for reviewers, and for machines.

mod argument;
mod entry;
mod entry_points;
mod hidden;
mod human;
mod json;
mod shortened;
mod summary;
mod tenants;

pub use human::{human, note};
pub use json::json_lines;
