//! A fleet that is built in Rust is the fleet that is written in HCL.

use std::collections::BTreeMap;

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::spec::{Access, Environment, Fleet, Git, Namespace, Role, RoleRule, Spec};

use cellc::values::{AccessPolicy, GitRepository, KubernetesVerb, Permission, VersionConstraint};

#[allow(dead_code, unreachable_pub, reason = "the example also has a main function")]
#[path = "../../examples/fleet_in_rust.rs"]
mod fleet_in_rust;

#[test]
fn the_example_in_rust_compiles_to_the_output_of_the_example_in_hcl() {
    let (in_rust, diagnostics) = pipeline::compile(&fleet_in_rust::fleet().unwrap(), &settings()).unwrap();
    assert_eq!(diagnostics, []);
    let mut sources = SourceMap::new();
    sources.add("minimal.hcl", "minimal.hcl", include_str!("../../examples/minimal.hcl"));
    let analysis = pipeline::analyse(&sources, &settings(), &mut |_| {});
    let in_hcl = pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap();
    assert_eq!(without_origin(&in_rust.unwrap().files), without_origin(&in_hcl.files));
}

#[test]
fn a_fleet_in_rust_admits_versions_of_cellc_too() {
    let mut spec = fleet_in_rust::fleet().unwrap();
    let fleet = spec.fleet.iter().next().map(|(_, entry)| entry.block.clone()).unwrap();
    for (constraint, expected) in [(">= 99.0", vec!["CELL0319"]), (">= 0.2", vec![])] {
        let required_version = Some(constraint.parse::<VersionConstraint>().unwrap().into());
        spec.fleet = [("demo".parse().unwrap(), Fleet { required_version, ..fleet.clone() })].into_iter().collect();
        let (output, diagnostics) = pipeline::compile(&spec, &settings()).unwrap();
        let codes: Vec<&str> = diagnostics.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!((&codes, output.is_none()), (&expected, !expected.is_empty()), "{constraint}");
    }
}

#[test]
fn roles_in_rust_are_roles_in_hcl() {
    let principal = |name: &str| format!("arn:aws:iam::111111111111:role/{name}").parse().unwrap();
    let mut spec = fleet_in_rust::fleet().unwrap();
    let fleet = spec.fleet.iter().next().map(|(_, entry)| entry.block.clone()).unwrap();
    let repository: GitRepository = "https://github.com/acme/cells.git".parse().unwrap();
    let git = Git { repository: repository.into(), branch: None, path: None, revision: None };
    spec.fleet = [("demo".parse().unwrap(), Fleet { git: Some(git.into()), ..fleet })].into_iter().collect();
    let dev = spec.environment.iter().next().map(|(_, entry)| entry.block.clone()).unwrap();
    let mut dev =
        Environment { namespace: [("payments".parse().unwrap(), Namespace::default())].into_iter().collect(), ..dev };
    let payments = || ["payments".parse().unwrap()];
    let developers = Access::role_in(principal("developer"), "developer".parse().unwrap(), payments());
    dev.access.insert("developers".parse().unwrap(), developers.with_permissions([Permission::Exec]));
    dev.access.insert("readers".parse().unwrap(), Access::role(principal("reader"), "viewer".parse().unwrap()));
    dev.access.insert(
        "restarters".parse().unwrap(),
        Access::role_in(principal("restarter"), "restarter".parse().unwrap(), payments()),
    );
    let rule = RoleRule::new(["apps".parse().unwrap()], ["deployments".parse().unwrap()], [KubernetesVerb::Patch]);
    let restarter = Role { rule: [("deployments".parse().unwrap(), rule)].into_iter().collect() };
    dev.role.insert("restarter".parse().unwrap(), restarter);
    spec.environment = [("dev".parse().unwrap(), dev)].into_iter().collect();
    let (in_rust, diagnostics) = pipeline::compile(&spec, &settings()).unwrap();
    assert_eq!(diagnostics, []);

    let text = include_str!("../../examples/minimal.hcl")
        .replace("region  = \"eu-west-1\"\n", &format!("region  = \"eu-west-1\"\n{ROLES}"))
        .replace("cost_centre = \"CC-1\"\n", &format!("cost_centre = \"CC-1\"\n{GIT}"));
    let mut sources = SourceMap::new();
    sources.add("minimal.hcl", "minimal.hcl", text);
    let analysis = pipeline::analyse(&sources, &settings(), &mut |_| {});
    let in_hcl = pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap();
    let (in_rust, in_hcl) = (without_origin(&in_rust.as_ref().unwrap().files), without_origin(&in_hcl.files));
    assert!(in_rust.keys().any(|path| path.ends_with("access/restarters.yaml")));
    assert_eq!(in_rust, in_hcl);
}

const GIT: &str = r#"  git { repository = "https://github.com/acme/cells.git" }
"#;

const ROLES: &str = r#"
  namespace "payments" {}
  access "developers" {
    principal  = "arn:aws:iam::111111111111:role/developer"
    role       = "developer"
    namespaces = ["payments"]
    may        = ["exec"]
  }
  access "readers" {
    principal = "arn:aws:iam::111111111111:role/reader"
    role      = "viewer"
  }
  access "restarters" {
    principal  = "arn:aws:iam::111111111111:role/restarter"
    role       = "restarter"
    namespaces = ["payments"]
  }
  role "restarter" {
    rule "deployments" {
      api_groups = ["apps"]
      resources  = ["deployments"]
      verbs      = ["patch"]
    }
  }
"#;

/// The files without their first line, which names the source file.
fn without_origin(files: &BTreeMap<String, String>) -> BTreeMap<&str, &str> {
    files.iter().map(|(path, text)| (path.as_str(), text.split_once('\n').unwrap().1)).collect()
}

/// The day on which tests judge.
fn settings() -> Settings {
    Settings { as_of: "2026-11-21".parse().unwrap() }
}

fn value<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

/// The example with another environment.
fn with(name: &str, environment: Environment) -> Spec {
    let mut spec = fleet_in_rust::fleet().unwrap();
    spec.environment.insert(value(name), environment);
    spec
}

#[test]
fn an_environment_that_is_built_in_rust_shares_the_cells_of_another() {
    let mut staging = Environment::sharing(value("dev"));
    let testers =
        Access::namespaces(value("arn:aws:iam::111111111111:role/tester"), AccessPolicy::Edit, [value("payments")]);
    staging.access.insert(value("testers"), testers);
    let (_, diagnostics) = pipeline::compile(&with("staging", staging.clone()), &settings()).unwrap();
    let headlines: Vec<&str> = diagnostics.iter().map(|finding| finding.headline.as_str()).collect();
    assert_eq!(headlines, ["`payments` is not a namespace of environment `staging`"]);
}

#[test]
fn an_environment_that_is_built_in_rust_has_an_account_and_a_region_or_shares() {
    let mut neither = Environment::sharing(value("dev"));
    neither.shares = None;
    let mut spec = with("staging", neither);
    // That it cannot be shared either is no news.
    spec.environment.insert(value("test"), Environment::sharing(value("staging")));
    let (output, diagnostics) = pipeline::compile(&spec, &settings()).unwrap();
    assert!(output.is_none());
    let headlines: Vec<&str> = diagnostics.iter().map(|finding| finding.headline.as_str()).collect();
    let expected = ["`account` is missing in environment `staging`", "`region` is missing in environment `staging`"];
    assert_eq!(headlines, expected);
}
