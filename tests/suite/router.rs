//! What leads tenants to their cells: no change of a tenant or of a cell changes how a name is answered, or a file of a cell.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use cellc::evaluate::{Budget, Configuration, Instance, Module, Value};
use cellc::lock::{self, Lock};
use cellc::pipeline::{self, Analysis, Settings};
use cellc::source::SourceMap;
use cellc::terraform::Tree;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

const NAMES: &str = include_str!("../cases/names/fleet.hcl");
const BUCKETS: &str = include_str!("../cases/buckets/fleet.hcl");
const ROUTER: &str = "environments/prod/router";

fn analyse(text: &str, lock: &Lock) -> Analysis {
    let mut sources = SourceMap::new();
    sources.add("fleet.hcl", "fleet.hcl", text);
    pipeline::analyse_known(&sources, &Settings { as_of: "2026-11-21".parse().unwrap() }, lock, &mut |_| {})
}

fn files(text: &str) -> BTreeMap<String, String> {
    let analysis = analyse(text, &Lock::default());
    let model = analysis.checked().unwrap_or_else(|| panic!("{:?}", analysis.diagnostics));
    pipeline::generate(model, &mut |_| {}).unwrap().files
}

fn edited(text: &str, edits: &[(&str, &str)]) -> String {
    let mut text = text.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text
}

/// What Terraform makes of the router.
fn resources(text: &str) -> Vec<Instance> {
    let analysis = analyse(text, &Lock::default());
    let tree = cellc::lower::lower(analysis.checked().unwrap());
    let modules = tree.modules.into_iter().filter(|module| module.path == ROUTER).collect();
    let tree = Tree { modules };
    let modules: BTreeMap<String, Rc<Module<'_>>> =
        tree.modules.iter().map(|module| (module.path.clone(), Rc::new(Module::of(module)))).collect();
    let (budget, nothing) = (Budget::default(), BTreeMap::new());
    let instances = Configuration::new(&modules, Rc::clone(&modules[ROUTER]), "", &nothing, &budget).instances();
    instances.by_address.into_values().collect()
}

fn argument(instance: &Instance, name: &str) -> String {
    let arguments = instance.content.arguments();
    match arguments.get(name) {
        Some(Value::Text(text) | Value::Number(text)) => text.clone(),
        Some(other) => panic!("{}: {name} is {other}", instance.address),
        None => panic!("{} has no {name}", instance.address),
    }
}

/// The policy of each name, and its records by their identifiers. No two records have the same name and identifier.
fn policies(text: &str) -> BTreeMap<String, (&'static str, BTreeSet<String>)> {
    let mut names: BTreeMap<String, (&str, BTreeSet<String>)> = BTreeMap::new();
    for record in resources(text).iter().filter(|resource| resource.kind == "aws_route53_record") {
        let written: Vec<&'static str> = ["failover_routing_policy", "weighted_routing_policy"]
            .into_iter()
            .filter(|policy| record.content.arguments().keys().any(|name| name.starts_with(policy)))
            .collect();
        let [policy] = written[..] else { panic!("{} has {written:?}", record.address) };
        let (known, identifiers) = names.entry(argument(record, "name")).or_insert_with(|| (policy, BTreeSet::new()));
        assert_eq!(*known, policy, "{}", record.address);
        assert!(identifiers.insert(argument(record, "set_identifier")), "{} is there twice", record.address);
    }
    names
}

/// One tenant, from one cell to another and on, with every state of both on the way.
const HISTORY: [(&str, &str); 7] = [
    ("alpha and nothing else", "cell = \"alpha\""),
    ("a standby", "cell = \"alpha\"\nstandby = \"beta\""),
    ("a move", "cell = \"alpha\"\nstandby = \"beta\"\nmoving_to {\ncell = \"gamma\"\nuntil = \"2027-01-31\"\n}"),
    (
        "half of it",
        "cell = \"alpha\"\nstandby = \"beta\"\nmoving_to {\ncell = \"gamma\"\nuntil = \"2027-01-31\"\nshare = \"50%\"\n}",
    ),
    (
        "all of it",
        "cell = \"alpha\"\nstandby = \"beta\"\nmoving_to {\ncell = \"gamma\"\nuntil = \"2027-01-31\"\nshare = \"100%\"\n}",
    ),
    ("the other cell", "cell = \"gamma\"\nstandby = \"beta\""),
    ("back without a move", "cell = \"alpha\""),
];

/// The cells with this tenant alone.
fn with_home(home: &str) -> String {
    let (cells, _) = NAMES.split_once("# Nothing but a cell.").unwrap();
    format!("{cells}tenant \"coop-north\" {{\n  home \"prod\" {{\n{home}\n  }}\n}}\n")
}

#[test]
fn a_tenant_that_moves_never_changes_the_policy_of_a_name() {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (what, home) in HISTORY {
        // A cell is drained only where its tenants have a standby.
        let is_drained = home.contains("standby") && home.starts_with("cell = \"alpha\"");
        for state in ["active", "draining"].into_iter().filter(|state| is_drained || *state == "active") {
            let alpha = "cell \"alpha\" {\n";
            let text = edited(&with_home(home), &[(alpha, &format!("{alpha}  state = \"{state}\"\n"))]);
            for (name, (policy, _)) in policies(&text) {
                let before = *known.entry(name.clone()).or_insert(policy);
                assert_eq!(before, policy, "{what}, {state}: {name}");
            }
        }
    }
    let own: Vec<&String> = known.keys().filter(|name| name.contains("coop-north")).collect();
    assert_eq!(own.len(), 3, "{own:?}");
}

#[test]
fn a_tenant_always_has_somebody_to_answer() {
    for (what, home) in HISTORY {
        let resources = resources(&with_home(home));
        let weight: u32 = resources
            .iter()
            .filter(|record| record.address.ends_with("[\"coop-north\"]"))
            .map(|record| {
                let policy = &record.content.arguments()["weighted_routing_policy"];
                let digits: String = policy.to_string().chars().filter(char::is_ascii_digit).collect();
                digits.parse::<u32>().unwrap()
            })
            .sum();
        assert_eq!(weight, 100, "{what}");
    }
}

#[test]
fn every_record_leads_to_a_record_or_a_cell() {
    for text in [NAMES, BUCKETS] {
        let all = resources(text);
        let names: BTreeSet<String> = policies(text).into_keys().collect();
        let cells: BTreeSet<String> =
            ["alpha", "beta", "delta", "gamma", "sigma"].map(|cell| format!("{cell}.prod.delivery.example.com")).into();
        for record in all.iter().filter(|resource| resource.kind == "aws_route53_record") {
            let Some(Value::List(targets)) = record.content.arguments().get("records").cloned() else { panic!() };
            for target in targets.iter().map(ToString::to_string) {
                let target = target.trim_matches('"').to_owned();
                assert!(names.contains(&target) || cells.contains(&target), "{}: {target}", record.address);
                assert!(target != argument(record, "name"), "{} leads to itself", record.address);
            }
        }
        assert!(!cells.iter().any(|cell| names.contains(cell)), "the names of cells are theirs");
    }
}

/// What a tenant does is told to the router, to proxies, and to programs in its cells; never to the Terraform of a cell.
#[test]
fn a_move_changes_no_terraform_of_a_cell() {
    let steady = files(&with_home("cell = \"alpha\"\nstandby = \"beta\""));
    for (what, home) in HISTORY {
        let other = files(&with_home(home));
        let changed =
            steady.iter().filter(|(path, text)| other.get(*path) != Some(text)).map(|(path, _)| path.as_str());
        let is_told = |path: &&str| {
            let folders = [ROUTER, "routes/", "gitops/", "docs/", "facts/"];
            folders.iter().any(|folder| path.starts_with(folder))
        };
        let others: Vec<&str> = changed.filter(|path| !is_told(path)).collect();
        assert_eq!(others, Vec::<&str>::new(), "{what}");
        assert!(steady.keys().eq(other.keys()), "{what}");
    }
}

#[test]
fn the_digest_of_the_routes_is_that_of_their_canonical_text() {
    for (text, tenants, buckets) in [(NAMES, 5, false), (BUCKETS, 1, true)] {
        let files = files(text);
        let mut routes: Json = serde_json::from_str(&files["routes/prod.json"]).unwrap();
        assert_eq!(routes["format"], 1);
        assert_eq!(routes["tenants"].as_object().unwrap().len(), tenants);
        assert_eq!(routes["buckets"].is_object(), buckets);
        let hash = routes.as_object_mut().unwrap().shift_remove("hash").unwrap();
        assert_eq!(hash, format!("sha256:{:x}", Sha256::digest(canonical(&routes))));
    }
}

/// JSON without spaces and with sorted keys, written from its description and not with the code that makes the file.
fn canonical(value: &Json) -> String {
    match value {
        Json::Object(entries) => {
            let sorted: BTreeMap<&String, &Json> = entries.iter().collect();
            let entries = sorted.into_iter().map(|(key, value)| format!("\"{key}\":{}", canonical(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        Json::Array(values) => format!("[{}]", values.iter().map(canonical).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}

#[test]
fn one_more_cell_moves_no_bucket_and_a_range_moves_only_itself() {
    let before = policies_and_targets(BUCKETS);
    let more = format!("{BUCKETS}\ncell \"omega\" {{\n  environment = \"prod\"\n}}\n");
    assert_eq!(policies_and_targets(&more), before);
    let moved =
        edited(BUCKETS, &[("\"0007-0007\" {\n      cell = \"gamma\"", "\"0007-0007\" {\n      cell = \"beta\"")]);
    let after = policies_and_targets(&moved);
    let changed: Vec<&String> =
        after.iter().filter(|(record, target)| before.get(*record) != Some(target)).map(|(record, _)| record).collect();
    assert_eq!(changed, ["b0007.prod.delivery.example.com primary"]);
}

/// What each record leads to.
fn policies_and_targets(text: &str) -> BTreeMap<String, String> {
    let records = resources(text).into_iter().filter(|resource| resource.kind == "aws_route53_record");
    let known = records.map(|record| {
        let name = format!("{} {}", argument(&record, "name"), argument(&record, "set_identifier"));
        (name, record.content.arguments()["records"].to_string())
    });
    known.collect()
}

#[test]
fn the_number_of_buckets_is_kept_and_cannot_change() {
    let day = "2026-11-21".parse().unwrap();
    let first = analyse(BUCKETS, &Lock::default());
    let lock = lock::after(first.checked().unwrap().model(), &Lock::default(), day);
    assert!(lock.to_string().contains("\n  \"buckets prod\": 8,\n"), "{lock}");
    let again = lock::read(&lock.to_string()).unwrap();
    assert_eq!(analyse(BUCKETS, &again).diagnostics, []);

    let other = edited(BUCKETS, &[("bucket_count = 8", "bucket_count = 9"), ("0007-0007", "0007-0008")]);
    let found = analyse(&other, &again).diagnostics;
    let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["CELL1164"]);

    let named = lock::after(analyse(NAMES, &again).checked().unwrap().model(), &again, day);
    assert_eq!(named.bucket_count("prod"), None, "without buckets there is nothing to keep");
}

#[test]
fn one_role_names_so_many_switches_and_no_more() {
    for (cells, expected) in [(600, &[][..]), (1_500, &["CELL1169"])] {
        let name = |number: usize| format!("cell-{number:04}");
        let cells = (0..cells).map(|number| format!("cell \"{}\" {{\n  environment = \"prod\"\n}}\n", name(number)));
        let (head, _) = NAMES.split_once("\ncell ").unwrap();
        let network = "network  = \"10.0.0.0/8\"\n";
        let head = edited(head, &[(network, &format!("{network}  cell_prefix_length = 20\n"))]);
        let text = format!("{head}\n{}", cells.collect::<String>());
        let found = analyse(&text, &Lock::default()).diagnostics;
        let codes = found.iter().map(|finding| finding.code.as_str()).filter(|code| code.starts_with("CELL11"));
        assert_eq!(codes.collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_router_knows_its_cells_by_name_alone() {
    for text in [NAMES, BUCKETS] {
        let files = files(text);
        let router = files.iter().filter(|(path, _)| path.starts_with(ROUTER));
        for (path, text) in router.filter(|(path, _)| !path.ends_with("evacuation.tf")) {
            for word in ["222222222222", "module.", "data \"", "terraform_remote_state", "aws_lb"] {
                assert!(!text.contains(word), "{path} has {word}");
            }
        }
    }
}
