//! A fleet that is built in Rust has no places, and the same findings as the same fleet in HCL.

use std::fmt::Write as _;

use cellc::check::RULES;
use cellc::diagnostic::{Code, Diagnostic};
use cellc::pipeline;
use cellc::source::SourceMap;
use cellc::spec::Spec;

use super::{analysed, explanations, settings};

mod cases;

/// What both doors must agree on. Labels, notes and help may name what only a text has: lines, and the order of blocks.
fn told(findings: &[Diagnostic]) -> Vec<String> {
    let told = |finding: &Diagnostic| {
        let subject = finding.subject.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{:?} {} at {subject}: {}", finding.severity, finding.code, finding.headline)
    };
    let mut told: Vec<String> = findings.iter().map(told).collect();
    told.sort();
    told
}

/// What a program is told that builds this specification in Rust.
fn in_rust(spec: &Spec) -> Vec<Diagnostic> {
    let spec = spec.clone().without_places();
    pipeline::analyse_spec(&spec, &SourceMap::new(), &settings(), &mut |_| {}).1
}

#[test]
fn the_examples_of_every_rule_have_the_same_findings_without_places() {
    let is_rule = |code: Code| RULES.iter().any(|rule| rule.code == code);
    let mut different = String::new();
    for known in explanations().iter().filter(|known| is_rule(known.code)) {
        for (which, example) in [("wrong", &known.wrong), ("right", &known.right)] {
            let (analysis, _) = analysed(example);
            let (text, rust) = (told(&analysis.diagnostics), told(&in_rust(&analysis.spec.unwrap())));
            if text != rust {
                _ = writeln!(different, "{} {which}:\n  text: {text:#?}\n  Rust: {rust:#?}", known.code);
            }
        }
    }
    assert!(different.is_empty(), "{different}");
}
