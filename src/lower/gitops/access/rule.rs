//! What the tables of rights consist of.

/// An API group, resources of it, verbs.
pub(super) type Rule = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Reading.
pub(super) const READ: &[&str] = &["get", "list", "watch"];
