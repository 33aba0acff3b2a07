//! `allow` blocks, which every block of the specification may hold.

use super::{BlockReader, Field, Labelled};
use crate::source::{Span, Spanned};
use crate::spec::Allow;
use crate::values::{Date, RuleCode};

/// The key of such blocks.
pub const ALLOW: &str = "allow";

/// One `allow` block and what it reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct Allowance {
    /// The rule, where its code stands.
    pub code: Spanned<RuleCode>,
    /// The last day on which it holds; [`None`] for ever.
    pub until: Option<Spanned<Date>>,
    /// Whether all of it could be read. What it would accept is accepted even so: it has its own finding already.
    pub is_readable: bool,
    /// The block that it stands in; [`None`] at the root, for everything.
    pub scope: Option<Span>,
}

impl Allowance {
    /// Whether findings at `place` are accepted.
    pub fn reaches(&self, place: Span) -> bool {
        let inside = |scope: Span| scope.file == place.file && scope.start <= place.start && place.end <= scope.end;
        self.scope.is_none_or(inside)
    }
}

/// Takes the `allow` blocks out of a block that spans `scope`.
pub(super) fn read(reader: &mut BlockReader<'_, '_>, scope: Option<Span>) -> Vec<Allowance> {
    let blocks = <Labelled<RuleCode, Allow> as Field>::read(reader, ALLOW).unwrap_or_default();
    let whole = blocks.iter().map(|(code, entry)| (code.clone(), entry.span(), entry.block.until, true));
    let broken = blocks.poisoned().filter_map(|(code, span)| Some((code.parse().ok()?, span, None, false)));
    let allowance =
        |(code, span, until, is_readable)| Allowance { code: Spanned::new(code, span), until, is_readable, scope };
    whole.chain(broken).map(allowance).collect()
}
