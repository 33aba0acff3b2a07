//! A difference as text: for reviewers, and for machines.

mod entry;
mod human;
mod json;
mod shortened;

pub use human::{human, note};
pub use json::json_lines;
