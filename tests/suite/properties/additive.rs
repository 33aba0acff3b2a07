//! Adding a cell leaves every file of every other cell as it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cellc_test_support::campaign;
use proptest::prelude::*;
use proptest::sample::select;

use super::compiling::generated;
use super::examples::{self, Files};

/// The files with the block of one cell taken out.
fn without(files: &Files, cell: &str) -> Files {
    let is_cell = |structure: &hcl_edit::structure::Structure| {
        let block = structure.as_block().filter(|block| block.has_ident("cell"));
        block.is_some_and(|block| block.labels[0].as_str() == cell)
    };
    let rest = |text: &str| {
        let body = hcl_edit::parser::parse_body(text).unwrap();
        body.into_iter().filter(|structure| !is_cell(structure)).collect::<hcl_edit::structure::Body>().to_string()
    };
    files.iter().map(|(path, text)| (path.clone(), rest(text))).collect()
}

fn cells(files: &Files) -> Vec<String> {
    let bodies = files.iter().map(|(_, text)| hcl_edit::parser::parse_body(text).unwrap());
    let blocks = bodies.flat_map(|body| body.into_iter().filter_map(|structure| structure.into_block().ok()));
    blocks.filter(|block| block.has_ident("cell")).map(|block| block.labels[0].as_str().to_owned()).collect()
}

/// What knows the names of all cells of an environment: the roles that write in its zone, its router, and tables of both.
fn is_above_cells(path: &str) -> bool {
    let is_root = |root: &str| path.starts_with("environments/") && path.contains(&format!("/{root}/"));
    is_root("dns") || is_root("router") || path.starts_with("routes/") || path.starts_with("docs/entry_points/")
}

/// Whether a tenant names a cell, which cannot be taken out then.
fn is_home(files: &Files, cell: &str) -> bool {
    let is_named = |line: &str| {
        let (key, value) = line.split_once('=').unwrap_or_default();
        matches!(key.trim(), "cell" | "standby") && value.trim() == format!("\"{cell}\"")
    };
    files.iter().any(|(_, text)| text.lines().any(is_named))
}

/// What is there without the cell is there with it, unchanged; what comes with it is its own root, and the module of its
/// class when it is the first cell of that class.
#[track_caller]
fn holds(cell: &str, before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) {
    for (path, text) in before.iter().filter(|(path, _)| !is_above_cells(path)) {
        assert_eq!(after.get(path), Some(text), "cell `{cell}` changes {path}");
    }
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let old: std::collections::BTreeSet<String> = before.keys().map(|path| folder(path)).collect();
    for path in after.keys().filter(|path| !before.contains_key(*path)) {
        let is_own = path.contains(&format!("/cells/{cell}/")) || path.contains(&format!("/{cell}/"));
        let is_first_of_class = path.starts_with("modules/") && !old.contains(&folder(path));
        assert!(is_own || is_first_of_class, "cell `{cell}` brings {path}");
    }
}

#[test]
fn no_cell_of_the_examples_changes_another() {
    for (_, files) in examples::all() {
        let after = generated(&files);
        for cell in cells(&files).into_iter().filter(|cell| !is_home(&files, cell)) {
            holds(&cell, &generated(&without(&files, &cell)), &after);
        }
    }
}

#[test]
fn a_cell_more_changes_what_is_above_cells_and_no_name_of_a_tenant() {
    let delivery = |example: &(&str, Files)| example.1.iter().any(|(path, _)| path.ends_with("tenants.hcl"));
    let (_, files) = examples::all().into_iter().find(delivery).unwrap();
    let gamma = "cell \"gamma\" {\n  environment = \"prod\"\n  cidr = \"10.66.0.0/16\"\n  region = \"eu-west-2\"\n}\n";
    let with: Files = files.iter().cloned().chain([("gamma.hcl".to_owned(), gamma.to_owned())]).collect();
    let (before, after) = (generated(&files), generated(&with));
    holds("gamma", &before, &after);
    let tenants = "environments/prod/router/tenants.tf";
    let below_header =
        |text: &String| text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    assert_eq!(below_header(&before[tenants]), below_header(&after[tenants]));
}

/// The lines of a cell that nobody thought of.
fn cell() -> impl Strategy<Value = String> {
    let zones = proptest::option::of(select(&["[\"a\", \"b\"]", "[\"b\", \"c\"]", "[\"a\", \"b\", \"c\"]"][..]));
    let region = proptest::option::of(select(&["eu-west-2", "eu-central-1", "us-east-1"][..]));
    let class = proptest::option::of(select(&["memory", "old"][..]));
    let tenants = proptest::option::of(select(&["[]", "[\"coop-east\"]", "[\"coop-east\", \"coop-west\"]"][..]));
    (zones, region, class, tenants, any::<bool>(), 66_u8..79, 16_u8..23).prop_map(
        |(zones, region, class, tenants, has_account, number, prefix)| {
            let mut lines = vec![format!("cidr = \"10.{number}.0.0/{prefix}\"")];
            lines.extend(zones.map(|zones| format!("zones = {zones}")));
            lines.extend(region.map(|region| format!("region = \"{region}\"")));
            lines.extend(class.map(|class| format!("class = \"{class}\"")));
            lines.extend(tenants.map(|tenants| format!("tenants = {tenants}")));
            if has_account {
                lines.push("account = \"444444444444\"".to_owned());
                lines.push("deploy_role = \"arn:aws:iam::444444444444:role/terraform\"".to_owned());
            }
            lines.join("\n  ")
        },
    )
}

/// A fleet with every key. The full name of a zone would bind every cell to one region.
static BEFORE: LazyLock<String> = LazyLock::new(|| examples::EVERYTHING.replace("eu-central-1b", "b"));

/// What that fleet generates without the cell that is added.
static GENERATED_BEFORE: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| generated(&file(BEFORE.clone())));

fn file(text: String) -> Files {
    vec![("fleet.hcl".to_owned(), text)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(campaign::cases(48)))]

    #[test]
    fn no_new_cell_changes_another(lines in cell(), name in "[a-z]{4,8}", is_first in any::<bool>()) {
        prop_assume!(!["one", "two", "three"].contains(&name.as_str()));
        let text = BEFORE.as_str();
        let block = format!("\ncell \"{name}\" {{\n  environment = \"live\"\n  {lines}\n}}\n");
        let with = if is_first { format!("{block}{text}") } else { format!("{text}{block}") };
        holds(&name, &GENERATED_BEFORE, &generated(&file(with)));
    }
}
