//! `allow` blocks, which every block of the specification may hold.

use std::collections::BTreeSet;

use super::{ALLOW, BlockReader, Field, Labelled, spec_block};
use crate::diagnostic::{Step, Subject};
use crate::parse::{Entry, Node, Value};
use crate::source::{Span, Spanned};
use crate::values::{Date, Reason, RuleCode};

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

/// One `allow` block and what it reaches.
#[derive(Debug, Clone, PartialEq)]
pub struct Allowance {
    /// The rule, where its code stands.
    pub code: Spanned<RuleCode>,
    /// The last day on which it holds; [`None`] for ever.
    pub until: Option<Spanned<Date>>,
    /// Whether all of it could be read. What it would accept is accepted even so: it has its own finding already.
    pub is_readable: bool,
    /// What its findings are about: itself.
    pub subject: Option<Subject>,
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
    let malformed = reader.all(ALLOW).into_iter().flat_map(codes_of).collect::<Vec<_>>();
    let way = reader.way().to_vec();
    let allowance = |(code, span, until, is_readable): (RuleCode, _, _, _)| {
        let way: Vec<Step> = way.iter().cloned().chain([Step::block(ALLOW, code.to_string())]).collect();
        let subject = Some(Subject::Part(way));
        Allowance { code: Spanned::new(code, span), until, is_readable, subject, scope }
    };
    let mut allowances: Vec<Allowance> = whole.chain(broken).map(allowance).collect();
    let mut known: BTreeSet<RuleCode> = allowances.iter().map(|allowance| allowance.code.value.clone()).collect();
    for (code, span) in malformed {
        if known.insert(code.clone()) {
            allowances.push(allowance((code, span, None, false)));
        }
    }
    allowances
}

/// Every code that something with this key names, however it is written: a list, too many labels, lower case.
fn codes_of(entry: &Entry) -> Vec<(RuleCode, Span)> {
    let labels = entry.labels.iter().map(|label| (label.text.as_str(), label.span));
    let values: Vec<(&str, Span)> = match &entry.node.value {
        Value::String(text) => vec![(text, entry.node.span)],
        Value::List(elements) => elements.iter().filter_map(text_of).collect(),
        Value::Map(entries) => entries.iter().map(|inner| (inner.key.as_str(), inner.key_span)).collect(),
        _ => Vec::new(),
    };
    let code = |(text, span): (&str, Span)| Some((text.to_ascii_uppercase().parse().ok()?, span));
    labels.chain(values).filter_map(code).collect()
}

fn text_of(node: &Node) -> Option<(&str, Span)> {
    match &node.value {
        Value::String(text) => Some((text, node.span)),
        _ => None,
    }
}
