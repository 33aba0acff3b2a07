//! Five fleets whose findings once depended on places, so that they were missing or fewer when they were built in Rust.

use std::fmt::{Debug, Write as _};
use std::str::FromStr;

use cellc::diagnostic::{Diagnostic, Step, render, sorted};
use cellc::parse;
use cellc::resolve::{self, Known};
use cellc::source::SourceMap;
use cellc::spec::{Access, Cell, ContainerDefaults, Environment, Fleet, Git, Namespace, Resources, Spec, Workload};
use cellc::values::{Profile, SyncMode};
use cellc::{check, lock::Lock};

use super::{through_rust, through_text, told};
use crate::explanations::settings;

const GIT: &str = r#"git {
  repository = "https://github.com/acme/cells.git"
  revision   = "v1.0.0"
}"#;

fn value<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn amounts(cpu: &str, memory: &str) -> Resources {
    Resources {
        cpu: value::<cellc::values::Quantity>(cpu).into(),
        memory: value::<cellc::values::Quantity>(memory).into(),
    }
}

fn git(revision: &str) -> Git {
    let revision = value::<cellc::values::GitRevision>(revision);
    let repository = value::<cellc::values::GitRepository>("https://github.com/acme/cells.git");
    Git { repository: repository.into(), path: None, branch: None, revision: Some(revision.into()) }
}

fn fleet(git: Option<Git>) -> Fleet {
    Fleet { git: git.map(Into::into), ..Fleet::new(value("platform"), value("CC-1")) }
}

fn environment(account: &str) -> Environment {
    let admin =
        Access::cluster(value(&format!("arn:aws:iam::{account}:role/platform-engineer")), value("cluster-admin"));
    let access = [(value("platform"), admin)].into_iter().collect();
    Environment { access, ..Environment::new(value(account), value("eu-west-1")) }
}

/// A fleet with one cell in each of these environments.
fn spec(fleet: Fleet, environments: Vec<(&str, Environment)>) -> Spec {
    let cell = |(index, (name, _)): (usize, &(&str, Environment))| {
        (value(&format!("cell{index}")), Cell::new(value(name), value(&format!("10.{index}.0.0/16"))))
    };
    Spec {
        fleet: [(value("demo"), fleet)].into_iter().collect(),
        cell: environments.iter().enumerate().map(cell).collect(),
        environment: environments.into_iter().map(|(name, environment)| (value(name), environment)).collect(),
        ..Spec::default()
    }
}

/// The text of the same fleet: what its `fleet` block holds beside the owner, and its environments.
fn text(fleet: &str, environments: &[(&str, &str, &str)]) -> String {
    let mut text = format!("fleet \"demo\" {{\n  owner = \"platform\"\n  cost_centre = \"CC-1\"\n{fleet}\n}}\n");
    for (index, (name, account, inside)) in environments.iter().enumerate() {
        _ = write!(
            text,
            r#"environment "{name}" {{
  account = "{account}"
  region  = "eu-west-1"
  access "platform" {{
    principal = "arn:aws:iam::{account}:role/platform-engineer"
    policy    = "cluster-admin"
  }}
{inside}
}}
cell "cell{index}" {{
  environment = "{name}"
  cidr        = "10.{index}.0.0/16"
}}
"#
        );
    }
    text
}

/// Compares both doors, and returns the codes that both find.
fn codes(spec: &Spec, text: &str) -> Vec<&'static str> {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    let (node, findings) = parse::parse(&sources);
    let in_text = through_text(node, findings, &sources);
    let in_rust = through_rust(spec);
    let rendered = render::human(&in_text.diagnostics, &sources, false);
    assert_eq!(in_text.spec.as_ref(), Some(spec), "both doors have the same fleet behind them\n{rendered}");
    assert_eq!(told(&in_text.diagnostics), told(&in_rust), "{rendered}");
    in_rust.iter().map(|finding| finding.code.as_str()).collect()
}

fn namespaces(container: ContainerDefaults, workloads: Vec<(&str, Workload)>) -> Namespace {
    let workload = workloads.into_iter().map(|(name, workload)| (value(name), workload)).collect();
    Namespace { container: Some(container.into()), workload, ..Namespace::default() }
}

fn workload(replicas: u32, cpu: &str, memory: &str) -> Workload {
    Workload {
        replicas: replicas.into(),
        requests: Some(amounts(cpu, memory).into()),
        limits: Some(amounts(cpu, memory).into()),
        surge_percent: None,
    }
}

#[test]
fn memory_without_a_unit() {
    let container = ContainerDefaults { limits: Some(amounts("500m", "512m").into()), ..container_defaults() };
    let mut dev = environment("111111111111");
    dev.namespace.insert(value("payments"), namespaces(container, vec![]));
    let inside = r#"namespace "payments" { container = { limits = { cpu = "500m", memory = "512m" } } }"#;
    let spec = spec(fleet(Some(git("v1.0.0"))), vec![("dev", dev)]);
    assert_eq!(codes(&spec, &text(GIT, &[("dev", "111111111111", inside)])), ["CELL0646"]);
}

#[test]
fn two_workloads_without_a_node_and_a_third_over_its_quota() {
    let container = ContainerDefaults { max: Some(amounts("100", "2000Gi").into()), ..container_defaults() };
    let mut dev = environment("111111111111");
    let large = || workload(1, "64", "1000Gi");
    dev.namespace.insert(value("payments"), namespaces(container, vec![("one", large()), ("two", large())]));
    let many = [(value("many"), workload(200, "1", "1Gi"))].into_iter().collect();
    dev.namespace.insert(value("fraud"), Namespace { workload: many, ..Namespace::default() });
    let inside = r#"
  namespace "payments" {
    container = { max = { cpu = 100, memory = "2000Gi" } }
    workload "one" {
      replicas = 1
      requests = { cpu = 64, memory = "1000Gi" }
      limits   = { cpu = 64, memory = "1000Gi" }
    }
    workload "two" {
      replicas = 1
      requests = { cpu = 64, memory = "1000Gi" }
      limits   = { cpu = 64, memory = "1000Gi" }
    }
  }
  namespace "fraud" {
    workload "many" {
      replicas = 200
      requests = { cpu = 1, memory = "1Gi" }
      limits   = { cpu = 1, memory = "1Gi" }
    }
  }"#;
    let spec = spec(fleet(Some(git("v1.0.0"))), vec![("dev", dev)]);
    let found = codes(&spec, &text(GIT, &[("dev", "111111111111", inside)]));
    assert_eq!(found.iter().filter(|code| **code == "CELL0644").count(), 2, "{found:?}");
    assert_eq!(found.iter().filter(|code| **code == "CELL0632").count(), 1, "{found:?}");
}

#[test]
fn what_only_manifests_say_without_a_repository() {
    let dev = Environment {
        sync: Some(SyncMode::Manual.into()),
        revision: Some(value::<cellc::values::GitRevision>("v1.0.0").into()),
        ..environment("111111111111")
    };
    let inside = "  sync     = \"manual\"\n  revision = \"v1.0.0\"";
    let spec = spec(fleet(None), vec![("dev", dev)]);
    assert_eq!(codes(&spec, &text("", &[("dev", "111111111111", inside)])), ["CELL0801"]);
}

#[test]
fn staging_that_follows_a_branch() {
    let staging = Environment { profile: Some(Profile::Staging.into()), ..environment("111111111111") };
    let spec = spec(fleet(Some(git("develop"))), vec![("dev", staging)]);
    let git = GIT.replace("v1.0.0", "develop");
    let found = codes(&spec, &text(&git, &[("dev", "111111111111", "  profile = \"staging\"")]));
    assert!(found.contains(&"CELL0802"), "{found:?}");
}

fn two_old_environments() -> Spec {
    let old = |account| Environment {
        kubernetes: Some(value::<cellc::values::KubernetesVersion>("1.33").into()),
        profile: Some(Profile::Development.into()),
        ..environment(account)
    };
    spec(fleet(None), vec![("dev", old("111111111111")), ("two", old("222222222222"))])
}

#[test]
fn two_environments_on_an_old_kubernetes() {
    let spec = two_old_environments();
    let inside = "  kubernetes = \"1.33\"\n  profile = \"development\"";
    let text = text("", &[("dev", "111111111111", inside), ("two", "222222222222", inside)]);
    assert_eq!(codes(&spec, &text), ["CELL0701", "CELL0701"]);
    // Only their subjects tell them apart.
    let found = through_rust(&spec);
    let way = |name: &str| vec![Step::block("environment", name), Step::key("kubernetes")];
    assert_eq!(found.iter().map(Diagnostic::part).collect::<Vec<_>>(), [way("dev"), way("two")]);
    let rendered = render::human(&found, &SourceMap::new(), false);
    assert!(rendered.contains("environment `two`, `kubernetes`"), "{rendered}");
}

fn container_defaults() -> ContainerDefaults {
    ContainerDefaults { requests: None, limits: None, max: None, ephemeral_storage: None }
}

#[test]
fn a_finding_without_a_place_says_where_to_look() {
    let dev = Environment { sync: Some(SyncMode::Manual.into()), ..environment("111111111111") };
    let found = through_rust(&spec(fleet(None), vec![("dev", dev)]));
    let expected = "\
error[CELL0801]: `sync` of environment `dev` has no effect: the fleet has no `git` block
--> environment `dev`, `sync`
 = note: takes effect only in manifests
 = help: add `git { repository = \"https://…\" }` to the fleet

";
    assert_eq!(render::human(&found, &SourceMap::new(), false), expected);
    let line: serde_json::Value = serde_json::from_str(&render::json_lines(&found, &SourceMap::new())).unwrap();
    assert_eq!(line["subject"], serde_json::json!([{ "key": "environment", "name": "dev" }, { "key": "sync" }]));
    assert_eq!(line.get("location"), None);
}

/// Why the analysis numbers places: without numbers, what is found at one value passes for what is found at another.
#[test]
fn findings_at_places_without_numbers_would_be_one() {
    let mut spec = two_old_environments();
    let judged = |spec: &Spec| {
        let (model, _) =
            resolve::resolve(spec, &SourceMap::new(), Known { lock: &Lock::default(), as_of: settings().as_of });
        let context = check::Context { model: &model, as_of: settings().as_of, is_whole: true };
        sorted(check::check(&context)).len()
    };
    assert_eq!(judged(&spec), 1);
    spec.number_places();
    assert_eq!(judged(&spec), 2);
}
