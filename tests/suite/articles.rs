//! The values of five articles as specs: each known error that the language can express has its code, and the corrected specs
//! build without a finding. See `articles/README.md`.

use cellc::diagnostic::{Diagnostic, render};
use cellc::pipeline::{self, Analysis, Settings};
use cellc::source::SourceMap;

/// Each article with the codes of its errors, in the order of the text.
const ARTICLES: [(&str, &[&str]); 5] = [
    ("cellular", &["0311", "0606", "0316", "0410", "0507", "0616", "0617", "0402", "0308"]),
    ("gitops", &["0404", "0404"]),
    ("operations", &["0311", "0413", "0405", "0511", "0510", "0612", "0608", "0617", "0412"]),
    ("observability", &["0311", "0701", "0411", "0507", "0504", "0612", "0412"]),
    ("environments", &["0311", "0316", "0410", "0411", "0314", "0316", "0410", "0505", "0604", "0608", "0711", "0412"]),
];

fn analyse(article: &str, version: &str) -> (Analysis, SourceMap) {
    let path = format!("tests/articles/{article}.{version}.hcl");
    let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).unwrap();
    let mut sources = SourceMap::new();
    sources.add(path.as_str(), path.as_str(), text);
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    (pipeline::analyse(&sources, &settings, &mut |_| {}), sources)
}

fn text(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    render::human(diagnostics, sources, false)
}

#[test]
fn every_known_error_is_found() {
    for (article, codes) in ARTICLES {
        let (analysis, sources) = analyse(article, "wrong");
        let found: Vec<&str> =
            analysis.diagnostics.iter().map(|finding| finding.code.as_str().trim_start_matches("CELL")).collect();
        assert_eq!(found, codes, "{article}\n{}", text(&analysis.diagnostics, &sources));
    }
}

#[test]
fn what_is_said_about_them_is_as_reviewed() {
    for (article, _) in ARTICLES {
        let (analysis, sources) = analyse(article, "wrong");
        insta::assert_snapshot!(article, text(&analysis.diagnostics, &sources));
    }
}

#[test]
fn corrected_they_build_without_a_finding() {
    for (article, _) in ARTICLES {
        let (analysis, sources) = analyse(article, "right");
        assert!(analysis.diagnostics.is_empty(), "{article}\n{}", text(&analysis.diagnostics, &sources));
        let output = pipeline::generate(analysis.checked().unwrap(), &mut |_| {});
        output.unwrap_or_else(|faults| panic!("{article}: {faults:?}"));
    }
}
