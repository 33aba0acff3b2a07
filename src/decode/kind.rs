//! Kinds of values, as messages call them.

pub(super) const STRING: &str = "a string";
pub(super) const NUMBER: &str = "a number";
pub(super) const BOOL: &str = "true or false";
pub(super) const LIST: &str = "a list";
pub(super) const OBJECT: &str = "an object";
pub(super) const LABELLED: &str = "a block with a label";
