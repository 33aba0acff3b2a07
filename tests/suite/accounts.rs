//! Account baselines: what exists once in an account, and what a fresh account has after the steps of the README.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;

type Files = BTreeMap<String, String>;

const ROOT: &str = "accounts/111111111111/";
const SPOT: &str = "iam:CreateServiceLinkedRole";

/// A cell in each of the environments, and what stands beside them.
fn fleet(beside: &str, environments: &[(&str, &str)]) -> String {
    let mut text = format!("fleet \"acme\" {{\n  owner = \"platform\"\n  cost_centre = \"CC-1\"\n}}\n{beside}\n");
    for (number, (name, lines)) in environments.iter().enumerate() {
        _ = write!(
            text,
            r#"
environment "{name}" {{
  account = "111111111111"
  region  = "eu-west-1"
  profile = "development"
  {lines}
  access "platform" {{
    principal = "arn:aws:iam::111111111111:role/platform-engineer"
    policy    = "cluster-admin"
  }}
}}
cell "{name}-1" {{
  environment = "{name}"
  cidr        = "10.{number}.0.0/16"
}}
"#
        );
    }
    text
}

fn compiled(text: &str) -> (Files, String) {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text.to_owned());
    let analysis = pipeline::analyse(&sources, &Settings { as_of: "2026-11-21".parse().unwrap() }, &mut |_| {});
    let findings = cellc::diagnostic::render::human(&analysis.diagnostics, &sources, false);
    let model = analysis.checked().unwrap_or_else(|| panic!("{findings}"));
    let files = pipeline::generate(model, &mut |_| {}).unwrap().files;
    (files.into_iter().collect(), findings)
}

/// The lines of a module's Karpenter that let it create a service-linked role.
fn creates_spot_role(files: &Files, environment: &str) -> bool {
    files[&format!("modules/{environment}-cell/karpenter.tf")].contains(SPOT)
}

#[test]
fn karpenter_may_create_the_spot_role_only_where_no_account_block_has_it() {
    let on_demand = "node_tier \"on-demand\" {\n    capacity = \"on-demand\"\n  }";
    let block = |origin: &str| format!("account \"111111111111\" {{\n  spot_role = \"{origin}\"\n}}");
    for (beside, lines, expected) in [
        (String::new(), "", true),
        (String::new(), "nat = \"none\"", true),
        (String::new(), on_demand, false),
        (block("create"), "", false),
        (block("exists"), "", false),
        ("account \"111111111111\" {\n  iam_path = \"/cells/\"\n}".to_owned(), "", true),
    ] {
        let (files, _) = compiled(&fleet(&beside, &[("dev", lines)]));
        assert_eq!(creates_spot_role(&files, "dev"), expected, "{beside} {lines}");
    }
}

#[test]
fn an_account_has_a_root_only_where_terraform_manages_something() {
    let files_of = |lines: &str| {
        let (files, _) = compiled(&fleet(&format!("account \"111111111111\" {{\n  {lines}\n}}"), &[("dev", "")]));
        let names = files.keys().filter_map(|path| path.strip_prefix(ROOT));
        names.map(str::to_owned).collect::<Vec<_>>().join(" ")
    };
    for (lines, expected) in [
        ("spot_role = \"create\"", "backend.tf providers.tf spot.tf versions.tf"),
        ("spot_role = \"exists\"", ""),
        ("iam_path = \"/cells/\"", ""),
        ("quota_requests = {}", ""),
        ("region \"eu-west-1\" {\n    quota_requests = {}\n  }", "backend.tf providers.tf quotas.tf versions.tf"),
        (
            "spot_role = \"create\"\n  deploy_role = \"arn:aws:iam::111111111111:role/baseline\"",
            "backend.tf providers.tf spot.tf variables.tf versions.tf",
        ),
    ] {
        assert_eq!(files_of(lines), expected, "{lines}");
    }
}

/// No file of a cell names anything of an account's root, and no root of an account calls a module.
#[test]
fn cells_know_nothing_of_the_account_root() {
    let block = "account \"111111111111\" {\n  spot_role = \"create\"\n  region \"eu-west-1\" {\n    quota_requests = {}\n  }\n}";
    let (with, _) = compiled(&fleet(block, &[("dev", "")]));
    let (exists, _) = compiled(&fleet("account \"111111111111\" {\n  spot_role = \"exists\"\n}", &[("dev", "")]));
    let (account, cells): (Files, Files) = with.into_iter().partition(|(path, _)| path.starts_with("accounts/"));
    assert_eq!(cells, exists, "whoever creates the role, cells are the same");
    assert!(!account.is_empty() && account.values().all(|text| !text.contains("module \"")));
}

/// What AWS is asked for, by quota.
fn requested(files: &Files) -> BTreeMap<String, u64> {
    let text = files.get(&format!("{ROOT}quotas.tf")).map(String::as_str).unwrap_or_default();
    let entries = text.lines().filter_map(|line| line.split_once(" = { service"));
    entries
        .map(|(name, rest)| {
            let (_, value) = rest.split_once("value = ").unwrap();
            (name.trim().to_owned(), value.trim_end_matches(" }").parse().unwrap())
        })
        .collect()
}

#[test]
fn a_request_is_the_largest_of_need_default_and_what_the_spec_states() {
    let asks = |requests: &str| {
        format!(
            "account \"111111111111\" {{\n  region \"eu-west-1\" {{\n    quota_requests = {{ {requests} }}\n  }}\n}}"
        )
    };
    let two = [
        ("dev", "nat = \"per-zone\"\n  zones = [\"a\", \"b\", \"c\"]"),
        ("test", "nat = \"per-zone\"\n  zones = [\"a\", \"b\", \"c\"]"),
    ];
    // Six addresses are one more than the default; one VPC for each cell is not.
    let need = |requests: &str| requested(&compiled(&fleet(&asks(requests), &two)).0);
    assert_eq!(need("").get("elastic-ips"), Some(&6));
    assert_eq!(need("elastic-ips = 50").get("elastic-ips"), Some(&50));
    assert_eq!(need("").get("vpcs"), None, "the default suffices");
    assert_eq!(need("vpcs = 5").get("vpcs"), Some(&5));
    // What AWS has granted is not asked for again.
    let granted = two.map(|(name, lines)| (name, format!("{lines}\n  quotas = {{ elastic-ips = 6 }}")));
    let granted = granted.each_ref().map(|(name, lines)| (*name, lines.as_str()));
    assert_eq!(requested(&compiled(&fleet(&asks(""), &granted)).0).get("elastic-ips"), None);
}

#[test]
fn what_the_account_baseline_asks_for_is_no_finding() {
    let lines = "nat = \"per-zone\"\n  zones = [\"a\", \"b\", \"c\"]";
    let environments = [("dev", lines), ("test", lines)];
    let (_, without) = compiled(&fleet("", &environments));
    assert!(without.contains("CELL0711"), "{without}");
    let block = "account \"111111111111\" {\n  region \"eu-west-1\" {\n    quota_requests = {}\n  }\n}";
    let (_, with) = compiled(&fleet(block, &environments));
    assert_eq!(with, "");
}

/// By arithmetic: with the steps of the README, a fresh account has the role for spot instances, addresses for every NAT
/// gateway, and vCPUs for a node of every tier and for the system nodes.
#[test]
fn a_fresh_account_ends_with_nodes_of_every_tier() {
    /// What every new account has (`catalog/quotas.json`).
    const DEFAULTS: [(&str, u64); 3] = [("elastic-ips", 5), ("on-demand-vcpus", 5), ("spot-vcpus", 5)];
    let tiers = r#"nat = "per-zone"
  zones = ["a", "b", "c"]
  node_tier "spot" {
    capacity = "spot"
    limits   = { cpu = "64", memory = "256Gi" }
  }
  node_tier "steady" {
    capacity = "on-demand"
    limits   = { cpu = "32", memory = "128Gi" }
  }"#;
    let block = "account \"111111111111\" {\n  spot_role = \"create\"\n  region \"eu-west-1\" {\n    quota_requests = {}\n  }\n}";
    let (files, findings) = compiled(&fleet(block, &[("dev", tiers), ("test", tiers)]));
    assert_eq!(findings, "");
    assert!(files[&format!("{ROOT}spot.tf")].contains("aws_service_name = \"spot.amazonaws.com\""));
    let requested = requested(&files);
    let has = |name: &str, default: u64| requested.get(name).copied().unwrap_or(default).max(default);
    let has: BTreeMap<&str, u64> = DEFAULTS.iter().map(|(name, default)| (*name, has(name, *default))).collect();
    // Two cells: three gateways each; 64 vCPUs of spot each; 32 of the steady tier and three system nodes of two vCPUs each.
    assert_eq!(has["elastic-ips"], 2 * 3);
    assert_eq!(has["spot-vcpus"], 2 * 64);
    assert_eq!(has["on-demand-vcpus"], 2 * (32 + 3 * 2));
    assert!(DEFAULTS.iter().all(|(name, default)| has[name] > *default), "the defaults do not suffice: {has:?}");
}

#[test]
fn the_most_specific_demand_wins() {
    let fleet_keys = |text: String, keys: &str| text.replacen("\"CC-1\"\n", &format!("\"CC-1\"\n  {keys}\n"), 1);
    let account =
        "account \"111111111111\" {\n  iam_path = \"/account/\"\n  permissions_boundary = \"policy/account\"\n}";
    let environment = "iam_path = \"/environment/\"\n  permissions_boundary = \"policy/environment\"";
    let whole = "iam_path = \"/fleet/\"\n  permissions_boundary = \"policy/fleet\"";
    for (beside, lines, expected) in [
        ("", "", "fleet"),
        ("", environment, "environment"),
        (account, "", "account"),
        (account, environment, "account"),
    ] {
        let (files, _) = compiled(&fleet_keys(fleet(beside, &[("dev", lines)]), whole));
        let cluster = &files["modules/dev-cell/cluster.tf"];
        assert!(cluster.contains(&format!("= \"/{expected}/\"")), "{expected}: {cluster}");
        assert!(cluster.contains(&format!(":policy/{expected}\"")), "{expected}: {cluster}");
    }
}

/// The organisations that the policies of a module's endpoints name.
fn organizations(files: &Files, folder: &str) -> BTreeSet<String> {
    let texts = files.iter().filter(|(path, _)| path.starts_with(folder)).map(|(_, text)| text);
    let named = texts.flat_map(|text| text.split("aws:PrincipalOrgID\" = ").skip(1));
    named.map(|rest| rest.split([' ', '\n', ',']).next().unwrap().to_owned()).collect()
}

#[test]
fn each_environment_names_its_own_organisation() {
    let lines = |id: &str| format!("nat = \"none\"\n  organization_id = \"{id}\"");
    let (one, other) = (lines("o-aaaaaaaaaa"), lines("o-bbbbbbbbbb"));
    let (files, _) = compiled(&fleet("", &[("dev", &one), ("test", &other)]));
    for (environment, id) in [("dev", "\"o-aaaaaaaaaa\""), ("test", "\"o-bbbbbbbbbb\"")] {
        let found = organizations(&files, &format!("modules/{environment}-cell/"));
        assert_eq!(found, BTreeSet::from([id.to_owned()]), "{environment}");
    }
}

/// Two accounts of one class: the module leaves to each root what they do not agree on, and nothing else.
#[test]
fn cells_of_one_class_have_what_their_accounts_demand() {
    let block = |account: &str, path: &str, organization: &str| {
        format!("account \"{account}\" {{\n  iam_path = \"{path}\"\n  organization_id = \"{organization}\"\n}}\n")
    };
    let own = block("111111111111", "/one/", "o-aaaaaaaaaa");
    let other = block("444444444444", "/other/", "o-bbbbbbbbbb");
    let second =
        "cell \"second\" {\n  environment = \"dev\"\n  account = \"444444444444\"\n  cidr = \"10.9.0.0/16\"\n}\n";
    let lines = "nat = \"none\"\n  permissions_boundary = \"policy/cells\"";
    let (files, _) = compiled(&fleet(&format!("{own}{other}{second}"), &[("dev", lines)]));
    assert_eq!(organizations(&files, "modules/dev-cell/"), BTreeSet::from(["var.organization_id".to_owned()]));
    let main = |cell: &str| {
        let text = &files[&format!("environments/dev/cells/{cell}/main.tf")];
        let lines = text.lines().map(str::trim);
        let lines =
            lines.filter(|line| ["iam_path", "organization_id", "permissions"].iter().any(|key| line.starts_with(key)));
        lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(main("dev-1"), ["iam_path = \"/one/\"", "organization_id = \"o-aaaaaaaaaa\""]);
    assert_eq!(main("second"), ["iam_path = \"/other/\"", "organization_id = \"o-bbbbbbbbbb\""]);
    let boundary = "permissions_boundary = \"arn:aws:iam::${var.account_id}:policy/cells\"";
    assert!(files["modules/dev-cell/cluster.tf"].contains(boundary), "they agree on the boundary");
}

/// What `cellc diff` says of one change of the account's block to another.
fn told(before: &str, after: &str) -> String {
    let files = |beside: &str| compiled(&fleet(beside, &[("dev", "")])).0;
    cellc::diff::render::human(&cellc::diff::diff(&files(before), &files(after)))
}

#[test]
fn the_diff_tells_what_becomes_of_an_account() {
    let block = |lines: &str| format!("account \"111111111111\" {{\n  {lines}\n}}");
    let asks = |count: u32| {
        block(&format!(
            "spot_role = \"create\"\n  region \"eu-west-1\" {{\n    quota_requests = {{ elastic-ips = {count} }}\n  }}"
        ))
    };
    insta::assert_snapshot!("accounts_added", told("", &asks(20)));
    insta::assert_snapshot!("accounts_less", told(&asks(20), &asks(10)));
    insta::assert_snapshot!("accounts_removed", told(&asks(20), &block("spot_role = \"exists\"")));
}
