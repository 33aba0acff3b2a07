//! The scripts by which people sync a cell with manual syncs, as the documents print them, against commands that only keep a record.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Stands in for every command of the scripts. The pin is there when it is waited for the second time; wave 2 has two Applications;
/// the sync of `$FAILING` fails; everything is always healthy.
const COMMAND: &str = r#"#!/bin/sh
cd "$(dirname "$0")"
record() { echo "$*" >> record; }
case "$(basename "$0") $*" in
  "kubectl wait -f "*) record wait; test -e asked || { touch asked; exit 1; } ;;
  *" get applications -l cellc.io/wave=2 "*) echo cert-manager karpenter-crd ;;
  *" get applications -l cellc.io/wave="*) echo "${6#*=}-th" ;;
  *" patch application "*) record "sync $5" ;;
  *"jsonpath={.status.operationState.phase}") test "$5" = "$FAILING" && echo Failed || echo Succeeded ;;
  "argocd app sync "*) record "sync $6"; test "${6#*=}" != "$FAILING" ;;
esac
"#;

/// What a script of a document does, and whether it ends well.
fn run(document: &str, marker: &str, failing: &str) -> (Vec<String>, bool) {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(document)).unwrap();
    let mut scripts = text.split("```sh\n").skip(1).filter_map(|part| part.split_once("```")).map(|(script, _)| script);
    let script = scripts.find(|script| script.contains(marker)).unwrap();
    let folder = TempDir::new().unwrap();
    for name in ["kubectl", "argocd", "jq", "sleep"] {
        let path = folder.path().join(name);
        fs::write(&path, COMMAND).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = format!("{}:/usr/bin:/bin", folder.path().display());
    let output = Command::new("sh").args(["-c", script]).env("PATH", path).env("FAILING", failing).output().unwrap();
    let record = fs::read_to_string(folder.path().join("record")).unwrap_or_default();
    (record.lines().map(str::to_owned).collect(), output.status.success())
}

#[test]
fn a_release_manager_syncs_the_new_pin_wave_by_wave_and_stops_at_a_failure() {
    let script = |failing| run("docs/operations.md", "sync() {", failing);
    let all = [
        "wait",
        "wait",
        "sync 0-th",
        "sync 1-th",
        "sync cert-manager",
        "sync karpenter-crd",
        "sync 3-th",
        "sync 4-th",
        "sync 5-th",
        "sync 6-th",
    ];
    assert_eq!(script(""), (all.map(str::to_owned).into(), true));
    assert_eq!(script("cert-manager"), (all.get(..5).unwrap().iter().map(|&line| line.to_owned()).collect(), false));
}

#[test]
fn an_administrator_syncs_the_new_pin_wave_by_wave_and_stops_at_a_failure() {
    let script = |failing| run("README.md", "for wave in", failing).0;
    let sync = |wave: usize| format!("sync cellc.io/wave={wave}");
    let all: Vec<String> = ["wait".to_owned(), "wait".to_owned()].into_iter().chain((0..=6).map(sync)).collect();
    assert_eq!(script(""), all);
    assert_eq!(script("1"), all.get(..4).unwrap());
}
