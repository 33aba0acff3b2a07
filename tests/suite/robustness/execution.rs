//! One specification through the compiler, and what must hold for any.

use std::ops::Range;

use cellc::diagnostic::{Code, Diagnostic, has_errors, render, sorted};
use cellc::pipeline::{self, Analysis, Settings};
use cellc::source::{SourceMap, Span};

use super::corpus::Files;

/// How far a specification came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reached {
    /// A file of it is no HCL and no JSON.
    Parse,
    /// It says too little for a model.
    Decode,
    /// Rules judged it, and something is wrong.
    Check,
    /// Rules judged all of it: nothing was wrong before.
    WholeCheck,
    /// Terraform came out.
    Generate,
}

/// Compiles the files.
///
/// # Panics
/// When something does not hold.
pub(crate) fn execute(files: &Files, is_thorough: bool) -> Reached {
    let sources = sources(files);
    let analysis = pipeline::analyse(&sources, &settings(), &mut |_| {});
    let diagnostics = &analysis.diagnostics;
    for diagnostic in diagnostics {
        places_exist(diagnostic, &sources);
        is_short(diagnostic);
    }
    assert_eq!(&sorted(diagnostics.clone()), diagnostics, "sorted");
    said_once(diagnostics);
    renders(diagnostics, &sources);
    let again = pipeline::analyse(&sources, &settings(), &mut |_| {});
    assert_eq!(&again.diagnostics, diagnostics, "the same twice");
    assert_eq!(again.spec, analysis.spec, "the same twice");
    assert!(analysis.model.is_some() || has_errors(diagnostics), "silence is consent");
    if has_errors(diagnostics) {
        return reached(&analysis);
    }
    generates(&analysis, is_thorough);
    Reached::Generate
}

/// The day on which tests judge.
pub(crate) fn settings() -> Settings {
    Settings { as_of: "2026-11-21".parse().unwrap() }
}

/// The files as the command line hands them over: without a byte-order mark.
fn sources(files: &Files) -> SourceMap {
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path, path, text.strip_prefix('\u{feff}').unwrap_or(text));
    }
    sources
}

fn places_exist(diagnostic: &Diagnostic, sources: &SourceMap) {
    let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary).map(|label| label.span);
    let edits = diagnostic.helps.iter().flat_map(|help| &help.edits).map(|edit| edit.span);
    for span in labels.chain(edits) {
        if span == Span::NONE {
            continue;
        }
        let file = sources.file_of(span).expect("the file of a place is one of the files");
        let Range { start, end } = span.range();
        assert!(start <= end, "{start}..{end}: {}", diagnostic.headline);
        assert!(file.text.get(start..end).is_some(), "{start}..{end} is no part of the text: {}", diagnostic.headline);
    }
}

/// What a specification says is repeated in part only.
fn is_short(diagnostic: &Diagnostic) {
    let Diagnostic { headline, primary, secondary, notes, helps, .. } = diagnostic;
    assert!(headline.chars().count() <= 200, "a long headline: {headline}");
    let labels = secondary.iter().chain([primary]).map(|label| &label.text);
    let helps = helps.iter().map(|help| &help.text);
    for text in labels.chain(notes).chain(helps) {
        assert!(text.chars().count() <= 800, "a long remark on {headline}: {text}");
    }
}

fn said_once(diagnostics: &[Diagnostic]) {
    for (index, one) in diagnostics.iter().enumerate() {
        let same_place = diagnostics[index + 1..].iter().take_while(|other| other.primary.span == one.primary.span);
        let again = same_place.filter(|other| *other == one).count();
        assert_eq!(again, 0, "said twice: {one:?}");
    }
}

/// Every renderer, on everything.
fn renders(diagnostics: &[Diagnostic], sources: &SourceMap) {
    let plain = render::human(diagnostics, sources, false);
    assert!(!plain.contains(['\0', '\u{1b}', '\u{202e}']), "text of the specification must not rule the terminal");
    render::human(diagnostics, sources, true);
    let lines = render::json_lines(diagnostics, sources);
    assert_eq!(lines.lines().count(), diagnostics.len());
    for line in lines.lines() {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    let sarif = render::sarif(diagnostics, None, sources, &|_| render::About::default());
    serde_json::from_str::<serde_json::Value>(&sarif).unwrap();
    assert_eq!(render::github(diagnostics, sources).lines().count(), diagnostics.len());
}

fn reached(analysis: &Analysis) -> Reached {
    let lost = [Code::SYNTAX, Code::WRONG_KIND];
    // Codes of rules begin with CELL03; what stands below is from the readers.
    let is_rule = |diagnostic: &Diagnostic| diagnostic.code.as_str() >= "CELL03";
    match &analysis.model {
        Some(_) if analysis.diagnostics.iter().all(is_rule) => Reached::WholeCheck,
        Some(_) => Reached::Check,
        None if analysis.diagnostics.iter().any(|diagnostic| lost.contains(&diagnostic.code)) => Reached::Parse,
        None => Reached::Decode,
    }
}

fn generates(analysis: &Analysis, is_thorough: bool) {
    let model = analysis.checked().unwrap();
    let faults =
        |faults: Vec<cellc::verify::Fault>| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    let output = pipeline::generate(model, &mut |_| {});
    let files = output.unwrap_or_else(|found| panic!("compiler fault: {}", faults(found))).files;
    if is_thorough {
        let again = pipeline::generate(model, &mut |_| {}).unwrap_or_else(|found| panic!("{}", faults(found)));
        assert_eq!(again.files, files, "the same twice");
    }
}
