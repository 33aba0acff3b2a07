//! Environments in the same cell: names, owners and labels of their own, nothing between them, and nothing that stays behind.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use cellc::pipeline::{self, Output, Settings};
use cellc::source::SourceMap;
use proptest::prelude::*;
use serde_json::Value;

use super::emitted::objects;
use super::reach::{Peer, Policies};
use super::{compile, fleet};

const SHARED: &str = include_str!("../../cases/shared/fleet.hcl");
const FOLDER: &str = "gitops/dev/alpha/namespaces/";
const POD: Ipv4Addr = Ipv4Addr::new(10, 0, 3, 7);

/// The text up to the block that begins with `start`, and from the next block on.
fn without(text: &str, start: &str) -> String {
    let (before, rest) = text.split_once(start).unwrap();
    let (_, after) = rest.split_once("\n}\n").unwrap();
    format!("{before}{}", after.trim_start())
}

fn staging() -> &'static str {
    let start = SHARED.find("environment \"staging\"").unwrap();
    let end = SHARED.find("environment \"prod\"").unwrap();
    &SHARED[start..end]
}

/// Compiles files that must be right.
fn compile_files(files: &[(&str, &str)]) -> Output {
    let mut sources = SourceMap::new();
    for (name, text) in files {
        sources.add(*name, *name, *text);
    }
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    let findings = cellc::diagnostic::render::human(&analysis.diagnostics, &sources, false);
    assert!(!cellc::diagnostic::has_errors(&analysis.diagnostics), "{findings}");
    pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap()
}

/// Paths of files that differ, or that only one of the two has.
fn differences(before: &Output, after: &Output) -> BTreeSet<String> {
    let paths = before.files.keys().chain(after.files.keys());
    paths.filter(|path| before.files.get(*path) != after.files.get(*path)).cloned().collect()
}

fn paths<const N: usize>(paths: [&str; N]) -> BTreeSet<String> {
    paths.map(str::to_owned).into()
}

#[test]
fn namespaces_say_whose_they_are() {
    let found: BTreeMap<String, [String; 4]> = objects(&compile(SHARED), FOLDER)
        .into_iter()
        .filter(|object| object["kind"] == "Namespace")
        .map(|object| {
            let metadata = &object["metadata"];
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let (labels, annotations) = (&metadata["labels"], &metadata["annotations"]);
            let said = [
                &labels["cellc.io/environment"],
                &labels["cellc.io/domain"],
                &annotations["cellc.io/owner"],
                &annotations["cellc.io/cost-centre"],
            ];
            (text(&metadata["name"]), said.map(text))
        })
        .collect();
    let expected = [
        ("ledger", ["dev", "ledger", "platform", "CC-1"]),
        ("ledger-staging", ["staging", "ledger", "quality", "CC-2"]),
        ("payments", ["dev", "payments", "platform", "CC-1"]),
        ("payments-staging", ["staging", "payments", "quality", "CC-2"]),
    ];
    let expected = expected.map(|(name, said)| (name.to_owned(), said.map(str::to_owned)));
    assert_eq!(found, expected.into());
}

#[test]
fn quotas_are_those_of_each_profile() {
    let quotas: BTreeMap<String, String> = objects(&compile(SHARED), FOLDER)
        .into_iter()
        .filter(|object| object["kind"] == "ResourceQuota" && object["metadata"]["name"] == "quota")
        .map(|object| (object["metadata"]["namespace"].to_string(), object["spec"]["hard"]["pods"].to_string()))
        .collect();
    assert_eq!((&*quotas["\"payments\""], &*quotas["\"payments-staging\""]), ("\"120\"", "\"90\""));
}

#[test]
fn nothing_else_is_made_for_an_environment_that_shares() {
    let output = compile(SHARED);
    let named: Vec<&String> = output.files.keys().filter(|path| path.contains("staging")).collect();
    assert_eq!(
        named,
        ["gitops/dev/alpha/namespaces/ledger-staging.yaml", "gitops/dev/alpha/namespaces/payments-staging.yaml"]
    );
    let told: Vec<&String> =
        output.files.iter().filter(|(_, text)| text.contains("staging")).map(|(path, _)| path).collect();
    let expected = [
        "gitops/dev/alpha/bootstrap/projects.yaml",
        "gitops/dev/alpha/namespaces/cell_config.yaml",
        "gitops/dev/alpha/namespaces/ledger-staging.yaml",
        "gitops/dev/alpha/namespaces/payments-staging.yaml",
        "modules/dev-cell/access.tf",
    ];
    assert_eq!(told, expected);
}

#[test]
fn an_environment_that_shares_goes_without_a_trace() {
    let before = compile(SHARED);
    let after = compile(&without(SHARED, "environment \"staging\" {"));
    let changed = differences(&before, &after);
    let expected = paths([
        "gitops/dev/alpha/bootstrap/projects.yaml",
        "gitops/dev/alpha/namespaces/cell_config.yaml",
        "gitops/dev/alpha/namespaces/ledger-staging.yaml",
        "gitops/dev/alpha/namespaces/payments-staging.yaml",
        "modules/dev-cell/access.tf",
        "modules/dev-cell/moved.tf",
    ]);
    assert_eq!(changed, expected);
}

#[test]
fn without_access_entries_no_terraform_changes() {
    let (before, rest) = SHARED.split_once("  access \"testers\" {").unwrap();
    let silent = format!("{before}{}", rest.split_once("  }\n").unwrap().1);
    let changed = differences(&compile(&silent), &compile(&without(SHARED, "environment \"staging\" {")));
    let expected = paths([
        "gitops/dev/alpha/bootstrap/projects.yaml",
        "gitops/dev/alpha/namespaces/cell_config.yaml",
        "gitops/dev/alpha/namespaces/ledger-staging.yaml",
        "gitops/dev/alpha/namespaces/payments-staging.yaml",
    ]);
    assert_eq!(changed, expected);
}

#[test]
fn a_file_names_the_sources_of_both_environments_where_it_holds_something_of_both() {
    let host = SHARED.replace(staging(), "");
    let output = compile_files(&[("fleet.hcl", &host), ("staging.hcl", staging())]);
    let told: Vec<&String> = output
        .files
        .iter()
        .filter(|(_, text)| text.lines().next().unwrap().contains("from fleet.hcl, staging.hcl."))
        .map(|(path, _)| path)
        .collect();
    let expected = [
        "gitops/dev/alpha/bootstrap/projects.yaml",
        "gitops/dev/alpha/namespaces/cell_config.yaml",
        "gitops/dev/alpha/namespaces/ledger-staging.yaml",
        "gitops/dev/alpha/namespaces/payments-staging.yaml",
        "modules/dev-cell/access.tf",
        "modules/dev-cell/moved.tf",
    ];
    assert_eq!(told, expected);
    // In another file, it still goes without a trace in all other files.
    let changed = differences(&output, &compile_files(&[("fleet.hcl", &host)]));
    assert_eq!(changed, paths(expected));
}

#[test]
fn the_order_of_environments_does_not_show() {
    let first = format!("{}{}", staging(), SHARED.replace(staging(), ""));
    let last = format!("{}\n{}", SHARED.replace(staging(), ""), staging());
    let expected = compile(SHARED).files;
    assert_eq!(compile(&first).files, expected);
    assert_eq!(compile(&last).files, expected);
}

#[test]
fn every_class_of_the_host_has_the_namespaces() {
    let text = SHARED.replacen("  namespace \"ledger\" {}\n", "  namespace \"ledger\" {}\n  class \"large\" {}\n", 1);
    let cell = "cell \"beta\" {\n  environment = \"dev\"\n  class = \"large\"\n  cidr = \"10.1.0.0/16\"\n}\n";
    let output = compile(&format!("{text}\n{cell}"));
    for cell in ["alpha", "beta"] {
        assert!(output.files.contains_key(&format!("gitops/dev/{cell}/namespaces/payments-staging.yaml")), "{cell}");
    }
    for module in ["dev-cell", "dev-cell-large"] {
        assert!(output.files[&format!("modules/{module}/access.tf")].contains("role/tester"), "{module}");
    }
}

/// Three namespaces with connections among themselves, by bits.
fn namespaces(suffix: &str, connections: u8) -> String {
    const NAMES: [&str; 3] = ["cards", "ledger", "payments"];
    let pairs =
        (0..NAMES.len()).flat_map(|from| (0..NAMES.len()).filter(move |to| *to != from).map(move |to| (from, to)));
    let chosen: Vec<(usize, usize)> =
        pairs.enumerate().filter(|(bit, _)| connections >> bit & 1 == 1).map(|(_, pair)| pair).collect();
    let block = |(index, name): (usize, &&str)| {
        let own = chosen.iter().filter(|(from, _)| *from == index).map(|(_, to)| NAMES[*to]);
        let own = own.map(|to| {
            format!("    connection \"{to}\" {{\n      to = \"{to}{suffix}\"\n      ports = [8080]\n    }}\n")
        });
        format!(
            "  namespace \"{name}{suffix}\" {{\n    exposure = \"internal\"\n    ports = [8080, 9443]\n    metrics_port = 9090\n    egress \"web\" {{\n      cidrs = [\"0.0.0.0/0\"]\n      \
             ports = [443]\n    }}\n{}  }}\n",
            own.collect::<String>()
        )
    };
    NAMES.iter().enumerate().map(block).collect()
}

/// What the warning about exposure says is true of the emitted policies, and only there.
#[test]
fn where_policies_join_environments_a_warning_says_so() {
    const ENDPOINTS: &str = "  interface_endpoints = [\"ecr.api\"]\n";
    const API: &str = "    kubernetes_api = true\n";
    for (endpoints, api, ports, is_open) in [
        (ENDPOINTS, "", "443", true),
        (ENDPOINTS, "", "8443", false),
        ("", API, "443", true),
        ("", API, "8443", false),
        ("", "", "443", false),
    ] {
        let host = format!(
            "{endpoints}  namespace \"payments\" {{\n    exposure = \"internal\"\n    ports = [{ports}]\n  }}\n"
        );
        let guest =
            format!("environment \"staging\" {{\n  shares = \"dev\"\n  namespace \"cards\" {{\n{api}  }}\n}}\n");
        let text = fleet(&host) + &guest;
        let policies = Policies::of(objects(&compile(&text), FOLDER));
        let port = ports.parse().unwrap();
        let reached = policies.reaches(&Peer::pod("cards", POD), &Peer::pod("payments", POD), port, "TCP");
        assert_eq!(reached, is_open, "{endpoints}{api}{ports}");
        let mut sources = SourceMap::new();
        sources.add("fleet.hcl", "fleet.hcl", &text);
        let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
        let found = pipeline::analyse(&sources, &settings, &mut |_| {}).diagnostics;
        assert_eq!(found.iter().any(|finding| finding.code.as_str() == "CELL0658"), is_open, "{endpoints}{api}{ports}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_pod_reaches_another_environment(dev in 0_u8..64, staging in 0_u8..64, test in 0_u8..64) {
        let guest = |name: &str, connections| {
            format!("environment \"{name}\" {{\n  shares = \"dev\"\n{}}}\n", namespaces(&format!("-{name}"), connections))
        };
        let endpoints = "  interface_endpoints = [\"ecr.api\"]\n";
        let text = fleet(&format!("{endpoints}{}", namespaces("", dev))) + &guest("staging", staging) + &guest("test", test);
        let policies = Policies::of(objects(&compile(&text), FOLDER));
        let suffixes = ["", "-staging", "-test"];
        let pods: Vec<(usize, String)> = suffixes
            .iter()
            .enumerate()
            .flat_map(|(index, suffix)| ["cards", "ledger", "payments"].map(|name| (index, format!("{name}{suffix}"))))
            .collect();
        let mut inside = 0;
        for ((of, from), (other, to)) in pods.iter().flat_map(|from| pods.iter().map(move |to| (from, to))) {
            for port in [53, 80, 443, 8080, 9090, 9443] {
                let reached = policies.reaches(&Peer::pod(from, POD), &Peer::pod(to, POD), port, "TCP");
                prop_assert!(of == other || !reached, "{} reaches {} on {}", from, to, port);
                inside += u32::from(reached && from != to);
            }
        }
        prop_assert_eq!(inside, dev.count_ones() + staging.count_ones() + test.count_ones());
    }
}
