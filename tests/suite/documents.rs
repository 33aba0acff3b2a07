//! What is generated and committed is what the compiler generates now. `CELLC_UPDATE=1` rewrites it.

use std::path::{Path, PathBuf};

use cellc_test_support::command_line::{self, Outcome};

#[test]
fn the_reference_of_the_spec_is_current() {
    is_current("docs/specification.md", &cellc::spec::reference());
}

#[test]
fn the_schema_of_the_spec_is_current() {
    let schema = serde_json::to_string_pretty(&cellc::spec::json_schema()).unwrap();
    is_current("schema/specification.json", &format!("{schema}\n"));
}

#[test]
fn the_schema_of_findings_is_current() {
    let schema = serde_json::to_string_pretty(&cellc::diagnostic::render::json_schema()).unwrap();
    is_current("schema/diagnostic.json", &format!("{schema}\n"));
}

#[test]
fn the_index_of_rules_is_current() {
    is_current("docs/rules.md", &cellc::explain::markdown());
}

#[test]
fn the_output_of_the_platform_example_is_current() {
    let mut arguments = vec!["build", "examples/platform", "--out", "out"];
    if !wants_update() {
        arguments.push("--check");
    }
    let Outcome { code, stdout, stderr } = command_line::cellc(&root(), &arguments);
    assert_eq!(code, 0, "`out/` is stale: run the tests with CELLC_UPDATE=1\n{stdout}\n{stderr}");
}

fn is_current(path: &str, generated: &str) {
    let path = root().join(path);
    if wants_update() {
        std::fs::write(&path, generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == generated, "{} is stale: run the tests with CELLC_UPDATE=1", path.display());
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

#[expect(clippy::disallowed_methods, reason = "tests may read the environment")]
fn wants_update() -> bool {
    std::env::var("CELLC_UPDATE").is_ok()
}
