//! The line that says what waits, in every format.

use cellc::diagnostic::render::{About, github_waiting, json_schema, json_waiting, sarif};
use cellc::diagnostic::{Waiting, plural};
use serde_json::{Value, json};

use super::several::FLEET;
use super::specs::Spec;

/// A fleet with a tier that is bought in a way nobody knows, and what waits for it.
fn waiting() -> (Spec, Waiting) {
    let wrong = FLEET.replacen("capacity = \"spot\"\n    families", "capacity = \"spots\"\n    families", 1);
    let spec = Spec::hcl(&wrong);
    let waiting = spec.found().waiting.unwrap();
    (spec, waiting)
}

/// Where the value stands.
fn place() -> String {
    let (before, _) = FLEET.split_once("capacity = \"spot\"\n    families").unwrap();
    format!("fleet.hcl:{}", before.lines().count())
}

#[test]
fn people_read_how_many_rules_wait_for_what() {
    let (spec, waiting) = waiting();
    let rules = plural(waiting.rules.len(), "rule");
    let verb = if waiting.rules.len() == 1 { "waits" } else { "wait" };
    assert_eq!(waiting.line(&spec.sources), format!("{rules} {verb} for `capacity` ({})", place()));
}

#[test]
fn three_values_are_named_and_the_others_counted() {
    let (spec, mut waiting) = waiting();
    let value = waiting.values[0].clone();
    waiting.values = vec![value; 5];
    let line = waiting.line(&spec.sources);
    let named = format!("`capacity` ({})", place());
    assert!(line.ends_with(&format!("for {named}, {named}, {named} and 2 other values")), "{line}");
}

#[test]
fn where_blocks_are_hidden_no_number_of_rules_is_known() {
    let (spec, mut waiting) = waiting();
    (waiting.rules, waiting.hides_blocks) = (Vec::new(), true);
    assert_eq!(waiting.line(&spec.sources), format!("the blocks around `capacity` ({}) were not judged", place()));
}

#[test]
fn machines_read_the_codes_and_the_places() {
    let (spec, waiting) = waiting();
    let line: Value = serde_json::from_str(&json_waiting(&waiting, &spec.sources)).unwrap();
    let schema = jsonschema::validator_for(&serde_json::to_value(json_schema()).unwrap()).unwrap();
    assert!(schema.is_valid(&line), "{line}");
    assert!(!schema.is_valid(&json!({ "waiting": { "rules": [] } })), "the judge sees what is missing");
    let codes: Vec<&str> = waiting.rules.iter().map(|rule| rule.as_str()).collect();
    assert_eq!(line["waiting"]["rules"], json!(codes));
    assert_eq!(line["waiting"]["values"][0]["key"], "capacity");
    assert_eq!(line["waiting"]["values"][0]["location"]["start"]["line"].to_string(), place()["fleet.hcl:".len()..]);
}

#[test]
fn code_hosts_get_a_notice() {
    let (spec, waiting) = waiting();
    let notice = github_waiting(&waiting, &spec.sources);
    assert!(notice.starts_with("::notice title=cellc::") && notice.ends_with(&format!("({})\n", place())), "{notice}");
    let document: Value =
        serde_json::from_str(&sarif(&[], Some(&waiting), &spec.sources, &|_| About::default())).unwrap();
    let schema = include_str!("../../fixtures/sarif-schema-2.1.0.json");
    // The pattern of `language` has a stray bracket.
    let schema: Value = serde_json::from_str(&schema.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$")).unwrap();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&document), "{document}");
    let run = &document["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true, "a value that waits is no failure of cellc");
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!((&notification["level"], &notification["descriptor"]["id"]), (&json!("note"), &json!("waiting")));
}
