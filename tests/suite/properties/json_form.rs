//! JSON of the same shape means the same.

use cellc::parse::{self, Entry, Node, Value};
use cellc::source::SourceMap;
use serde_json::{Map, Value as Json, json};

use super::compiling::analysed;
use super::examples::{self, Files};

/// A parsed specification in its JSON form: labels are keys.
pub(crate) fn json_of(files: &Files) -> Json {
    let (root, diagnostics) = parse::parse(&examples::sources(files));
    assert!(diagnostics.is_empty());
    node(&root)
}

fn node(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => json!(value),
        Value::Number(text) => serde_json::from_str(text).unwrap(),
        Value::String(text) => json!(text),
        Value::List(elements) => elements.iter().map(self::node).collect(),
        Value::Map(entries) => Json::Object(object(entries)),
        Value::Invalid => panic!("the examples are valid"),
    }
}

fn object(entries: &[Entry]) -> Map<String, Json> {
    let mut members = Map::new();
    for entry in entries {
        match entry.labels.as_slice() {
            [] => _ = members.insert(entry.key.clone(), node(&entry.node)),
            labels => {
                let blocks = members.entry(&entry.key).or_insert_with(|| json!({}));
                blocks[&labels[0].text] = node(&entry.node);
            }
        }
    }
    members
}

#[test]
fn json_gives_the_same_model() {
    for (name, files) in examples::all() {
        let (mut hcl, mut json) = (SourceMap::new(), SourceMap::new());
        for (path, text) in &files {
            hcl.add(path, "spec", text);
        }
        json.add("fleet.json", "spec", serde_json::to_string_pretty(&json_of(&files)).unwrap());
        assert_eq!(analysed(&json).model, analysed(&hcl).model, "{name}");
    }
}

#[test]
fn one_specification_may_be_both() {
    let files = examples::platform();
    let (mut hcl, mut mixed) = (SourceMap::new(), SourceMap::new());
    for (path, text) in &files {
        hcl.add(path, "spec", text);
        let json = json_of(&vec![(path.clone(), text.clone())]);
        if path.starts_with("prod") {
            mixed.add("prod.json", "spec", json.to_string());
        } else {
            mixed.add(path, "spec", text);
        }
    }
    assert_eq!(analysed(&mixed).model, analysed(&hcl).model);
}

#[test]
fn the_schema_accepts_every_example_and_no_unknown_key() {
    let schema = cellc::spec::json_schema().to_value();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, files) in examples::all() {
        let mut spec = json_of(&files);
        let faults: Vec<String> = validator.iter_errors(&spec).map(|fault| fault.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{name}");
        let environments = spec["environment"].as_object_mut().unwrap();
        for (_, environment) in environments.iter_mut() {
            environment["autopilot"] = json!(true);
        }
        assert!(!validator.is_valid(&spec), "{name}: an unknown key is refused");
    }
}

#[test]
fn the_schema_wants_a_place_for_cells_unless_they_are_shared() {
    let schema = cellc::spec::json_schema().to_value();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let cases = [
        (json!({ "account": "111111111111", "region": "eu-west-1" }), true),
        (json!({ "shares": "dev" }), true),
        (json!({ "shares": "dev", "account": null }), true),
        (json!({ "account": "111111111111" }), false),
        (json!({ "account": "111111111111", "region": null }), false),
        (json!({ "shares": null }), false),
        (json!({}), false),
    ];
    for (environment, is_right) in cases {
        let spec = json!({ "environment": { "staging": environment } });
        assert_eq!(validator.is_valid(&spec), is_right, "{spec}");
    }
}
