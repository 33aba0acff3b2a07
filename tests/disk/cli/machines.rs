//! What the binary says to machines, and what `check --fix` does to files.

use std::fs;
use std::path::{Path, PathBuf};

use cellc::diagnostic::render::json_schema;
use cellc_test_support::command_line::{self, Outcome};
use serde_json::Value;
use tempfile::TempDir;

use super::example;

const DAY: &str = "2026-11-21";

/// A folder with a specification in `fleet.hcl`.
struct Folder(TempDir);

impl Folder {
    fn with(spec: &str) -> Self {
        let folder = Self(TempDir::new().unwrap());
        fs::write(folder.path("fleet.hcl"), spec).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn spec(&self) -> String {
        fs::read_to_string(self.path("fleet.hcl")).unwrap()
    }

    fn cellc(&self, arguments: &str) -> Outcome {
        command_line::cellc(self.0.path(), &arguments.split_whitespace().collect::<Vec<_>>())
    }

    fn fix(&self) -> Outcome {
        self.cellc(&format!("check --fix --as-of {DAY}"))
    }
}

#[test]
fn a_sarif_document_says_that_there_is_nothing_to_say() {
    for command in ["check", "build"] {
        let outcome = Folder::with(&example()).cellc(&format!("{command} --format sarif --as-of {DAY}"));
        let document: Value = serde_json::from_str(&outcome.stdout).unwrap();
        assert_eq!(document["runs"][0]["results"], serde_json::json!([]), "{command}");
        assert_eq!(document["runs"][0]["invocations"][0]["executionSuccessful"], true);
        assert_eq!(outcome.code, 0);
    }
    let nothing = Folder::with(&example()).cellc("check nowhere.hcl --format sarif");
    let document: Value = serde_json::from_str(&nothing.stdout).unwrap();
    assert_eq!(document["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(nothing.code, 1);
}

#[test]
fn stdout_belongs_to_one_thing() {
    let folder = Folder::with(&example());
    for format in ["json", "sarif", "github"] {
        let refused = folder.cellc(&format!("build --emit model --format {format}"));
        assert_eq!((refused.code, refused.stdout.as_str()), (1, ""), "{format}");
        assert!(
            refused.stderr.starts_with("error: `--emit` and `--format` both print to stdout"),
            "{}",
            refused.stderr
        );
        assert_eq!(folder.cellc(&format!("build --check --format {format}")).code, 2, "nothing is built");
    }
    let stale = folder.cellc(&format!("build --check --format json --as-of {DAY}"));
    assert_eq!((stale.code, stale.stdout.as_str()), (2, ""));
    assert!(stale.stderr.contains("+++ b/"), "the diff is there for people: {}", stale.stderr);
    assert_eq!(folder.cellc("build --emit model --format human").code, 0);
}

#[test]
fn a_summary_is_a_line_of_the_published_schema() {
    let folder = Folder::with(&example());
    let schema: Value = serde_json::from_str(&folder.cellc("schema --diagnostics").stdout).unwrap();
    assert_eq!(schema, serde_json::to_value(json_schema()).unwrap());
    let built = folder.cellc(&format!("build --format json --as-of {DAY}"));
    let line: Value = serde_json::from_str(&built.stdout).unwrap();
    assert_eq!(line["summary"]["cells"], 1);
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&line));
    assert_eq!(folder.cellc("schema --diagnostics --markdown").code, 1, "one or the other");
}

#[test]
fn fixing_says_what_it_did_and_leaves_the_rest_of_the_file() {
    let mark = "\u{feff}";
    let good = format!("{mark}{}\n# the end", example().replace('\n', "\r\n"));
    let wrong = good.replace("account", "acount").replace("10.0.0.0/16", "10.0.9.0/16");
    let folder = Folder::with(&wrong);
    let fixed = folder.fix();
    assert_eq!(folder.spec(), good);
    assert_eq!((fixed.code, fixed.stdout.as_str()), (0, ""), "{}", fixed.stderr);
    let lines: Vec<&str> = fixed.stderr.lines().collect();
    assert!(lines[0].starts_with("fixed fleet.hcl:") && lines[0].ends_with("did you mean `account`?"), "{lines:?}");
    assert_eq!(lines[2], "2 findings fixed");
    assert!(folder.fix().stderr.starts_with("nothing to fix\n"));
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1, "nothing else is left behind");
}

#[test]
fn fixing_is_left_to_people_where_it_is_not_certain() {
    for wrong in [
        example().replace("account = ", "# account = "),
        format!("{}\n}}", example().replace("10.0.0.0/16", "10.0.9.0/16")),
    ] {
        let folder = Folder::with(&wrong);
        let outcome = folder.fix();
        assert_eq!((outcome.code, folder.spec()), (1, wrong), "{}", outcome.stderr);
        assert!(outcome.stderr.starts_with("nothing to fix\n"), "{}", outcome.stderr);
    }
}

#[cfg(unix)]
#[test]
fn fixing_keeps_links_and_permissions() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let folder = Folder::with(&example().replace("account", "acount"));
    fs::create_dir(folder.path("real")).unwrap();
    fs::rename(folder.path("fleet.hcl"), folder.path("real/spec.hcl")).unwrap();
    fs::set_permissions(folder.path("real/spec.hcl"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real/spec.hcl", folder.path("fleet.hcl")).unwrap();
    assert_eq!(folder.fix().code, 0);
    assert!(fs::symlink_metadata(folder.path("fleet.hcl")).unwrap().is_symlink());
    assert_eq!(fs::metadata(folder.path("real/spec.hcl")).unwrap().permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(folder.path("real/spec.hcl")).unwrap(), example());
}

#[test]
fn editors_may_name_the_schema_in_a_json_spec() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/workloads/fleet.json");
    let text = fs::read_to_string(path).unwrap();
    let folder = Folder::with("");
    let named = text.replacen('{', "{\n  \"$schema\": \"schema/specification.json\",", 1);
    fs::write(folder.path("named.json"), &named).unwrap();
    let outcome = folder.cellc(&format!("check named.json --as-of {DAY}"));
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let schema: Value = serde_json::from_str(&folder.cellc("schema").stdout).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&serde_json::from_str(&named).unwrap()));
    let inside = text.replacen("\"fleet\": {", "\"fleet\": {\n \"$schema\": 1,", 1);
    assert_ne!(inside, text);
    fs::write(folder.path("inside.json"), inside).unwrap();
    assert_eq!(folder.cellc("check inside.json").code, 1, "at the root only");
}

/// What is right depends on the networks that the fleet has.
#[test]
fn nothing_is_fixed_while_the_lock_cannot_be_read() {
    let wrong = example().replace("account", "acount");
    let folder = Folder::with(&wrong);
    fs::write(folder.path("fleet.lock.json"), "<<<<<<< HEAD\n").unwrap();
    let outcome = folder.fix();
    assert_eq!((outcome.code, folder.spec()), (1, wrong), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("CELL0106"), "{}", outcome.stderr);
    fs::remove_file(folder.path("fleet.lock.json")).unwrap();
    assert_eq!((folder.fix().code, folder.spec()), (0, example()));
}
