//! Whole compiles: for each case a snapshot that lists every output file behind its path, so that reviewing a snapshot is
//! reviewing the modules.

use std::fmt::Write as _;
use std::path::Path;

use cellc::diagnostic::{has_errors, render};
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc_test_support::specification;

const CASES: [&str; 13] = [
    "examples/minimal.hcl",
    "tests/cases/accounts/fleet.hcl",
    "tests/cases/china/fleet.hcl",
    "tests/cases/classes/fleet.hcl",
    "tests/cases/front-door/fleet.hcl",
    "tests/cases/govcloud/fleet.hcl",
    "tests/cases/isolated/fleet.hcl",
    "tests/cases/later-provider/fleet.hcl",
    "tests/cases/longest-names/fleet.hcl",
    "tests/cases/own-accounts/fleet.hcl",
    "tests/cases/s3-backend/fleet.hcl",
    "tests/cases/shared/fleet.hcl",
    "tests/cases/workloads/fleet.json",
];

#[test]
fn the_output_of_every_case_is_as_reviewed() {
    for path in CASES {
        let (folder, _) = path.rsplit_once('/').unwrap();
        let name = if path.starts_with("examples") { "minimal" } else { folder.rsplit('/').next().unwrap() };
        insta::assert_snapshot!(name, listing(path, ""));
    }
}

/// Cases about what is inside the cells: of these, only the manifests are reviewed.
const INSIDE: [&str; 2] = ["tests/cases/mirrored/fleet.hcl", "tests/cases/platform-inside/fleet.hcl"];

#[test]
fn the_manifests_of_every_case_are_as_reviewed() {
    for path in INSIDE {
        let name = path.split('/').nth(2).unwrap();
        insta::assert_snapshot!(name, listing(path, "gitops/"));
    }
}

/// Cases about routers: of these, only what leads tenants to their cells is reviewed.
const ROUTERS: [&str; 2] = ["tests/cases/buckets/fleet.hcl", "tests/cases/names/fleet.hcl"];

#[test]
fn the_router_of_every_case_is_as_reviewed() {
    for path in ROUTERS {
        let name = path.split('/').nth(2).unwrap();
        let parts = ["environments/prod/router/", "routes/"].map(|below| listing(path, below));
        insta::assert_snapshot!(name, parts.concat());
    }
}

/// Cases about zones: of these, the roots of zones and accounts are reviewed, and as whom cells work.
const ZONES: [&str; 1] = ["tests/cases/zones/fleet.hcl"];

#[test]
fn the_zones_of_every_case_are_as_reviewed() {
    for path in ZONES {
        let name = path.split('/').nth(2).unwrap();
        let parts = ["environments/dev/dns/", "accounts/", "environments/dev/cells/alpha/"];
        insta::assert_snapshot!(name, parts.map(|below| listing(path, below)).concat());
    }
}

/// Sane specifications, about which the rules have nothing to say.
const CLEAN: [&str; 9] = [
    "examples/minimal.hcl",
    "examples/delivery",
    "examples/platform",
    "tests/cases/bank",
    "tests/cases/buckets",
    "tests/cases/mirrored",
    "tests/cases/names",
    "tests/cases/platform-inside",
    "tests/cases/shared",
];

#[test]
fn sane_specifications_have_no_findings() {
    for path in CLEAN {
        let sources = folder(path);
        let analysis = pipeline::analyse(&sources, &settings(), &mut |_| {});
        assert!(analysis.diagnostics.is_empty(), "{path}\n{}", render::human(&analysis.diagnostics, &sources, false));
        pipeline::generate(analysis.checked().unwrap(), &mut |_| {})
            .unwrap_or_else(|faults| panic!("{path}: {faults:?}"));
    }
}

/// The files of a specification.
fn folder(path: &str) -> SourceMap {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let mut sources = SourceMap::new();
    for file in specification::files(&path) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        sources.add(file.to_string_lossy(), name, std::fs::read_to_string(&file).unwrap());
    }
    sources
}

#[test]
fn every_case_folder_is_compiled() {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").read_dir().unwrap();
    for folder in folders.map(|entry| entry.unwrap().file_name().into_string().unwrap()) {
        let path = format!("tests/cases/{folder}");
        let known = CLEAN.contains(&path.as_str())
            || CASES.iter().chain(&ZONES).any(|case| case.starts_with(&format!("{path}/")));
        assert!(known, "tests/cases/{folder} is in no test");
    }
}

/// Every output file below a folder, behind a line with its path.
fn listing(path: &str, below: &str) -> String {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let mut sources = SourceMap::new();
    let (_, name) = path.rsplit_once('/').unwrap();
    sources.add(path, name, text);
    let analysis = pipeline::analyse(&sources, &settings(), &mut |_| {});
    let findings = render::human(&analysis.diagnostics, &sources, false);
    assert!(!has_errors(&analysis.diagnostics), "{findings}");
    let output =
        pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut listing = findings;
    for (path, text) in output.files.iter().filter(|(path, _)| path.starts_with(below)) {
        _ = write!(listing, "=== {path}\n{text}\n");
    }
    listing
}

/// The day on which tests judge.
fn settings() -> Settings {
    Settings { as_of: "2026-11-21".parse().unwrap() }
}
