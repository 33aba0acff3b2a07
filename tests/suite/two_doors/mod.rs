//! A fleet that is built in Rust has no places, and the findings of the same fleet in HCL.

mod cases;
mod wrong_specs;

use std::fmt::Write as _;

use cellc::check::rules;
use cellc::decode::ALLOW;
use cellc::diagnostic::{Code, Diagnostic};
use cellc::explain::Example;
use cellc::lock;
use cellc::parse::{self, Node, Value};
use cellc::pipeline::{self, Analysis};
use cellc::source::SourceMap;
use cellc::spec::Spec;

use crate::explanations::{LOCK, complete, explanations, settings};

const NO_TEXT: &str = "a fleet in Rust has no text that could be malformed";
const TYPED: &str = "the types of Rust refuse it";
const NO_ALLOWANCE: &str = "`allow` blocks reach what stands around them in the text";

/// Codes that only a text can have, with the reason. No rule in `check/` is among them.
const ONLY_IN_TEXT: [(&str, &str); 13] = [
    ("CELL0102", NO_TEXT),
    ("CELL0103", NO_TEXT),
    ("CELL0104", NO_TEXT),
    ("CELL0201", TYPED),
    ("CELL0202", TYPED),
    ("CELL0203", TYPED),
    ("CELL0204", TYPED),
    ("CELL0205", TYPED),
    ("CELL0206", TYPED),
    ("CELL0319", "the text is refused before it is read, so its example has no typed fleet; rust_api.rs makes one"),
    ("CELL0901", NO_ALLOWANCE),
    ("CELL0902", NO_ALLOWANCE),
    ("CELL0903", NO_ALLOWANCE),
];

/// What a finding without a subject is about.
const WHOLE: &str = "the whole specification";

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

/// An example without its `allow` blocks, which are a matter of the text: they reach what stands around them.
fn example_through_text(example: &Example) -> Analysis {
    let mut sources = SourceMap::new();
    sources.add("example.hcl", "example.hcl", example.text.as_str());
    let (mut node, findings) = parse::parse(&sources);
    complete(&mut node);
    without_allowances(&mut node);
    through_text(node, findings, &sources)
}

/// The first door.
fn through_text(node: Node, findings: Vec<Diagnostic>, sources: &SourceMap) -> Analysis {
    pipeline::analyse_known_node(node, findings, sources, &settings(), &lock::read(LOCK).unwrap(), &mut |_| {})
}

/// The second door.
fn through_rust(spec: &Spec) -> Vec<Diagnostic> {
    let lock = lock::read(LOCK).unwrap();
    pipeline::analyse_known_spec(spec, &SourceMap::new(), &settings(), &lock, &mut |_| {}).1
}

fn without_allowances(node: &mut Node) {
    if let Value::Map(entries) = &mut node.value {
        entries.retain(|entry| entry.key != ALLOW);
        for entry in entries {
            without_allowances(&mut entry.node);
        }
    }
}

#[test]
fn the_examples_of_every_rule_have_the_same_findings_without_places() {
    let is_rule = |code: Code| rules().any(|rule| rule.code == code);
    let (mut different, mut compared) = (String::new(), 0);
    for known in explanations().iter().filter(|known| is_rule(known.code)) {
        for (which, example) in [("wrong", &known.wrong), ("right", &known.right)] {
            let analysis = example_through_text(example);
            let rust = told(&through_rust(&analysis.spec.unwrap().without_places()));
            let text = told(&analysis.diagnostics);
            compared += text.len();
            if text != rust {
                _ = writeln!(different, "{} {which}:\n  text: {text:#?}\n  Rust: {rust:#?}", known.code);
            }
        }
    }
    assert!(different.is_empty(), "{different}");
    assert!(compared >= rules().count(), "{compared} findings");
}

#[test]
fn every_code_is_found_without_places_unless_only_a_text_can_have_it() {
    let mut wrong = String::new();
    for known in explanations().iter().filter(|known| known.wrong.language == "hcl") {
        let spec = example_through_text(&known.wrong).spec;
        let found = spec.map(|spec| through_rust(&spec.without_places())).unwrap_or_default();
        let is_found = found.iter().any(|finding| finding.code == known.code);
        let reason = ONLY_IN_TEXT.iter().find(|(code, _)| *code == known.code.as_str());
        if is_found == reason.is_some() {
            _ = writeln!(wrong, "{}: found {is_found}, listed {reason:?}", known.code);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
