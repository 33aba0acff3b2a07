//! Every wrong specification that can be read has the same findings as the same fleet in Rust.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::spec::Spec;
use cellc::{decode, parse};

use super::{WHOLE, told, without_allowances};
use crate::bad_specs::{Case, cases};

#[test]
fn every_wrong_specification_has_the_same_findings_without_places() {
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
    if !findings.is_empty() || !decode::decode::<Spec>(&node).diagnostics.is_empty() {
        return None;
    }
    let analysis = pipeline::analyse_node(node, findings, &sources, &settings, &mut |_| {});
    let spec = analysis.spec?.without_places();
    let rust = pipeline::analyse_spec(&spec, &SourceMap::new(), &settings, &mut |_| {}).1;
    Some((told(&analysis.diagnostics), told(&rust)))
}
