//! What a change of the spec does to running cells, and what is said about it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use cellc::diagnostic::{has_errors, render};
use cellc::diff::{Difference, Effect, diff, render as text};
use cellc::pipeline;
use cellc::source::SourceMap;
use cellc_test_support::{campaign, specification};
use proptest::prelude::*;

mod evaluated;
mod files;
mod hand_written;
mod hostile;
mod merged;
mod retiring;
mod tenants;
mod unowned;
mod unreadable;

type Files = BTreeMap<String, String>;

/// What the example generates.
static BEFORE: LazyLock<Files> = LazyLock::new(|| generated(&platform()));

/// The files of `examples/platform`.
fn platform() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/platform");
    let paths = specification::files(&folder);
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

#[track_caller]
fn generated(spec: &[(String, String)]) -> Files {
    let mut sources = SourceMap::new();
    for (name, text) in spec {
        sources.add(name, name, text);
    }
    let analysis =
        pipeline::analyse(&sources, &pipeline::Settings { as_of: "2026-11-21".parse().unwrap() }, &mut |_| {});
    let findings = &analysis.diagnostics;
    assert!(!has_errors(findings), "{}", render::human(findings, &sources, false));
    pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap().files
}

/// The example after replacements, each of which must hit.
#[track_caller]
fn edited(edits: &[(&str, &str)]) -> Files {
    let mut spec = platform();
    for (from, to) in edits {
        assert!(spec.iter().any(|(_, text)| text.contains(from)), "nothing says {from:?}");
        for (_, text) in &mut spec {
            *text = text.replace(from, to);
        }
    }
    generated(&spec)
}

/// What the example becomes, by what is edited in it, compared with the example.
#[track_caller]
fn change(edits: &[(&str, &str)]) -> Difference {
    diff(&BEFORE, &edited(edits))
}

/// Names of changes, and what is edited in the example to make them.
const CHANGES: &[(&str, &[(&str, &str)])] = &[
    ("tag", &[("Domain = \"FraudDetection\"", "Domain = \"Fraud\"")]),
    ("kubernetes_minor", &[("kubernetes  = \"1.35\"", "kubernetes  = \"1.36\"")]),
    ("service_cidr", &[("nat        = \"per-zone\"", "nat = \"per-zone\"\n  service_cidr = \"10.100.0.0/16\"")]),
    ("cidr_of_one_cell", &[("10.65.0.0/16", "10.66.0.0/16")]),
    (
        "one_cell_added",
        &[(
            "cell \"beta\"",
            "cell \"gamma\" {\n  environment = \"prod\"\n  cidr = \"10.66.0.0/16\"\n}\n\ncell \"beta\"",
        )],
    ),
    ("one_cell_removed", &[("cell \"beta\" {\n  environment = \"prod\"\n  cidr        = \"10.65.0.0/16\"\n}\n", "")]),
    ("cell_renamed", &[("cell \"beta\"", "cell \"gamma\"")]),
    (
        "environment_renamed",
        &[("environment \"prod\"", "environment \"live\""), ("environment = \"prod\"", "environment = \"live\"")],
    ),
    ("fleet_renamed", &[("fleet \"platform\"", "fleet \"bank\"")]),
    ("key_prefix", &[("dynamodb_table", "key_prefix     = \"cells\"\n      dynamodb_table")]),
    ("bucket", &[("acme-terraform-state", "acme-states")]),
    ("lock_table", &[("acme-terraform-locks", "acme-locks")]),
    ("account", &[("222222222222", "444444444444")]),
    ("region_of_one_cell", &[("cidr        = \"10.65.0.0/16\"", "cidr = \"10.65.0.0/16\"\n  region = \"eu-west-2\"")]),
    ("provider_version", &[("~> 5.40", "~> 5.90")]),
    ("instance_types", &[("m7g.large", "m7g.xlarge")]),
    ("disk_size", &[("min            = 2", "min = 2\n    disk_gib = 100")]),
    ("size", &[("max            = 4", "max            = 6")]),
    (
        "nat_single",
        &[(
            "nat        = \"per-zone\"",
            "nat        = \"single\"\n  allow \"CELL0413\" { reason = \"a test of another thing\" }",
        )],
    ),
    (
        "nat_none",
        &[
            (
                "nat        = \"per-zone\"",
                "nat        = \"none\"\n  allow \"CELL0817\" { reason = \"a test of another thing\" }",
            ),
            // It does not reach Route 53 then.
            ("  application \"external-dns\" {\n    zones = [\"Z0123456789ABCDEFGHIJ\"]\n  }\n", ""),
            ("exposure    = \"public\"", "exposure    = \"internal\""),
        ],
    ),
    ("kubernetes_down", &[("kubernetes  = \"1.35\"", "kubernetes = \"1.34\"")]),
    (
        "guest_joins",
        &[(
            "cell \"beta\" {",
            "environment \"test\" {\n  shares = \"dev\"\n  namespace \"payments-test\" { domain = \"payments\" }\n}\n\ncell \"beta\" {",
        )],
    ),
    (
        "namespace_removed",
        &[
            ("namespace \"data-pipeline\"", "namespace \"lake\""),
            ("to    = \"data-pipeline\"", "to    = \"lake\""),
            ("\"identity\", \"data-pipeline\"]", "\"identity\", \"lake\"]"),
        ],
    ),
    ("profile", &[("environment \"prod\" {", "environment \"prod\" {\n  profile = \"staging\"")]),
    ("deletion_window", &[("deletion_window_days = 30", "deletion_window_days = 14")]),
    ("log_retention", &[("retention_days = 365", "retention_days = 400")]),
    (
        "interface_endpoint",
        &[("nat        = \"per-zone\"", "nat = \"per-zone\"\n  interface_endpoints = [\"ecr.api\"]")],
    ),
    ("access_principal", &[("role/fraud-team", "role/fraud-analysts")]),
    ("access_renamed", &[("access \"fraud\"", "access \"fraud-team\"")]),
    ("access_moved", &[("namespaces = [\"fraud-detection\"]", "namespaces = [\"payments\"]")]),
    ("workload_identity_renamed", &[("workload_identity \"scoring\"", "workload_identity \"scores\"")]),
    ("deploy_role", &[("222222222222:role/terraform", "222222222222:role/deploy")]),
];

#[test]
fn every_change_is_told_as_reviewed() {
    for (name, edits) in CHANGES {
        insta::assert_snapshot!(*name, text::human(&change(edits)));
    }
}

/// Steps whose start is not the example as it is.
#[test]
fn zones_and_classes_are_told_as_reviewed() {
    let zones = |from: &str, to: &str| {
        let zones = |zones: &str| ("zones       = [\"a\", \"b\", \"c\"]".to_owned(), format!("zones = {zones}"));
        let region = ("region      = \"eu-west-1\"", "region      = \"us-east-1\"");
        let of = |(old, new): (String, String)| edited(&[region, (&old, &new)]);
        diff(&of(zones(from)), &of(zones(to)))
    };
    insta::assert_snapshot!("zones_two_to_three", text::human(&zones("[\"a\", \"b\"]", "[\"a\", \"b\", \"c\"]")));
    let four = zones("[\"a\", \"b\", \"c\"]", "[\"a\", \"b\", \"c\", \"d\"]");
    insta::assert_snapshot!("zones_three_to_four", text::human(&four));
    let class = (
        "  # Fraud scoring reads",
        "  class \"memory\" {\n    node_tier \"system\" {\n      instance_types = [\"r7g.large\"]\n    }\n  }\n\n  # Fraud scoring reads",
    );
    let other = "cell \"gamma\" {\n  environment = \"prod\"\n  cidr = \"10.66.0.0/16\"\n  class = \"memory\"\n}\n\ncell \"alpha\"";
    let member = ("cell \"alpha\"", other);
    let moved = ("cidr        = \"10.65.0.0/16\"", "cidr = \"10.65.0.0/16\"\n  class = \"memory\"");
    let difference = diff(&edited(&[class, member]), &edited(&[class, member, moved]));
    insta::assert_snapshot!("cell_to_another_class", text::human(&difference));
}

#[test]
fn machines_get_a_line_for_every_change_of_every_cell() {
    insta::assert_snapshot!(
        "json",
        text::json_lines(&change(&[("m7g.large", "m7g.xlarge"), ("10.65.0.0/16", "10.66.0.0/16")]))
    );
}

/// What is replaced, by its address, of all cells.
fn replaced(difference: &Difference) -> Vec<&str> {
    let changes = difference.groups.iter().flat_map(|group| &group.changes);
    changes.filter(|change| change.effect == Effect::Replace).map(|change| change.address.as_str()).collect()
}

#[test]
fn what_is_changed_in_place_replaces_nothing() {
    for (name, edits) in CHANGES {
        let in_place = [
            "tag",
            "kubernetes_minor",
            "disk_size",
            "size",
            "deletion_window",
            "log_retention",
            "deploy_role",
            "nat_single",
            "interface_endpoint",
            "lock_table",
            "provider_version",
        ];
        if in_place.contains(name) {
            let difference = change(edits);
            assert_eq!(replaced(&difference), Vec::<&str>::new(), "{name}");
            assert!(difference.replacing().next().is_none() && text::note(&difference).is_none(), "{name}");
            assert!(!difference.is_empty(), "{name}");
        }
    }
}

#[test]
fn what_cannot_be_changed_in_place_is_marked() {
    for (name, expected) in [
        ("service_cidr", "note: prod/alpha, prod/beta: this replaces: cluster"),
        ("cidr_of_one_cell", "note: prod/beta: this replaces: VPC, "),
        ("instance_types", "note: prod/alpha, prod/beta: this replaces: node group"),
        ("account", "note: prod/alpha, prod/beta: Terraform loses sight of it: another account or region"),
        ("cell_renamed", "note: prod/gamma: Terraform loses sight of it: another state"),
    ] {
        let (_, edits) = CHANGES.iter().find(|(known, _)| *known == name).unwrap();
        let note = text::note(&change(edits)).unwrap();
        assert!(note.starts_with(expected), "{name}: {note}");
    }
}

#[test]
fn moved_resources_stay() {
    let old = generated(&platform());
    let mut new = old.clone();
    let path = "modules/prod-cell/encryption.tf";
    let moved = "\nmoved {\n  from = aws_kms_alias.this\n  to   = aws_kms_alias.cell\n}\n";
    new.insert(path.to_owned(), old[path].replace("\"aws_kms_alias\" \"this\"", "\"aws_kms_alias\" \"cell\""));
    let difference = diff(&old, &new);
    assert_eq!(difference.groups[0].changes.len(), 2, "one is destroyed, one is made");
    new.get_mut(path).unwrap().push_str(moved);
    assert!(diff(&old, &new).is_empty());
}

#[test]
fn a_renamed_module_folder_changes_no_resource() {
    let old = generated(&platform());
    let rename = |text: &str| text.replace("modules/prod-cell", "modules/live-cell");
    let new = old.iter().map(|(path, text)| (rename(path), rename(text))).collect();
    let difference = diff(&old, &new);
    assert_eq!(difference.groups.len(), 1);
    let changes: Vec<(&str, Effect)> =
        difference.groups[0].changes.iter().map(|change| (change.address.as_str(), change.effect)).collect();
    assert_eq!(changes, [("module.cell", Effect::InPlace)]);
}

/// A variable that becomes a literal is no change where the literal is what the cell passed.
#[test]
fn what_a_cell_passed_may_be_written_out() {
    let old = generated(&platform());
    let mut new = old.clone();
    let path = "modules/prod-cell/network.tf";
    new.insert(path.to_owned(), old[path].replace("cidr_block = var.vpc_cidr", "cidr_block = \"10.64.0.0/16\""));
    let difference = diff(&old, &new);
    let cells: Vec<&str> =
        difference.groups.iter().flat_map(|group| &group.roots).map(|cell| cell.name.as_str()).collect();
    assert_eq!(cells, ["prod/beta"], "alpha has this network already");
    assert!(replaced(&difference).contains(&"module.cell.aws_vpc.this"));
}

#[test]
fn a_setting_that_is_called_a_token_is_shown() {
    let path = "modules/prod-cell/system_nodes.tf";
    let mut new = BEFORE.clone();
    let lines = BEFORE[path].lines().map(|line| {
        if line.trim_start().starts_with("http_tokens") {
            line.replace("\"required\"", "\"optional\"") + "\n"
        } else {
            format!("{line}\n")
        }
    });
    new.insert(path.to_owned(), lines.collect());
    let told = text::human(&diff(&BEFORE, &new));
    assert!(told.contains("metadata_options.http_tokens: \"required\" → \"optional\""), "{told}");
}

#[test]
fn nothing_that_is_generated_looks_like_a_secret() {
    for (path, file) in BEFORE.iter() {
        assert_eq!(cellc::secrets::masked_source(file), *file, "{path}");
    }
}

/// A fleet of a few cells with networks of their own: environment, network and zones of each.
fn fleet(cells: &[(bool, u8, bool)]) -> Vec<(String, String)> {
    let mut spec = platform();
    for (number, (is_production, network, has_two_zones)) in cells.iter().enumerate() {
        let (environment, base) = if *is_production { ("prod", 66) } else { ("staging", 17) };
        let zones = if *has_two_zones { "\n  zones = [\"a\", \"b\"]" } else { "" };
        let offset = u8::try_from(number).unwrap() * 2 + network % 2;
        _ = write!(
            spec[0].1,
            "\ncell \"c{number}\" {{\n  environment = \"{environment}\"\n  cidr = \"10.{}.0.0/16\"{zones}\n}}\n",
            base + offset
        );
    }
    spec
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(campaign::cases(12)))]

    #[test]
    fn nothing_differs_from_itself_and_a_network_changes_only_its_cell(
        cells in prop::collection::vec(any::<(bool, u8, bool)>(), 1..4),
        chosen in any::<prop::sample::Index>(),
    ) {
        let files = generated(&fleet(&cells));
        let same = diff(&files, &files);
        prop_assert!(same.is_empty());
        prop_assert_eq!(same.unchanged, cells.len() + 4);
        let chosen = chosen.index(cells.len());
        let mut other = cells.clone();
        other[chosen].1 = other[chosen].1.wrapping_add(1);
        let other = generated(&fleet(&other));
        let difference = diff(&files, &other);
        let changed: Vec<&str> =
            difference.groups.iter().flat_map(|group| &group.roots).map(|cell| cell.name.as_str()).collect();
        let environment = if cells[chosen].0 { "prod" } else { "staging" };
        prop_assert_eq!(changed, [format!("{environment}/c{chosen}")]);
        prop_assert!(replaced(&difference).contains(&"module.cell.aws_vpc.this"));
        let backwards = diff(&other, &files);
        prop_assert_eq!(replaced(&backwards), replaced(&difference));
    }
}
