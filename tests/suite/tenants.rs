//! Who is served where: what the map of tenants says, which files a tenant changes, and what one failure hits.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use cellc::diagnostic::render;
use cellc::model::StayRole;
use cellc::pipeline::{self, Analysis, Settings};
use cellc::source::SourceMap;
use cellc::values::{CellId, EnvironmentId, Name};

/// Three cells in two accounts and two regions; whatever tenants there are comes behind them.
const FLEET: &str = r#"
fleet "shop" {
  owner       = "platform"
  cost_centre = "CC-1"
  git {
    repository = "https://github.com/acme/cells.git"
    revision   = "v1.0.0"
  }
}

environment "dev" {
  account  = "111111111111"
  region   = "eu-west-1"
  max_load = 100
  access "platform" {
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }
  namespace "payments" {}
  namespace "mail" {}
}

cell "alpha" {
  environment = "dev"
  cidr        = "10.0.0.0/16"
}

cell "beta" {
  environment = "dev"
  cidr        = "10.1.0.0/16"
  region      = "eu-central-1"
}

cell "gamma" {
  environment = "dev"
  cidr        = "10.2.0.0/16"
  account     = "333333333333"
  revision    = "v1.1.0"
}
"#;

/// The block of a tenant with one home.
fn tenant(name: &str, lines: &str, home: &str) -> String {
    format!("tenant \"{name}\" {{\n{lines}\n  home \"dev\" {{\n{home}\n  }}\n}}\n")
}

/// The fleet with these tenants behind its cells.
fn fleet(tenants: &str) -> String {
    format!("{FLEET}\n{tenants}")
}

fn analysed(text: String) -> Analysis {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    let settings = Settings { as_of: "2026-11-21".parse().unwrap() };
    let analysis = pipeline::analyse(&sources, &settings, &mut |_| {});
    let findings = render::human(&analysis.diagnostics, &sources, false);
    assert!(analysis.checked().is_some(), "{findings}");
    analysis
}

fn files(tenants: &str) -> BTreeMap<String, String> {
    let analysis = analysed(fleet(tenants));
    pipeline::generate(analysis.checked().unwrap(), &mut |_| {}).unwrap().files.into_iter().collect()
}

/// The files in which two outputs differ.
fn changed(before: &str, after: &str) -> Vec<String> {
    let (before, after) = (files(before), files(after));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

fn cell(name: &str) -> CellId {
    name.parse::<Name>().unwrap().into()
}

/// Who is in alpha, beta and gamma, each with what the cell is for it.
fn stays(text: String) -> Vec<String> {
    let analysis = analysed(text);
    let role = |role| match role {
        StayRole::Home => "at home",
        StayRole::Standby => "standing by",
        StayRole::Arriving => "arriving",
    };
    let tenants = &analysis.checked().unwrap().model().tenants;
    let of = |name: &str| {
        let stays =
            tenants.in_cell(&cell(name)).iter().map(|stay| format!("{} {}", stay.tenant.value, role(stay.role)));
        stays.collect::<Vec<String>>().join(", ")
    };
    ["alpha", "beta", "gamma"].map(of).to_vec()
}

const MOVING: &str =
    "cell = \"alpha\"\n standby = \"beta\"\n moving_to {\n cell = \"gamma\"\n until = \"2026-12-31\"\n }";

#[test]
fn a_tenant_is_where_its_home_says_or_where_a_cell_lists_it() {
    let north = tenant("coop-north", "load = 3", MOVING);
    let listed = fleet(&(north + "tenant \"coop-east\" {\n  load = 4\n}\n"))
        .replace("\"10.1.0.0/16\"\n", "\"10.1.0.0/16\"\n  tenants = [\"coop-south\", \"coop-east\"]\n");
    assert_eq!(
        stays(listed),
        ["coop-north at home", "coop-east at home, coop-north standing by, coop-south at home", "coop-north arriving"]
    );
}

#[test]
fn a_tenant_changes_one_file_of_each_cell_that_it_is_in_and_no_terraform() {
    let of = |cell: &str| format!("gitops/dev/{cell}/namespaces/cell_config.yaml");
    let home = tenant("coop-north", "", "cell = \"alpha\"");
    let with_standby = tenant("coop-north", "", "cell = \"alpha\"\n standby = \"beta\"");
    let heavier = tenant("coop-north", "load = 5", "cell = \"alpha\"");
    let elsewhere = tenant("coop-north", "", "cell = \"gamma\"");
    for (before, after, cells) in [
        ("", home.as_str(), vec!["alpha"]),
        (&home, &with_standby, vec!["beta"]),
        (&home, &heavier, vec![]),
        (&home, &elsewhere, vec!["alpha", "gamma"]),
    ] {
        assert_eq!(changed(before, after), cells.into_iter().map(of).collect::<Vec<_>>(), "{before} → {after}");
    }
}

#[test]
fn a_new_cell_moves_no_tenant() {
    let delta = "cell \"delta\" {\n  environment = \"dev\"\n  cidr = \"10.3.0.0/16\"\n}\n";
    let tenants = tenant("coop-north", "", MOVING) + &tenant("coop-south", "", "cell = \"beta\"");
    assert_eq!(stays(fleet(&tenants)), stays(fleet(&format!("{tenants}{delta}"))));
    let strange: Vec<String> = changed(&tenants, &format!("{tenants}{delta}"));
    assert!(!strange.is_empty() && strange.iter().all(|file| file.contains("/delta/")), "{strange:?}");
}

#[test]
fn programs_know_their_cell_and_whom_it_serves() {
    let files = files(&(tenant("coop-north", "", MOVING) + &tenant("coop-south", "", "cell = \"beta\"")));
    let mut shown = String::new();
    for cell in ["alpha", "beta"] {
        _ = writeln!(shown, "{}", files[&format!("gitops/dev/{cell}/namespaces/cell_config.yaml")]);
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn a_blast_radius_is_the_load_at_home_in_what_fails_and_lost_is_what_has_no_standby_outside() {
    let tenants = tenant("coop-north", "load = 3", "cell = \"alpha\"\n standby = \"gamma\"")
        + &tenant("coop-south", "load = 2", "cell = \"beta\"\n standby = \"alpha\"")
        + &tenant("coop-east", "", "cell = \"gamma\"");
    let environment: EnvironmentId = "dev".parse::<Name>().unwrap().into();
    let analysis = analysed(fleet(&tenants));
    let radii = analysis.checked().unwrap().model().blast_radii(&environment).into_iter();
    let radii: Vec<String> = radii
        .map(|radius| format!("{}: {} of {}, {} lost", radius.domain, radius.hit, radius.whole, radius.lost))
        .collect();
    let expected = [
        "cell `alpha`: 3 of 6, 0 lost",
        "cell `beta`: 2 of 6, 0 lost",
        "cell `gamma`: 1 of 6, 1 lost",
        // The standby of coop-south is in the same account.
        "account `111111111111`: 5 of 6, 2 lost",
        "account `333333333333`: 1 of 6, 1 lost",
        "region `eu-central-1`: 2 of 6, 0 lost",
        // The standby of coop-north is in the same region.
        "region `eu-west-1`: 4 of 6, 4 lost",
        "Git revision `v1.0.0`: 5 of 6, 2 lost",
        "Git revision `v1.1.0`: 1 of 6, 1 lost",
    ];
    assert_eq!(radii, expected);
}

#[test]
fn what_cells_share_is_listed_with_what_depends_on_it() {
    let shared = "shared_fate \"market-data\" {\n  of = [\"192.168.0.0/16\", \"feed.example.com\"]\n  reason = \"there is one feed\"\n  \
                  blast_radius = \"100%\"\n}\n";
    let tenants = tenant("coop-north", "load = 3", "cell = \"alpha\"") + &tenant("coop-south", "", "cell = \"gamma\"");
    let text = fleet(&(tenants + shared))
        .replace("max_load = 100", "max_load = 100\n  peers = [\"192.168.0.0/16\", \"192.168.7.0/24\"]");
    let analysis = analysed(text);
    let model = analysis.checked().unwrap().model();
    let list: Vec<String> = model
        .shared_fates()
        .iter()
        .map(|fate| {
            let of: Vec<String> =
                fate.environments.values().map(|of| format!("{} cells, {}%", of.cells, of.share)).collect();
            format!("{} ({}): {}%, {}", fate.name, fate.of.len(), fate.blast_radius, of.join(" "))
        })
        .collect();
    let expected = [
        // Gamma has an account of its own.
        "account-111111111111 (1): 75%, 2 cells, 75%",
        "git-repository (1): 100%, 3 cells, 100%",
        "registries (3): 100%, 3 cells, 100%",
        "market-data (2): 100%, 3 cells, 100%",
    ];
    assert_eq!(list, expected);
    let undeclared: Vec<String> = model.undeclared_dependencies().into_iter().map(|it| it.name).collect();
    assert_eq!(undeclared, ["192.168.7.0/24"], "a network inside a declared one is another network");
}
