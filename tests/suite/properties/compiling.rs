//! Sources → everything that can be said and written about them.

use std::collections::BTreeMap;

use cellc::diagnostic::{Code, Diagnostic, edits, has_errors, render};
use cellc::pipeline::{self, Analysis, Settings};
use cellc::source::{SourceMap, Span};

use super::examples::{self, Files, sources};

/// Analyses, renders and, when nothing is wrong, generates; holds what must hold for any sources.
#[track_caller]
pub(crate) fn survive(sources: &SourceMap) {
    let analysis = pipeline::analyse(sources, &settings(), &mut |_| {});
    for diagnostic in &analysis.diagnostics {
        holds(diagnostic, sources);
    }
    assert!(!render::human(&analysis.diagnostics, sources, true).contains('\0'));
    let lines = render::json_lines(&analysis.diagnostics, sources);
    assert_eq!(lines.lines().count(), analysis.diagnostics.len());
    assert_eq!(render::github(&analysis.diagnostics, sources).lines().count(), analysis.diagnostics.len());
    assert!(render::sarif(&analysis.diagnostics, None, sources, &|_| render::About::default()).ends_with("}\n"));
    edits_fit(&analysis.diagnostics, sources);
    assert!(analysis.model.is_some() || has_errors(&analysis.diagnostics), "silence is consent");
    assert_eq!(analysis.checked().is_none(), analysis.model.is_none() || has_errors(&analysis.diagnostics));
    if let Some(model) = analysis.checked() {
        let faults = pipeline::generate(model, &mut |_| {}).err().unwrap_or_default();
        assert!(faults.is_empty(), "the specification is fine, but: {}", faults[0]);
    }
}

/// All proposals can be made, and what could be parsed still can.
#[track_caller]
fn edits_fit(diagnostics: &[Diagnostic], sources: &SourceMap) {
    let is_syntax = |found: &&Diagnostic| found.code == Code::SYNTAX;
    for (id, edits) in edits::choose(diagnostics).by_file() {
        let file = sources.get(id).unwrap();
        let fixed = edits::apply(&file.text, edits.iter().copied());
        let fixed = fixed.unwrap_or_else(|| panic!("{edits:?} do not fit {:?}", file.text));
        if diagnostics.iter().filter(is_syntax).any(|found| found.primary.span.file == Some(id)) {
            continue;
        }
        let mut alone = SourceMap::new();
        alone.add(file.path.as_str(), file.name.as_str(), fixed.as_str());
        let (_, found) = cellc::parse::parse(&alone);
        let broken = found.iter().find(is_syntax);
        assert!(broken.is_none(), "{edits:?} make of {:?} this: {fixed:?}: {broken:?}", file.text);
    }
}

#[track_caller]
fn holds(diagnostic: &Diagnostic, sources: &SourceMap) {
    let spans = std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary).map(|label| label.span);
    for span in spans.filter(|span| *span != Span::NONE) {
        let file = sources.file_of(span).expect("the span lies in one of the files");
        assert!(file.text.get(span.range()).is_some(), "{span:?} is no part of the text: {}", diagnostic.headline);
    }
    assert!(diagnostic.headline.chars().count() <= 200, "{}", diagnostic.headline);
}

/// The checked model of sources that are fine.
#[track_caller]
pub(crate) fn analysed(sources: &SourceMap) -> Analysis {
    let analysis = pipeline::analyse(sources, &settings(), &mut |_| {});
    assert!(!has_errors(&analysis.diagnostics), "{}", render::human(&analysis.diagnostics, sources, false));
    analysis
}

/// The generated files of sources that are fine.
#[track_caller]
pub(crate) fn generated(files: &Files) -> BTreeMap<String, String> {
    let sources = sources(files);
    let analysis = analysed(&sources);
    let output = pipeline::generate(analysis.checked().unwrap(), &mut |_| {});
    output.unwrap_or_else(|faults| panic!("compiler fault: {}", faults[0])).files
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    for (name, files) in examples::all() {
        assert_eq!(generated(&files), generated(&files), "{name}");
    }
}

/// The day on which tests judge.
pub(crate) fn settings() -> Settings {
    Settings { as_of: "2026-11-21".parse().unwrap() }
}
