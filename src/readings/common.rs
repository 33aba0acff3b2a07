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
pub fn common(readings: &[Vec<Diagnostic>], places: &BTreeSet<Span>, doubtful: &dyn Fn(&Diagnostic) -> bool) -> Common {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::codes;
    use crate::source::SourceMap;

    const ZONES: Code = Code::rule("CELL0404");
    const ENDPOINT: Code = Code::rule("CELL0405");
    const TAGS: Code = Code::rule("CELL0606");
    const MAY: Code = Code::rule("CELL0624");

    #[test]
    fn what_holds_under_all_readings_is_reported_and_the_rest_waits() {
        let file = SourceMap::new().add("fleet.hcl", "fleet.hcl", "");
        let at = |range: std::ops::Range<usize>| Span::new(file, range);
        let warning = |code, range, text: &str| Diagnostic::warning(code, at(range), text);
        let always = || warning(ZONES, 0..4, "in every reading");
        let reworded = |text: &str| warning(TAGS, 0..4, text);
        let at_the_value = || warning(MAY, 20..24, "about a stand-in");
        let beside = || warning(ZONES, 0..4, "with a label").also(at(21..22), "at the value");
        let around = || warning(ENDPOINT, 10..40, "about all that holds the value");
        let doubted = || warning(codes::ALLOW_UNUSED, 0..4, "nobody knows");
        let of = |text| vec![always(), reworded(text), at_the_value(), beside(), around(), doubted()];
        let readings = [of("10 nodes"), of("20 nodes")];
        let is_doubtful = |finding: &Diagnostic| finding.code == codes::ALLOW_UNUSED;
        let common = common(&readings, &BTreeSet::from([at(20..24)]), &is_doubtful);
        assert_eq!(common.findings, [always(), around()]);
        let waiting = [TAGS, MAY, ZONES, codes::ALLOW_UNUSED];
        assert_eq!(common.waiting, waiting.into_iter().collect());
    }

    #[test]
    fn a_place_holds_what_lies_within_it() {
        let mut sources = SourceMap::new();
        let (file, other) = (sources.add("a.hcl", "a.hcl", ""), sources.add("b.hcl", "b.hcl", ""));
        let places = BTreeSet::from([Span::new(file, 10..20), Span::new(file, 30..40)]);
        for (span, expected) in [
            (Span::new(file, 10..20), true),
            (Span::new(file, 12..13), true),
            (Span::new(file, 32..40), true),
            (Span::new(file, 9..20), false),
            (Span::new(file, 10..21), false),
            (Span::new(file, 20..30), false),
            (Span::new(other, 12..13), false),
            (Span::NONE, false),
        ] {
            assert_eq!(is_inside(span, &places), expected, "{span:?}");
        }
    }
}
