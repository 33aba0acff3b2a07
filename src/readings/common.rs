//! What all readings agree on.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What holds under every reading, and which rules say something else under some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Common {
    /// The findings that hold whatever the values are.
    pub findings: Vec<Diagnostic>,
    /// The rules with findings that depend on the values.
    pub waiting: BTreeSet<Code>,
}

/// Compares the findings of several readings; `places` are those of the values that differ between them. What a finding
/// says about such a place is about a stand-in, not about the specification. Findings that are `doubtful` wait even when
/// all readings agree.
pub fn common(
    readings: &[Vec<Diagnostic>],
    places: &BTreeSet<Span>,
    doubtful: &dyn Fn(&Diagnostic) -> bool,
) -> Common {
    let indexed: Vec<BTreeMap<_, Vec<&Diagnostic>>> = readings.iter().map(|findings| index(findings)).collect();
    let is_common = |finding: &Diagnostic| {
        let same = |index: &BTreeMap<_, Vec<&Diagnostic>>| {
            index.get(&key(finding)).is_some_and(|others| others.contains(&finding))
        };
        !shows(finding, places) && !doubtful(finding) && indexed.iter().all(same)
    };
    let mut common = Common::default();
    for (number, findings) in readings.iter().enumerate() {
        for finding in findings {
            match is_common(finding) {
                true if number == 0 => common.findings.push(finding.clone()),
                true => {}
                false => _ = common.waiting.insert(finding.code),
            }
        }
    }
    common
}

fn key(finding: &Diagnostic) -> (Span, Code) {
    (finding.primary.span, finding.code)
}

fn index(findings: &[Diagnostic]) -> BTreeMap<(Span, Code), Vec<&Diagnostic>> {
    let mut index: BTreeMap<_, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        index.entry(key(finding)).or_default().push(finding);
    }
    index
}

/// Whether a finding points at one of the places, or wants to change it.
fn shows(finding: &Diagnostic, places: &BTreeSet<Span>) -> bool {
    let labels = std::iter::once(&finding.primary).chain(&finding.secondary).map(|label| label.span);
    let edits = finding.helps.iter().flat_map(|help| &help.edits).map(|edit| edit.span);
    labels.chain(edits).any(|span| is_inside(span, places))
}

/// Whether a span lies within one of these places, of which none holds another.
pub fn is_inside(span: Span, places: &BTreeSet<Span>) -> bool {
    let latest = Span { end: u32::MAX, ..span };
    places.range(..=latest).next_back().is_some_and(|place| place.file == span.file && span.end <= place.end)
}
