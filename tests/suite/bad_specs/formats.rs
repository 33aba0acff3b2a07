//! Every case as machines read it: all formats say the same as the text for people, and keep to their schemas.

use cellc::diagnostic::render::json_schema;
use serde_json::Value;

use super::case::Case;
use super::judged::{GITHUB, JSON, JUDGED, Judged, SARIF};
use super::{code_of, headlines};

/// Codes in the order in which people read them.
fn codes(judged: &Judged) -> Vec<String> {
    headlines(&judged.built.text).into_iter().map(|headline| code_of(headline).to_owned()).collect()
}

/// Each case with what it prints in a format: a document on stdout, and nothing for people.
fn printed(format: usize) -> impl Iterator<Item = (&'static Judged, &'static str)> {
    JUDGED.iter().map(move |judged| {
        let outcome = &judged.formats[format];
        assert!(outcome.stderr.is_empty(), "{}: {}", judged.case.name, outcome.stderr);
        (judged, outcome.stdout.as_str())
    })
}

fn strings(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The lines that are findings. What waits comes behind them.
fn findings(lines: &[Value]) -> impl Iterator<Item = &Value> {
    let waits = |line: &&Value| line.get("waiting").is_some();
    assert!(lines.iter().rev().skip(1).all(|line| !waits(&line)), "what waits is the last line");
    lines.iter().filter(move |line| !waits(line))
}

#[test]
fn json_lines_keep_to_the_published_schema() {
    let schema = serde_json::to_value(json_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (judged, text) in printed(JSON) {
        let case = &judged.case;
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for line in &lines {
            let faults: Vec<String> = validator.iter_errors(line).map(|fault| fault.to_string()).collect();
            assert!(faults.is_empty(), "{}: {faults:?}", case.name);
        }
        let found: Vec<String> = findings(&lines).map(|line| strings(line, "/code")).collect();
        assert_eq!(found, codes(judged), "{}", case.name);
    }
    assert!(!validator.is_valid(&serde_json::json!({ "code": "CELL0102" })), "the schema refuses something");
}

#[test]
fn sarif_keeps_to_the_official_schema() {
    let schema = include_str!("../../fixtures/sarif-schema-2.1.0.json");
    // The pattern of `language` has a stray bracket, which a check of formats refuses.
    let (stray, meant) = ("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    assert!(schema.contains(stray));
    let schema: Value = serde_json::from_str(&schema.replace(stray, meant)).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    for (judged, text) in printed(SARIF) {
        let case = &judged.case;
        let document: Value = serde_json::from_str(text).unwrap();
        let faults: Vec<String> = validator.iter_errors(&document).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", case.name);
        assert_eq!(document["$schema"], schema["$id"], "the document names the schema that it keeps to");
        let run = &document["runs"][0];
        let results = run["results"].as_array().unwrap();
        let notifications = run["invocations"][0]["toolExecutionNotifications"].as_array().into_iter().flatten();
        let notifications = notifications.map(|found| strings(found, "/descriptor/id"));
        let mut found: Vec<String> = notifications.filter(|id| id != "waiting").collect();
        found.extend(results.iter().map(|result| strings(result, "/ruleId")));
        assert_eq!(found, codes(judged), "{}", case.name);
        for result in results {
            let index = result["ruleIndex"].as_u64().unwrap();
            assert_eq!(result["ruleId"], run["tool"]["driver"]["rules"][usize::try_from(index).unwrap()]["id"]);
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%", "{}", case.name);
            assert!(place["region"]["startLine"].as_u64() >= Some(1), "{}", case.name);
        }
        let prints: std::collections::BTreeSet<String> =
            results.iter().map(|result| strings(result, "/partialFingerprints/cellcFinding~1v1")).collect();
        assert_eq!(prints.len(), results.len(), "{}: a fingerprint is of one finding", case.name);
    }
    assert!(!validator.is_valid(&serde_json::json!({ "version": "2.1.0" })), "the schema refuses something");
}

#[test]
fn annotations_are_one_line_a_finding() {
    for (judged, text) in printed(GITHUB) {
        let case = &judged.case;
        let found: Vec<&str> = text
            .lines()
            .map(|line| line.split_once("title=").and_then(|(_, rest)| rest.split_once("::")).unwrap().0)
            .filter(|title| *title != "cellc")
            .collect();
        assert_eq!(found, codes(judged), "{}: {text}", case.name);
        let kinds = ["::error ", "::warning ", "::notice "];
        assert!(text.lines().all(|line| kinds.iter().any(|kind| line.starts_with(kind))), "{}: {text}", case.name);
    }
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let prints = |text: String| {
        let case = Case::hcl("moved", text);
        let document: Value =
            serde_json::from_str(&case.call(&case.folder_of_files(), &["check", "--format", "sarif"]).stdout).unwrap();
        let results = document["runs"][0]["results"].as_array().unwrap().clone();
        assert_eq!(results.len(), 2);
        results.into_iter().map(|result| result["partialFingerprints"].clone()).collect::<Vec<_>>()
    };
    let wrong = super::case::GOOD.replace("\"dev\"\n", "\"staging\"\n").replace("\"eu-west-1\"", "\"eu-west\"");
    assert_eq!(prints(wrong.clone()), prints(format!("# a comment\n\n{wrong}")));
}
