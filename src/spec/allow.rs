//! `allow "CELL0411" { … }`: a finding that its owner accepts.

use crate::decode::spec_block;
use crate::source::Spanned;
use crate::values::{Date, Reason};

spec_block! {
    /// Accepts the findings of one rule in the block that it stands in, and in everything inside. May stand in every
    /// block, and at the root for the whole fleet.
    pub struct Allow {
        /// Why, for the next reader.
        pub reason: Spanned<Reason>,
        /// The last day on which the findings are accepted. Default: forever.
        pub until: Option<Spanned<Date>>,
    }
}
