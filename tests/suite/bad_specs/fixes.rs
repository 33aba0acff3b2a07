//! The edits that findings propose: each removes its finding, and `check --fix` makes all of them.

use std::collections::BTreeMap;
use std::path::Path;

use cellc_test_support::parallel;
use serde_json::Value;
use tempfile::TempDir;

use super::case::Case;
use super::judged::{JSON, JUDGED, Judged};

fn findings(case: &Case, folder: &TempDir) -> Vec<Value> {
    let output = case.call(folder, &["check", "--format", "json"]);
    read(&output.stdout)
}

/// The findings of JSON lines, without the line that says what waits.
fn read(lines: &str) -> Vec<Value> {
    let lines = lines.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.filter(|line: &Value| line.get("waiting").is_none()).collect()
}

/// The proposals of a finding: the edits of each help that has some.
fn proposals(finding: &Value) -> Vec<&Vec<Value>> {
    let helps = finding["helps"].as_array().unwrap().iter();
    helps.map(|help| help["edits"].as_array().unwrap()).filter(|edits| !edits.is_empty()).collect()
}

fn offset(place: &Value) -> usize {
    usize::try_from(place["byte"].as_u64().unwrap()).unwrap()
}

/// Applies edits as a program would that reads the JSON lines.
fn apply(folder: &Path, edits: &[Value]) {
    let mut files: BTreeMap<&str, Vec<(usize, usize, &str)>> = BTreeMap::new();
    for edit in edits {
        let place = &edit["location"];
        let change = (offset(&place["start"]), offset(&place["end"]), edit["replacement"].as_str().unwrap());
        files.entry(place["file"].as_str().unwrap()).or_default().push(change);
    }
    for (file, mut changes) in files {
        let path = folder.join(file);
        let written = std::fs::read_to_string(&path).unwrap();
        let mut text = written.trim_start_matches('\u{feff}').to_owned();
        changes.sort_unstable();
        for (start, end, replacement) in changes.into_iter().rev() {
            text.replace_range(start..end, replacement);
        }
        std::fs::write(path, text).unwrap();
    }
}

fn syntax_errors(findings: &[Value]) -> usize {
    findings.iter().filter(|finding| finding["code"] == "CELL0102").count()
}

/// The message too: after a removal the next finding of the rule moves up.
fn identity(finding: &Value) -> (String, String, String) {
    let byte = finding.pointer("/location/start/byte").map(ToString::to_string);
    (finding["code"].to_string(), byte.unwrap_or_default(), finding["message"].to_string())
}

#[test]
fn every_proposal_removes_its_finding_and_breaks_nothing() {
    let counts = parallel::map(&JUDGED, |Judged { case, formats, .. }| {
        let before = read(&formats[JSON].stdout);
        let proposed: Vec<_> = before
            .iter()
            .flat_map(|finding| proposals(finding).into_iter().map(move |edits| (finding, edits)))
            .collect();
        for (finding, edits) in &proposed {
            removes_its_finding(case, &before, finding, edits);
        }
        proposed.len()
    });
    let count: usize = counts.into_iter().sum();
    assert!(count >= 60, "{count} proposals");
}

fn removes_its_finding(case: &Case, before: &[Value], finding: &Value, edits: &[Value]) {
    let folder = case.folder_of_files();
    apply(folder.path(), edits);
    let after = findings(case, &folder);
    let stays = after.iter().any(|other| identity(other) == identity(finding));
    assert!(!stays, "{}: {finding:#} stays: {after:#?}", case.name);
    assert!(syntax_errors(&after) <= syntax_errors(before), "{}: {edits:#?}: {after:#?}", case.name);
}

#[test]
fn fixing_makes_all_proposals_and_then_none() {
    parallel::map(&JUDGED, |Judged { case, formats, .. }| {
        fixing_leaves_no_proposal(case, &read(&formats[JSON].stdout));
    });
}

fn fixing_leaves_no_proposal(case: &Case, before: &[Value]) {
    let folder = case.folder_of_files();
    let fixed = case.call(&folder, &["check", "--fix"]);
    let text = fixed.stderr;
    let proposed = before.iter().any(|finding| proposals(finding).len() == 1);
    assert_eq!(text.lines().any(|line| line.starts_with("fixed ")), proposed, "{}: {text}", case.name);
    if !proposed {
        return;
    }
    let after = findings(case, &folder);
    let left: Vec<&Value> = after.iter().filter(|finding| proposals(finding).len() == 1).collect();
    assert!(left.is_empty() || syntax_errors(&after) > 0, "{}: {left:#?}", case.name);
    assert!(syntax_errors(&after) <= syntax_errors(before), "{}: {text}", case.name);
    let errors = after.iter().any(|finding| finding["severity"] == "error");
    assert_eq!(fixed.code, u8::from(errors), "{}: {text}", case.name);
    let again = case.call(&folder, &["check", "--fix"]).stderr;
    assert!(!again.lines().any(|line| line.starts_with("fixed ")), "{}: {again}", case.name);
}
