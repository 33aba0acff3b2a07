//! A cell that has left the specification.

use crate::source::Span;
use crate::values::CellState;

/// A cell that the last build had, and that the specification no longer has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departed {
    /// `environment/cell`.
    pub cell: String,
    /// Its state in the last build.
    pub state: CellState,
    /// Where the lock file says so; [`Span::NONE`] for a lock without a file.
    pub place: Span,
}
