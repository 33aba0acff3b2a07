//! Diagnostics as text: for people and for machines.

mod human;
mod json;

pub use human::human;
pub use json::{json_lines, json_schema};
