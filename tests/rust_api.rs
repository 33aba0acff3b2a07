//! A fleet that is built in Rust is the fleet that is written in HCL.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;

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
