//! A fleet that is built in Rust is the fleet that is written in HCL.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc::spec::{Access, Environment, Spec};
use cellc::values::AccessPolicy;

#[allow(dead_code, unreachable_pub, reason = "the example also has a main function")]
#[path = "../examples/fleet_in_rust.rs"]
mod fleet_in_rust;

#[test]
fn the_example_in_rust_compiles_to_the_output_of_the_example_in_hcl() {
    let (in_rust, diagnostics) = pipeline::compile(&fleet_in_rust::fleet().unwrap(), &settings()).unwrap();
    assert_eq!(diagnostics, []);
    let mut sources = SourceMap::new();
    sources.add("minimal.hcl", "minimal.hcl", include_str!("../examples/minimal.hcl"));
    let analysis = pipeline::analyse(&sources, &settings(), &mut |_| {});
    let in_hcl = pipeline::generate(&analysis.model.unwrap(), &mut |_| {}).unwrap();
    assert_eq!(without_origin(&in_rust.unwrap().files), without_origin(&in_hcl.files));
}

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
    assert_eq!(headlines, ["`payments` is no namespace of environment `staging`"]);
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
