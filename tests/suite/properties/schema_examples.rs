//! What the schema and the reference give as examples can be written where they stand.

use cellc::diagnostic::Severity;
use cellc::pipeline;
use cellc::source::SourceMap;
use serde_json::{Value, json};

use super::compiling::settings;

/// A block of the schema, and where one stands in [`spec`].
const BLOCKS: [(&str, &str); 9] = [
    ("Fleet", "/fleet/demo"),
    ("Terraform", "/fleet/demo/terraform"),
    ("Git", "/fleet/demo/git"),
    ("Environment", "/environment/dev"),
    ("Namespace", "/environment/dev/namespace/payments"),
    ("Quota", "/environment/dev/namespace/payments/quota"),
    ("Resources", "/environment/dev/namespace/payments/quota/limits"),
    ("EphemeralStorage", "/environment/dev/namespace/payments/container/ephemeral_storage"),
    ("Limits", "/environment/dev/node_tier/on-demand/limits"),
];

/// Keys of an environment whose examples have to fit what stands elsewhere, such as the account of every principal.
const ELSEWHERE: [&str; 6] = ["account", "deploy_role", "network", "peers", "shares", "zones"];

fn spec() -> Value {
    json!({
        "fleet": { "demo": {
            "owner": "platform",
            "cost_centre": "CC-1",
            "domain": "cells.acme.example",
            "terraform": {},
            "git": { "repository": "https://github.com/acme/cells.git" },
        }},
        "environment": { "dev": {
            "account": "111111111111",
            "region": "eu-west-1",
            "access": { "platform": {
                "principal": "arn:aws:iam::111111111111:role/platform-engineer",
                "policy": "cluster-admin",
            }},
            "node_tier": { "on-demand": { "capacity": "on-demand", "limits": { "cpu": 64, "memory": "256Gi" } } },
            "namespace": { "payments": {
                "exposure": "internal",
                "ports": [8443],
                "quota": { "limits": { "cpu": 64, "memory": "128Gi" } },
                "container": { "ephemeral_storage": {} },
            }},
        }},
        "cell": { "alpha": { "environment": "dev", "cidr": "10.0.0.0/16" } },
    })
}

/// The errors of a specification.
fn errors(spec: &Value) -> Vec<String> {
    let mut sources = SourceMap::new();
    sources.add("fleet.json", "fleet.json", serde_json::to_string_pretty(spec).unwrap());
    let findings = pipeline::analyse(&sources, &settings(), &mut |_| {}).diagnostics;
    let errors = findings.into_iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|error| format!("{}: {}", error.code, error.headline)).collect()
}

/// The examples of a key: its own, or those of its elements.
fn examples(property: &Value) -> Vec<Value> {
    let elements = || property["items"]["examples"].as_array().map(|all| all.iter().map(|one| json!([one])).collect());
    property["examples"].as_array().cloned().or_else(elements).unwrap_or_default()
}

#[test]
fn every_example_can_be_written_at_its_key() {
    assert_eq!(errors(&spec()), Vec::<String>::new());
    let schema = cellc::spec::json_schema().to_value();
    let mut refused = Vec::new();
    for (block, place) in BLOCKS {
        let properties = schema["$defs"][block]["properties"].as_object().unwrap();
        for (key, property) in
            properties.iter().filter(|(key, _)| block != "Environment" || !ELSEWHERE.contains(&key.as_str()))
        {
            for example in examples(property) {
                let mut spec = spec();
                spec.pointer_mut(place).unwrap()[key] = example.clone();
                refused.extend(errors(&spec).iter().map(|error| format!("{block}: {key} = {example}: {error}")));
            }
        }
    }
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn a_wrong_value_is_an_error_here() {
    for (place, key, value) in [
        ("/fleet/demo/git", "branch", json!("v2026.11.1")),
        ("/fleet/demo", "required_version", json!("~> 5.40")),
        ("/environment/dev/namespace/payments/quota", "storage", json!("500m")),
    ] {
        let mut spec = spec();
        spec.pointer_mut(place).unwrap()[key] = value;
        assert_ne!(errors(&spec), Vec::<String>::new(), "{key}");
    }
}
