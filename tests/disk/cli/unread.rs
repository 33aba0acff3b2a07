//! What lies in or beside a spec, looks like part of it, and is not read.

use std::fs;
use std::path::Path;

use cellc_test_support::command_line::cellc;
use serde_json::Value;

const CELL: &str = "cell \"beta\" {\n  environment = \"dev\"\n  cidr        = \"10.1.0.0/16\"\n}\n";
const ENVIRONMENT: &str = "environment \"test\" {\n  shares = \"dev\"\n}\n";
const JSON: &str = "{\n  \"cell\": { \"beta\": { \"environment\": \"dev\", \"cidr\": \"10.1.0.0/16\" } }\n}\n";
const YAML: &str = "cell:\n  beta:\n    environment: dev\n";

/// Where the smallest spec is, how it is named, and which files are there as well.
type Beside<'a> = (&'a str, &'a [&'a str], &'a [(&'a str, &'a str)]);

/// The paths of the warnings and what they propose, for files beside the smallest spec.
fn unread(spec: &str, command: &[&str], files: &[(&str, &str)]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let example = super::example();
    for (path, text) in [(spec, example.as_str())].into_iter().chain(files.iter().copied()) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    findings(folder.path(), command)
}

fn findings(folder: &Path, command: &[&str]) -> Vec<String> {
    let day = ["--as-of", "2026-11-21", "--format", "json"];
    let outcome = cellc(folder, &[&["check"], command, &day].concat());
    let found = outcome.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let found = found.filter(|finding| finding["code"] == "CELL0107").map(|finding| {
        assert_eq!(finding["severity"], "warning");
        format!("{} | {}", finding["message"].as_str().unwrap(), finding["helps"][0]["message"].as_str().unwrap())
    });
    found.collect()
}

#[test]
fn what_was_meant_to_be_read_is_named_with_what_to_do() {
    let cases: [Beside<'_>; 11] = [
        ("fleet.hcl", &[], &[("fleet/beta.hcl", CELL)]),
        ("fleet.hcl", &[], &[("fleet/dev/beta.hcl", CELL), ("fleet/fleet.hcl", "fleet \"other\" {\n}\n")]),
        ("fleet.hcl", &[], &[("fleet.json", JSON)]),
        ("fleet/fleet.hcl", &["fleet"], &[("fleet.hcl", CELL)]),
        ("fleet/fleet.hcl", &["fleet/"], &[("beta.hcl", CELL)]),
        ("spec/prod.hcl", &["spec/prod.hcl"], &[("spec/beta.hcl", CELL), ("spec/test.hcl", ENVIRONMENT)]),
        ("fleet.hcl", &[], &[("cells/beta.hcl", CELL), ("cells/gamma.hcl", CELL)]),
        ("fleet/fleet.hcl", &[], &[("fleet/beta.tf", CELL), ("fleet/cells/beta.YAML", YAML)]),
        ("fleet/fleet.hcl", &[], &[("fleet/beta.jsonc", JSON), ("fleet/beta.tfvars", CELL)]),
        ("fleet.hcl", &["./fleet.hcl"], &[("beta.tofu", CELL)]),
        ("fleet/fleet.hcl", &["."], &[("fleet/beta.yml", YAML)]),
    ];
    let told: Vec<Vec<String>> = cases.iter().map(|(spec, command, files)| unread(spec, command, files)).collect();
    insta::assert_json_snapshot!(told);
}

#[test]
fn what_belongs_to_something_else_is_passed_over_in_silence() {
    let fleet = "fleet \"other\" {\n}\n";
    let cases: [Beside<'_>; 8] = [
        ("fleet.hcl", &[], &[("README.md", CELL), (".github/cells.hcl", CELL), (".beta.hcl", CELL)]),
        (
            "fleet.hcl",
            &[],
            &[("modules/vpc/main.tf", "module \"cell\" {\n}\n"), ("main.tf", "locals {\n  cell = \"\"\n}\n")],
        ),
        ("fleet.hcl", &[], &[("other/fleet.hcl", fleet), ("other/beta.hcl", CELL)]),
        ("one.hcl", &["one.hcl"], &[("two.hcl", fleet), ("beta.hcl", CELL)]),
        ("fleet.hcl", &[], &[("values.yaml", "environment: prod\n"), ("package.json", "{\n  \"name\": \"cell\"\n}\n")]),
        ("fleet/fleet.hcl", &[], &[("cells/beta.hcl", CELL), ("fleet/nested/beta.hcl", CELL)]),
        ("fleet.hcl", &[], &[("fleet/README.md", ""), ("fleet/main.tf", "")]),
        ("fleet/fleet.hcl", &["."], &[("beta.hcl", CELL)]),
    ];
    for (spec, command, files) in cases {
        assert_eq!(unread(spec, command, files), [""; 0], "{files:?}");
    }
}

#[test]
fn locks_and_output_are_no_part_of_a_spec() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("fleet.hcl"), super::example()).unwrap();
    assert_eq!(cellc(folder.path(), &["build", "--out", "fleet", "--as-of", "2026-11-21"]).code, 0);
    assert!(folder.path().join("fleet.lock.json").exists());
    fs::write(folder.path().join("fleet/beta.hcl"), CELL).unwrap();
    assert_eq!(findings(folder.path(), &[]), [""; 0]);
}

#[cfg(unix)]
#[test]
fn links_beside_a_spec_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("beta.hcl"), CELL).unwrap();
    fs::write(folder.path().join("fleet.hcl"), super::example()).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("fleet")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path().join("beta.hcl"), folder.path().join("beta.hcl")).unwrap();
    assert_eq!(findings(folder.path(), &[]), [""; 0]);
}
