//! Whole compiles: for each case a snapshot that lists every output file behind its path, so that reviewing a snapshot is
//! reviewing the modules.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::path::Path;

use cellc::diagnostic::{has_errors, render};
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;

const CASES: [&str; 9] = [
    "examples/minimal.hcl",
    "tests/cases/china/fleet.hcl",
    "tests/cases/classes/fleet.hcl",
    "tests/cases/govcloud/fleet.hcl",
    "tests/cases/isolated/fleet.hcl",
    "tests/cases/longest-names/fleet.hcl",
    "tests/cases/own-accounts/fleet.hcl",
    "tests/cases/s3-backend/fleet.hcl",
    "tests/cases/workloads/fleet.json",
];

#[test]
fn the_output_of_every_case_is_as_reviewed() {
    for path in CASES {
        let (folder, _) = path.rsplit_once('/').unwrap();
        let name = if path.starts_with("examples") { "minimal" } else { folder.rsplit('/').next().unwrap() };
        insta::assert_snapshot!(name, listing(path));
    }
}

#[test]
fn every_case_folder_is_compiled() {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").read_dir().unwrap();
    for folder in folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        let known = CASES.iter().any(|case| case.starts_with(&format!("tests/cases/{folder}/")));
        assert!(known, "tests/cases/{folder} is in no test");
    }
}

/// Every output file behind a line with its path.
fn listing(path: &str) -> String {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let mut sources = SourceMap::new();
    let (_, name) = path.rsplit_once('/').unwrap();
    sources.add(path, name, text);
    let analysis = pipeline::analyse(&sources, &settings(), &mut |_| {});
    let findings = render::human(&analysis.diagnostics, &sources, false);
    assert!(!has_errors(&analysis.diagnostics), "{findings}");
    let output =
        pipeline::generate(&analysis.model.unwrap(), &mut |_| {}).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut listing = findings;
    for (path, text) in &output.files {
        _ = write!(listing, "=== {path}\n{text}\n");
    }
    listing
}

/// The day on which tests judge.
fn settings() -> Settings {
    Settings { as_of: "2026-11-21".parse().unwrap() }
}
