//! A network that rests.

use crate::source::Span;
use crate::values::{Cidr, Date};

/// A network that a cell has left, and that routes, firewall rules and logs may still know as that cell's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// The network.
    pub range: Cidr,
    /// `environment/cell` of the last owner.
    pub cell: String,
    /// The day of the build in which the cell left it.
    pub left: Date,
    /// The last day of its rest.
    pub until: Date,
    /// Where the lock file says so; [`Span::NONE`] for a lock without a file.
    pub place: Span,
}
