//! The schema knows which labels blocks may have and which keys objects take, and the compiler reads exactly those.

use cellc::diagnostic::{Code, Severity};
use cellc::pipeline;
use cellc::source::SourceMap;
use cellc::values::{AddOnName, ApplicationName, QuotaName};
use serde_json::{Value, json};

use super::compiling::settings;

/// Keys of an environment whose names are a closed set, and what stands at such a name.
fn closed() -> [(&'static str, &'static [&'static str], Value); 3] {
    [
        ("add_on", AddOnName::variants(), json!({})),
        ("application", ApplicationName::variants(), json!({ "enabled": false })),
        ("quotas", QuotaName::variants(), json!(50)),
    ]
}

fn spec(key: &str, name: &str, value: &Value) -> Value {
    json!({ "environment": { "dev": { "account": "111111111111", "region": "eu-west-1", key: { name: value } } } })
}

fn is_refused_by_the_schema(spec: &Value) -> bool {
    let schema = cellc::spec::json_schema().to_value();
    !jsonschema::validator_for(&schema).unwrap().is_valid(spec)
}

/// Whether the compiler takes the value for wrong, whatever else it finds.
fn is_refused_by_the_compiler(spec: &Value) -> bool {
    let mut sources = SourceMap::new();
    sources.add("fleet.json", "fleet.json", spec.to_string());
    let findings = pipeline::analyse(&sources, &settings(), &mut |_| {}).diagnostics;
    findings.iter().any(|finding| finding.severity == Severity::Error && finding.code == Code::INVALID_VALUE)
}

#[test]
fn names_of_a_closed_set_are_those_that_the_compiler_reads() {
    for (key, names, value) in closed() {
        for name in names {
            let spec = spec(key, name, &value);
            assert!(!is_refused_by_the_schema(&spec), "{spec}");
            assert!(!is_refused_by_the_compiler(&spec), "{spec}");
        }
        for name in ["autopilot", "", names[0].to_uppercase().as_str()] {
            let spec = spec(key, name, &value);
            assert!(is_refused_by_the_schema(&spec), "{spec}");
            assert!(is_refused_by_the_compiler(&spec), "{spec}");
        }
    }
}

#[test]
fn the_reference_names_all_of_them() {
    let reference = cellc::spec::reference();
    for (key, names, _) in closed() {
        let row = reference.lines().find(|line| line.starts_with(&format!("| `{key}` |"))).unwrap();
        let missing: Vec<_> = names.iter().filter(|name| !row.contains(&format!("`{name}`"))).collect();
        assert!(missing.is_empty(), "{key}: {missing:?}");
    }
}

#[test]
fn names_that_anybody_may_choose_have_the_form_that_the_compiler_reads() {
    for (key, name, is_right) in [
        ("namespace", "payments", true),
        ("namespace", "Payments", false),
        ("class", "a-", false),
        ("class", "a", true),
    ] {
        let spec = spec(key, name, &json!({}));
        assert_eq!(is_refused_by_the_schema(&spec), !is_right, "{spec}");
        assert_eq!(is_refused_by_the_compiler(&spec), !is_right, "{spec}");
    }
}

#[test]
fn only_blocks_hold_allow_blocks() {
    let allow = json!({ "CELL0411": { "reason": "pilot" } });
    for (key, value, is_right) in [
        ("allow", allow.clone(), true),
        ("endpoint", json!({ "allow": allow }), true),
        ("tags", json!({ "allow": "everything" }), true),
        ("tags", json!({ "allow": allow }), false),
        ("allow", json!({ "CELL411": { "reason": "pilot" } }), false),
    ] {
        let spec =
            json!({ "environment": { "dev": { "account": "111111111111", "region": "eu-west-1", key: value } } });
        assert_eq!(is_refused_by_the_schema(&spec), !is_right, "{spec}");
    }
}

/// A reader of the reference sees the value, not the file that holds it.
#[test]
fn defaults_show_their_value() {
    let reference = cellc::spec::reference();
    let rows = reference.lines().filter(|line| line.starts_with('|'));
    let hidden: Vec<_> =
        rows.filter(|row| row.split("Default: ").skip(1).any(|text| text.contains("catalog/"))).collect();
    assert!(hidden.is_empty(), "{hidden:#?}");
    for (section, value) in [
        ("## Argo cd", cellc::catalog::applications::argo_cd_version().to_string()),
        ("## Application", cellc::catalog::applications::chart(ApplicationName::Karpenter).version().to_string()),
        ("## Environment", format!("1.{}", cellc::catalog::kubernetes::DEFAULT_MINOR)),
    ] {
        let text = reference.split_once(&format!("\n{section}\n")).unwrap().1;
        let text = text.split_once("\n## ").map_or(text, |(text, _)| text);
        assert!(text.contains(&format!("`{value}`")), "{section}: {value}");
    }
}

/// What the text says of a key and what the compiler does with it come from two places.
#[test]
fn the_reference_says_which_kind_of_tier_takes_a_key() {
    let schema = cellc::spec::json_schema().to_value();
    let properties = &schema["$defs"]["NodeTier"]["properties"];
    for key in <cellc::spec::NodeTier as cellc::decode::Block>::KEYS {
        let text = properties[key.name]["description"].as_str().unwrap();
        let said = match text.split_once(':').map_or("", |(kind, _)| kind) {
            "`system` only" => Some("system"),
            "Spot tiers only" => Some("karpenter"),
            kind if kind.starts_with("Karpenter tiers only") => Some("karpenter"),
            _ => None,
        };
        assert_eq!(said, key.of, "{}: {text}", key.name);
    }
}
