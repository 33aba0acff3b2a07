//! A target group that takes the place of another one.

use serde::Serialize;

use super::Route;
use crate::values::{ReplacementStep, TargetShape};

/// The target group of a route while another one takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Replacement {
    /// What AWS cannot change about the group before.
    pub before: TargetShape,
    /// How far it has come.
    pub step: ReplacementStep,
}

impl Route {
    /// What AWS cannot change about the group that its pods are meant for.
    pub const fn shape(&self) -> TargetShape {
        TargetShape { port: self.port.value, protocol: self.protocol.value }
    }

    /// Its groups, in every cell of the environment alike, each with its share of the requests, of 100: while one is being replaced,
    /// the one before comes first.
    pub fn shapes(&self) -> Vec<(TargetShape, u32)> {
        let own = self.shape();
        match self.replaces {
            None => vec![(own, 100)],
            Some(Replacement { before, step: ReplacementStep::Filling }) => vec![(before, 100), (own, 0)],
            Some(Replacement { before, step: ReplacementStep::Shifted }) => vec![(before, 0), (own, 100)],
        }
    }
}
