//! The resolved model of a fleet: what environments, classes, accounts and cells each say, and where it comes from.

use cellc::model::{CRITICAL_TAINT, Environment, Model, TIER_LABEL};
use cellc::pipeline::{self, Analysis, Settings};
use cellc::source::SourceMap;

/// The code of the rule about settings that are always the same.
const RESERVED: &str = "CELL0310";

/// Two environments, a class, a guest, and a cell in an account of its own.
const FLEET: &str = r#"
fleet "demo" {
  owner       = "platform"
  cost_centre = "CC-1"
  tags        = { Tier = "all" }
}

environment "prod" {
  account             = "111111111111"
  region              = "eu-west-1"
  interface_endpoints = ["sqs", "ecr.api"]
  tags                = { Tier = "one" }

  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }

  class "closed" {
    nat        = "none"
    kubernetes = "1.34"
  }
}

environment "dev" {
  account = "222222222222"
  region  = "eu-central-1"

  access "platform" {
    principal = "arn:aws:iam::222222222222:role/platform-engineer"
    policy    = "cluster-admin"
  }

  namespace "web" {}
}

environment "feature" {
  shares  = "dev"
  profile = "development"

  namespace "web" {}
  namespace "shop" {}

  access "shop" {
    principal  = "arn:aws:iam::222222222222:role/shop"
    policy     = "view"
    namespaces = ["shop"]
  }
}

cell "alpha" {
  environment = "prod"
  class       = "closed"
  cidr        = "10.0.0.0/16"
}

cell "beta" {
  environment = "prod"
  account     = "333333333333"
  region      = "eu-west-2"
  cidr        = "10.1.0.0/16"
}
"#;

fn analyse(text: &str) -> Analysis {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    let settings = Settings { as_of: "2026-11-27".parse().unwrap() };
    pipeline::analyse(&sources, &settings, &mut |_| {})
}

fn model(text: &str) -> Model {
    Model::clone(&analyse(text).model.unwrap())
}

fn environment<'a>(model: &'a Model, name: &str) -> &'a Environment {
    let found = model.environments.values().find(|environment| environment.name.as_str() == name);
    found.unwrap_or_else(|| panic!("{name} is not in {:?}", model.environments.keys()))
}

#[test]
fn accounts_are_those_of_environments_and_of_cells() {
    let model = model(FLEET);
    let regions = |account: &cellc::model::Account| -> Vec<String> {
        let of = |(region, environments): (&cellc::values::Region, &std::collections::BTreeSet<_>)| {
            format!("{region}: {}", environments.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))
        };
        account.regions.iter().map(of).collect()
    };
    let accounts: Vec<_> = model.accounts.values().map(|account| (account.id.as_str(), regions(account))).collect();
    let expected = [
        ("111111111111", vec!["eu-west-1: prod".to_owned()]),
        ("222222222222", vec!["eu-central-1: dev".to_owned()]),
        ("333333333333", vec!["eu-west-2: prod".to_owned()]),
    ];
    assert_eq!(accounts, expected);
}

#[test]
fn a_class_says_only_what_may_differ_and_has_the_rest_from_its_environment() {
    let model = model(FLEET);
    let prod = environment(&model, "prod");
    let classes: Vec<_> = prod.classes().map(|class| (class.title(), class.module.as_str())).collect();
    let expected = [
        ("environment `prod`".to_owned(), "prod-cell"),
        ("class `closed` of environment `prod`".to_owned(), "prod-cell-closed"),
    ];
    assert_eq!(classes, expected);
    let closed = prod.class(Some(&"closed".parse().unwrap())).unwrap();
    assert!(closed.is_isolated() && closed.kubernetes.is_written());
    assert!(!prod.own_class.is_isolated() && !prod.own_class.kubernetes.is_written());
    let cells: Vec<_> = model.cells.iter().map(|cell| (cell.name.as_str(), model.class_of(cell).title())).collect();
    assert_eq!(cells, [("alpha", closed.title()), ("beta", prod.title())]);
    let populated: Vec<_> = model.populated_classes().map(|(_, class)| class.title()).collect();
    assert_eq!(populated, [prod.title(), closed.title()]);
}

#[test]
fn endpoints_that_the_environment_names_are_written_and_those_that_isolation_needs_are_not() {
    let model = model(FLEET);
    let prod = environment(&model, "prod");
    let written = |class: &cellc::model::Class| -> Vec<String> {
        class
            .interface_endpoints
            .iter()
            .filter(|service| service.is_written())
            .map(|service| service.to_string())
            .collect()
    };
    assert_eq!(prod.own_class.interface_endpoints.len(), 2);
    let closed = &prod.named_classes.values().next().unwrap();
    assert!(closed.interface_endpoints.len() > 10);
    assert_eq!(written(&prod.own_class), ["ecr.api", "sqs"]);
    assert_eq!(written(closed), ["ecr.api", "sqs"], "a service that is written and required is written");
}

#[test]
fn declared_tags_stay_with_whom_declares_them_and_the_environment_has_the_last_word() {
    let model = model(FLEET);
    let declared: Vec<_> =
        model.declared_tags().map(|(owner, key)| (owner.map(ToString::to_string), key.to_string())).collect();
    assert_eq!(declared, [(None, "Tier".to_owned()), (Some("prod".to_owned()), "Tier".to_owned())]);
    let tier = |name: &str| environment(&model, name).resource_tags[&"Tier".parse().unwrap()].to_string();
    assert_eq!((tier("prod"), tier("dev")), ("one".to_owned(), "all".to_owned()));
}

#[test]
fn a_guest_joins_its_host_and_no_other_environment() {
    let model = model(FLEET);
    let dev = environment(&model, "dev");
    let names: Vec<_> = dev
        .namespaces
        .iter()
        .map(|namespace| format!("{} of {}", namespace.name.value, namespace.environment))
        .collect();
    assert_eq!(names, ["shop of feature", "web of dev"], "a name that both give is the host's");
    let access: Vec<_> = dev.access.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(access, ["platform", "shop"]);
    assert_eq!(model.hosts().map(Environment::title).collect::<Vec<_>>(), [dev.title()]);
    assert_eq!(environment(&model, "prod").namespaces, []);
    assert_eq!(model.shares.len(), 1);
}

#[test]
fn settings_that_are_always_the_same_show_who_tries_to_set_them() {
    let tried = r#"
  node_tier "system" {
    taint "CriticalAddonsOnly" { effect = "NoExecute" }
  }
  node_tier "spot" {
    capacity = "spot"
    labels   = { "node-tier" = "other", team = "web" }
  }
"#;
    let with = FLEET.replacen("  namespace \"web\" {}\n", tried, 1);
    for (text, is_written) in [(FLEET, false), (&with, true)] {
        let model = model(text);
        let class = &environment(&model, "dev").own_class;
        let (taint, spot) = (&class.system.taints[0].key, &class.karpenter[0]);
        let label = &spot.labels[&TIER_LABEL.parse().unwrap()];
        assert_eq!((taint.as_str(), taint.is_written()), (CRITICAL_TAINT, is_written));
        assert_eq!((label.as_str(), label.is_written()), (spot.name.as_str(), is_written));
        let codes: Vec<_> = analyse(text).diagnostics.iter().map(|finding| finding.code.as_str().to_owned()).collect();
        assert_eq!(codes.iter().any(|code| code == RESERVED), is_written, "{codes:?}");
    }
}

#[test]
fn the_model_is_data_that_machines_read() {
    let json = serde_json::to_value(model(FLEET)).unwrap();
    assert_eq!(json["environments"]["prod"]["named_classes"]["closed"]["nat"], "none");
    assert_eq!(json["environments"]["prod"]["own_class"]["id"]["environment"], "prod");
    assert_eq!(json["cells"][0]["class"]["name"], "closed");
    assert_eq!(json["accounts"]["333333333333"]["regions"]["eu-west-2"][0], "prod");
    assert_eq!(json["cells"][0]["network"]["zones"][0]["private"], "10.0.0.0/18");
}
