//! A target group that takes the place of another one.

use serde::Serialize;

use crate::values::{ReplacementStep, TargetShape};

/// The target group of a route while another one takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// What AWS cannot change about the group before.
    pub before: TargetShape,
    /// How far it has come.
    pub step: ReplacementStep,
}
