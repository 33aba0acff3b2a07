//! Which disruption budgets Karpenter gets: at any time there is one for every reason, so that no tier loses all of its nodes
//! at once.

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use serde_json::{Value, json};

const FLEET: &str = r#"
fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"
  git {
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }
}

environment "dev" {
  account = "111111111111"
  region  = "eu-west-1"
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
  node_tier "spot" {
    capacity = "spot"
    BUDGETS
  }
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}
"#;

/// The budgets of the pool of the tier.
fn emitted(budgets: &str) -> Value {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", FLEET.replace("BUDGETS", budgets));
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    let model = analysis.model.unwrap_or_else(|| panic!("{:?}", analysis.diagnostics));
    let tree = cellc::lower::lower_manifests(model.checked().unwrap());
    let mut objects = tree.files.iter().flat_map(|file| &file.objects);
    let pool = objects.find(|object| object.kind == "NodePool").unwrap().body();
    pool["spec"]["disruption"]["budgets"].clone()
}

#[test]
fn every_reason_has_a_budget_at_any_time() {
    let freeze = "disruption_budget \"freeze\" {\n nodes = \"0\"\n schedule = \"0 8 * * *\"\n duration = \"8h\"\n}\n";
    let drift = "disruption_budget \"drift\" {\n nodes = \"20%\"\n reasons = [\"drifted\"]\n}\n";
    let all = "disruption_budget \"all\" {\n nodes = \"5\"\n}\n";
    let frozen = json!({ "nodes": "0", "schedule": "0 8 * * *", "duration": "8h" });
    let drifted = json!({ "nodes": "20%", "reasons": ["Drifted"] });
    let table = [
        (String::new(), json!([{ "nodes": "10%" }])),
        (freeze.to_owned(), json!([frozen, { "nodes": "10%" }])),
        (drift.to_owned(), json!([drifted, { "nodes": "10%", "reasons": ["Empty", "Underutilized"] }])),
        (
            format!("{drift}{freeze}"),
            json!([drifted, frozen, { "nodes": "10%", "reasons": ["Empty", "Underutilized"] }]),
        ),
        (all.to_owned(), json!([{ "nodes": "5" }])),
        (format!("{all}{freeze}"), json!([{ "nodes": "5" }, frozen])),
    ];
    for (budgets, expected) in table {
        assert_eq!(emitted(&budgets), expected, "{budgets}");
    }
}
