//! Whatever goes wrong on the disk is a finding, with its code and the path that it is about, in every format.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cellc::diagnostic::render::{About, github, human, json_lines, json_schema, sarif};
use cellc::diagnostic::{Code, Diagnostic};
use cellc::emit::{Aftermath, Conflict, EmitError, ManifestFault, Reason};
use cellc::source::SourceMap;
use cellc_test_support::command_line;
use serde_json::Value;
use tempfile::TempDir;

const DAY: &str = "2026-11-21";

/// One failure of every kind, and the code of its finding.
fn failures() -> Vec<(EmitError, Code)> {
    let out = || PathBuf::from("out");
    let conflict = |reason| {
        let conflicts = vec![Conflict { path: "environments/a b.tf".to_owned(), reason }];
        EmitError::Conflicts { out: out(), conflicts }
    };
    let unreadable = |reason| {
        let conflicts = vec![Conflict { path: "main.tf".to_owned(), reason }];
        EmitError::Unreadable { out: out(), conflicts }
    };
    let manifest = |fault| EmitError::Manifest { out: out(), list: "manifest/output.json".to_owned(), fault };
    let system = |kind: io::ErrorKind, aftermath| EmitError::System {
        action: "write",
        path: "out/main.tf".into(),
        reason: kind.into(),
        aftermath,
    };
    vec![
        (conflict(Reason::Edited), Code::EDITED),
        (conflict(Reason::EditedOrphan), Code::EDITED),
        (conflict(Reason::Unmerged), Code::EDITED),
        (conflict(Reason::Mixed), Code::EDITED),
        (conflict(Reason::Foreign), Code::NOT_OURS),
        (conflict(Reason::Directory { holds: "main.tf/x".to_owned() }), Code::NOT_OURS),
        (conflict(Reason::FileInTheWay), Code::NOT_OURS),
        (conflict(Reason::Link), Code::NOT_A_FILE),
        (unreadable(Reason::Special), Code::NOT_A_FILE),
        (unreadable(Reason::Unreadable("permission denied".to_owned())), Code::OUTPUT_UNREADABLE),
        (unreadable(Reason::TooLarge { limit: 1 << 26, with_others: false }), Code::OUTPUT_TOO_LARGE),
        (manifest(ManifestFault::Merge), Code::MANIFEST),
        (manifest(ManifestFault::Foreign), Code::MANIFEST),
        (manifest(ManifestFault::Corrupt("`files` is absent".to_owned())), Code::MANIFEST),
        (manifest(ManifestFault::Newer { format: 9, compiler: "cellc 9.0.0".to_owned() }), Code::NEWER_OUTPUT),
        (
            manifest(ManifestFault::NotOwned { path: ".git/config".to_owned(), owned: "`gitops`".to_owned() }),
            Code::MANIFEST,
        ),
        (EmitError::Busy { out: out() }, Code::BUSY),
        (EmitError::Overtaken { path: "fleet.lock.json".into() }, Code::OVERTAKEN),
        (EmitError::NoBuild { out: out() }, Code::NO_BUILD),
        (EmitError::Paths { faults: vec!["`../a` has an empty part, `.` or `..`".to_owned()] }, Code::COMPILER_FAULT),
        (system(io::ErrorKind::StorageFull, Aftermath::Untouched), Code::DISK),
        (system(io::ErrorKind::PermissionDenied, Aftermath::Untouched), Code::DISK),
        (system(io::ErrorKind::Other, Aftermath::Mixed), Code::HALF_WRITTEN),
    ]
}

fn sources() -> SourceMap {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", "fleet \"demo\" {}\n");
    sources
}

fn sarif_of(findings: &[Diagnostic]) -> Value {
    let about = |_: Code| About { title: Some("what holds".to_owned()), severity: None };
    serde_json::from_str(&sarif(findings, None, &sources(), &about)).unwrap()
}

fn sarif_schema() -> jsonschema::Validator {
    let schema = include_str!("../fixtures/sarif-schema-2.1.0.json");
    // The pattern of `language` has a stray bracket, which a check of formats refuses.
    let schema: Value = serde_json::from_str(&schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$")).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

#[test]
fn every_failure_has_a_code_a_path_and_a_way_out() {
    for (error, code) in failures() {
        let findings = error.findings();
        let [finding] = findings.as_slice() else { panic!("{error}") };
        assert_eq!(finding.code, code, "{error}");
        assert_eq!(finding.path().is_some(), code != Code::COMPILER_FAULT, "{error}");
        assert_eq!(finding.helps.len(), 1, "{error}");
        let path = finding.path().unwrap_or_default();
        assert!(finding.headline.contains(path), "people read the path in the headline: {}", finding.headline);
        assert!(!finding.headline.starts_with(char::is_uppercase) && !finding.headline.ends_with('.'));
        assert!(finding.headline.chars().count() <= 120, "{}", finding.headline);
        assert!(code.is_failure());
        let chain: Vec<String> = anyhow_chain(&error);
        assert_eq!(chain.len(), 1, "the reason is told once: {chain:?}");
    }
}

/// Every text that a printer of error chains would print.
fn anyhow_chain(error: &dyn std::error::Error) -> Vec<String> {
    std::iter::successors(Some(error), |error| error.source()).map(ToString::to_string).collect()
}

#[test]
fn machines_get_every_failure_as_people_do() {
    let json = jsonschema::validator_for(&serde_json::to_value(json_schema()).unwrap()).unwrap();
    let sarif = sarif_schema();
    for (error, code) in failures() {
        let findings = error.findings();
        let subject = findings[0].path().map(str::to_owned);
        assert!(human(&findings, &sources(), false).starts_with(&format!("error[{code}]: ")));
        let line: Value = serde_json::from_str(&json_lines(&findings, &sources())).unwrap();
        assert!(json.is_valid(&line), "{line}");
        assert_eq!((line["code"].as_str(), line["path"].as_str()), (Some(code.as_str()), subject.as_deref()));
        let file = subject.map(|path| format!("file={path},")).unwrap_or_default();
        let annotation = github(&findings, &sources());
        assert!(annotation.starts_with(&format!("::error {file}title={code}::")), "{annotation}");
        let document = sarif_of(&findings);
        let faults: Vec<String> = sarif.iter_errors(&document).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{code}: {faults:?}");
        let run = &document["runs"][0];
        assert_eq!(run["invocations"][0]["executionSuccessful"], false, "{code}");
        assert_eq!(
            (&run["results"][0]["ruleId"], &run["results"][0]["level"]),
            (&code.as_str().into(), &"error".into())
        );
        let place = &run["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!((&place["region"]["startLine"], place["artifactLocation"]["uri"].is_string()), (&1.into(), true));
    }
}

#[test]
fn a_run_fails_for_what_stops_cellc_and_not_for_what_it_finds() {
    let span = cellc::source::Span::new(sources().iter().next().unwrap().0, 0..1);
    let wrong = Diagnostic::error(Code::UNKNOWN_KEY, span, "unknown key");
    assert_eq!(sarif_of(&[wrong])["runs"][0]["invocations"][0]["executionSuccessful"], true);
}

/// A folder with the smallest example, built.
struct Folder(TempDir);

impl Folder {
    fn built() -> Self {
        let folder = Self(TempDir::new().unwrap());
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/minimal.hcl");
        fs::copy(example, folder.path("fleet.hcl")).unwrap();
        assert_eq!(folder.cellc("build").0, 0);
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Exit code, stdout and stderr.
    fn cellc(&self, arguments: &str) -> (u8, String, String) {
        let mut words: Vec<&str> = arguments.split_whitespace().collect();
        if !arguments.starts_with("diff") {
            words.extend(["--as-of", DAY]);
        }
        let outcome = command_line::cellc(self.0.path(), &words);
        (outcome.code, outcome.stdout, outcome.stderr)
    }

    /// The codes and paths of JSON lines.
    fn json(&self, arguments: &str) -> Vec<(String, String)> {
        let (code, stdout, stderr) = self.cellc(&format!("{arguments} --format json"));
        assert_eq!((code, stderr.as_str()), (1, ""), "{arguments}");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let lines = stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.map(|line| (text(&line["code"]), text(&line["path"]))).collect()
    }
}

const MAIN: &str = "out/environments/dev/cells/alpha/main.tf";

fn told(code: Code, path: &str) -> Vec<(String, String)> {
    vec![(code.to_string(), path.to_owned())]
}

#[test]
fn an_edited_file_is_told_in_every_format() {
    let folder = Folder::built();
    fs::write(folder.path(MAIN), "# mine\n").unwrap();
    let (code, stdout, stderr) = folder.cellc("build");
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.starts_with(&format!("error[CELL1001]: `{MAIN}` was edited by hand\n")), "{stderr}");
    assert!(stderr.ends_with("1 error; nothing was written\n`cellc explain CELL1001` says more\n"), "{stderr}");
    assert_eq!(folder.json("build"), told(Code::EDITED, MAIN));
    assert_eq!(folder.json("build --check"), told(Code::EDITED, MAIN));
    let (code, stdout, stderr) = folder.cellc("build --format sarif");
    let document: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(document["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(document["runs"][0]["results"][0]["ruleId"], "CELL1001");
    let (_, stdout, _) = folder.cellc("build --format github");
    assert!(stdout.starts_with(&format!("::error file={MAIN},title=CELL1001::")), "{stdout}");
}

#[test]
fn a_warning_of_the_spec_and_a_failure_of_the_disk_are_one_document() {
    let folder = Folder::built();
    let spec = fs::read_to_string(folder.path("fleet.hcl")).unwrap();
    let open = "  endpoint = { public = true, cidrs = [\"0.0.0.0/0\"] }\n\n  access ";
    fs::write(folder.path("fleet.hcl"), spec.replacen("  access ", open, 1)).unwrap();
    fs::write(folder.path(MAIN), "# mine\n").unwrap();
    let (_, stdout, _) = folder.cellc("build --format sarif");
    let document: Value = serde_json::from_str(&stdout).unwrap();
    let rules: Vec<&Value> =
        document["runs"][0]["results"].as_array().unwrap().iter().map(|result| &result["ruleId"]).collect();
    assert_eq!(rules, ["CELL0411", "CELL1001"]);
    assert_eq!(document["runs"][0]["invocations"][0]["executionSuccessful"], false);
    let codes: Vec<String> = folder.json("build").into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["CELL0411", "CELL1001"]);
}

#[test]
fn what_a_build_removes_is_not_announced_when_it_fails() {
    let folder = Folder::built();
    let spec = fs::read_to_string(folder.path("fleet.hcl")).unwrap();
    let beta = "\ncell \"beta\" {\n  environment = \"dev\"\n  cidr        = \"10.1.0.0/16\"\n  state       = \"retiring\"\n}\n";
    fs::write(folder.path("fleet.hcl"), spec.clone() + beta).unwrap();
    assert_eq!(folder.cellc("build").0, 0);
    fs::write(folder.path("fleet.hcl"), spec).unwrap();
    let lock = fs::File::open(folder.path("out")).unwrap();
    lock.try_lock_shared().unwrap();
    assert_eq!(folder.json("build"), told(Code::BUSY, "out"));
    let (_, _, stderr) = folder.cellc("build");
    assert!(!stderr.contains("is no longer in the spec"), "{stderr}");
    drop(lock);
    assert!(folder.cellc("build").2.contains("is no longer in the spec"));
}

#[cfg(unix)]
#[test]
fn a_diff_reads_the_output_as_a_build_does() {
    let folder = Folder::built();
    fs::remove_file(folder.path(MAIN)).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path(MAIN)).unwrap();
    for command in ["diff", "diff out", "diff fleet.hcl out"] {
        assert_eq!(folder.json(command), told(Code::NOT_A_FILE, MAIN), "{command}");
    }
    for list in ["out/cellc.lock.json", "out/manifest/output.json"] {
        fs::remove_file(folder.path(list)).unwrap();
        std::os::unix::fs::symlink("/dev/zero", folder.path(list)).unwrap();
        assert_eq!(folder.json("diff"), told(Code::NOT_A_FILE, list));
        fs::remove_file(folder.path(list)).unwrap();
    }
    assert_eq!(folder.json("diff --out elsewhere"), told(Code::NO_BUILD, "elsewhere"));
}

#[test]
fn a_diff_of_what_is_no_terraform_names_the_file() {
    let folder = Folder::built();
    fs::write(folder.path(MAIN), "<<<<<<< HEAD\n").unwrap();
    let lines = folder.json("diff");
    assert_eq!(lines.first(), told(Code::NOT_TERRAFORM, MAIN).first());
    // The rest of the difference follows.
    let (_, stdout, _) = folder.cellc("diff");
    assert!(stdout.contains("?   environments/dev/cells/alpha/main.tf\n"), "{stdout}");
}

#[test]
fn a_spec_that_cannot_be_read_or_fixed_is_told_with_its_path() {
    let folder = Folder::built();
    assert_eq!(folder.json("check nowhere.hcl"), told(Code::UNREADABLE, "nowhere.hcl"));
    let (_, stdout, _) = folder.cellc("check nowhere.hcl --format sarif");
    let document: Value = serde_json::from_str(&stdout).unwrap();
    assert!(sarif_schema().is_valid(&document));
    assert_eq!(document["runs"][0]["invocations"][0]["executionSuccessful"], false);
    assert_eq!(document["runs"][0]["results"][0]["ruleId"], "CELL0101");
}

#[test]
fn every_code_of_the_disk_is_tried_here() {
    let tried: BTreeSet<Code> = failures().into_iter().map(|(_, code)| code).collect();
    // Only the command line meets these two; `--fix` fails only for users whom permissions bind.
    let elsewhere = [Code::NOT_TERRAFORM, Code::FIX_NOT_WRITTEN];
    let missing: Vec<&Code> =
        Code::ON_DISK.iter().filter(|code| !tried.contains(code) && !elsewhere.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
