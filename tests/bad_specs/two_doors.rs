//! What a text is told that can be read is told about the same fleet in Rust, which has no places.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cellc::decode::ALLOW;
use cellc::diagnostic::Diagnostic;
use cellc::parse::{self, Node, Value};
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;

use super::case::Case;
use super::cases;

/// What a finding without a subject is about.
const WHOLE: &str = "the whole specification";

#[test]
fn a_fleet_that_can_be_read_has_the_same_findings_without_places() {
    let (mut different, mut compared, mut nameless) = (String::new(), 0, BTreeSet::new());
    for case in cases() {
        let Some((text, rust)) = told_through_both(&case) else { continue };
        compared += text.len();
        nameless.extend(text.iter().filter(|line| line.contains(WHOLE)).cloned());
        if text != rust {
            _ = writeln!(different, "{}:\n  text: {text:#?}\n  Rust: {rust:#?}", case.name);
        }
    }
    assert!(different.is_empty(), "{different}");
    // All others say where to look, whether there is a text or not.
    let expected = format!("Error CELL0301 about {WHOLE}: the specification has no `fleet` block");
    assert_eq!(nameless, BTreeSet::from([expected]));
    assert!(compared > 400, "{compared} findings");
}

/// What both doors say; [`None`] where the text cannot be read, or only in part.
fn told_through_both(case: &Case) -> Option<(Vec<String>, Vec<String>)> {
    let settings = Settings { as_of: case.as_of.parse().unwrap() };
    let sources = case.sources()?;
    let (mut node, findings) = parse::parse(&sources);
    without_allowances(&mut node);
    if !findings.is_empty() || !cellc::decode::decode(&node).diagnostics.is_empty() {
        return None;
    }
    let analysis = pipeline::analyse_node(node, findings, &sources, &settings, &mut |_| {});
    let spec = analysis.spec?.without_places();
    let rust = pipeline::analyse_spec(&spec, &SourceMap::new(), &settings, &mut |_| {}).1;
    Some((told(&analysis.diagnostics), told(&rust)))
}

/// What both doors must agree on. Labels, notes and help may name what only a text has: lines, and the order of blocks.
fn told(findings: &[Diagnostic]) -> Vec<String> {
    let told = |finding: &Diagnostic| {
        let subject = finding.subject.as_ref().map_or_else(|| WHOLE.to_owned(), ToString::to_string);
        format!("{:?} {} about {subject}: {}", finding.severity, finding.code, finding.headline)
    };
    let mut told: Vec<String> = findings.iter().map(told).collect();
    told.sort();
    told
}

fn without_allowances(node: &mut Node) {
    if let Value::Map(entries) = &mut node.value {
        entries.retain(|entry| entry.key != ALLOW);
        for entry in entries {
            without_allowances(&mut entry.node);
        }
    }
}
