//! Everything that stands above the workloads of a cell, in two accounts and in the order in which people apply it: the zone, the
//! account baseline, a cell, the router. Each root is applied, plans nothing a second time, and goes again in the reverse order.

use std::fs;
use std::time::Instant;

use serde_json::Value;
use tempfile::TempDir;

use crate::changes::fleet::generated;
use crate::harness::drift::{KNOWN_DRIFT, ROUTER_DRIFT};
use crate::harness::emulator::Emulator;
use crate::harness::root::{Root, Workspace};
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

/// The account of the cell, from which Terraform assumes the roles of both.
const CALLER: &str = "222222222222";
const ZONE: &str = "environments/prod/dns";
const BASELINE: &str = "accounts/222222222222";
const CELL: &str = "environments/prod/cells/alpha";
const ROUTER: &str = "environments/prod/router";

/// Ids of the specification, which the emulator does not choose.
const ZONE_ID: &str = "Z0123456789ABCDEFGHIJ";
const PARENT_ID: &str = "Z9876543210ZYXWVUTSRQ";

/// The delivery example, with a zone that may go.
fn delivery() -> String {
    let prod = include_str!("../../examples/delivery/prod.hcl");
    let prod = prod.replacen("environment \"prod\" {\n", "environment \"prod\" {\n  profile = \"development\"\n", 1);
    let fleet = include_str!("../../examples/delivery/fleet.hcl");
    let cells = include_str!("../../examples/delivery/cells.hcl");
    [fleet, &prod, cells, include_str!("../../examples/delivery/tenants.hcl")].join("\n")
}

/// The same before its zone is there: no id, and nothing that needs one.
fn without_zone() -> String {
    let text = delivery();
    let (head, rest) = text.split_once("  # One load balancer for each cell.").unwrap();
    let (_, tail) = rest.split_once("  # The rollover of the year").unwrap();
    let text = format!("{head}  # The rollover of the year{tail}");
    text.replacen(&format!("zone_id        = \"{ZONE_ID}\""), "", 1).replace("validation_records = \"create\"", "")
}

struct Fleet {
    terraform: Terraform,
    workspace: Workspace,
    parent: String,
    started: Instant,
}

impl Fleet {
    /// Puts the roots of a specification in the place of those that are there, with the ids of this emulator.
    fn write(&self, text: &str, zone: &str) {
        for (path, text) in generated(text).iter() {
            let path = self.workspace.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text.replace(ZONE_ID, zone).replace(PARENT_ID, &self.parent)).unwrap();
        }
    }

    fn root(&self, path: &str) -> Root {
        self.workspace.root(path)
    }

    fn apply(&self, path: &str) {
        let root = self.root(path);
        self.terraform.init(&root);
        self.terraform.apply(&root);
        self.tell(path, "applied");
    }

    /// The emulator forgets some of it, and a record that it does not forget may follow such a thing.
    fn plans_nothing(&self, path: &str) {
        let known = [KNOWN_DRIFT, ROUTER_DRIFT].concat();
        self.terraform.plan_is_empty_except(&self.root(path), &known);
        self.tell(path, "planned nothing");
    }

    fn destroy(&self, path: &str) {
        let root = self.root(path);
        self.terraform.destroy(&root);
        self.terraform.state_is_empty(&root);
        self.tell(path, "destroyed");
    }

    fn tell(&self, path: &str, step: &str) {
        eprintln!("{path}: {step} after {:.0?}", self.started.elapsed());
    }
}

/// A fleet whose zone is there and whose other roots name it; `None` where a tool is missing.
fn with_zone(text: &str) -> Option<(Fleet, Emulator, String)> {
    let Some(terraform) = Terraform::locate() else {
        tools::skip_without_terraform();
        return None;
    };
    let Some(emulator) = Emulator::start() else {
        tools::skip_without_emulator();
        return None;
    };
    let terraform = terraform.with_environment(&emulator.environment(CALLER));
    let parent = emulator.create_zone("333333333333", "delivery.example.com");
    let fleet = Fleet { terraform, workspace: Workspace::of(TempDir::new().unwrap()), parent, started: Instant::now() };
    // First the zone, which tells its id; then everything that names it.
    fleet.write(&without_zone(), "");
    emulator.prepare_backend(&fleet.root(ZONE), CALLER);
    let is_there = |path: &str| fleet.workspace.path().join(path).exists();
    assert!(!is_there(ROUTER) && !is_there(&format!("{BASELINE}/validation_records.tf")));
    fleet.apply(ZONE);
    let zone = fleet.terraform.output(&fleet.root(ZONE), "zone_id");
    let Value::String(zone) = zone else { panic!("{zone} is no id") };
    fleet.write(text, &zone);
    Some((fleet, emulator, zone))
}

#[test]
#[ignore = "takes ten minutes on a busy machine: `.ci/long` runs it"]
fn zone_baseline_cell_and_router_are_applied_in_order_and_go_in_reverse() {
    let Some((fleet, _emulator, _)) = with_zone(&delivery()) else { return };
    let order = [ZONE, BASELINE, CELL, ROUTER];
    for path in order {
        fleet.apply(path);
    }
    for path in order {
        fleet.plans_nothing(path);
    }

    fleet.destroy(ROUTER);
    fleet.destroy(CELL);
    // The record that proves the domain outlives the cells, on purpose.
    let refused = fleet.terraform.is_refused_to_destroy(&fleet.root(BASELINE));
    assert!(refused.contains("prevent_destroy"), "{refused}");
    fleet.release(BASELINE, "validation_records.tf");
    fleet.destroy(BASELINE);
    fleet.destroy(ZONE);
}

impl Fleet {
    /// Takes `prevent_destroy` out of a file, as somebody does who means it.
    fn release(&self, path: &str, file: &str) {
        let file = self.workspace.path().join(path).join(file);
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().filter(|line| !line.contains("prevent_destroy"));
        fs::write(file, lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
    }
}

/// The delivery example with this state of alpha, and the tenants of alpha at this home.
fn later(state: &str, home: &str) -> String {
    let text = delivery().replacen("cell \"alpha\" {\n", &format!("cell \"alpha\" {{\n  state = \"{state}\"\n"), 1);
    text.replace("    cell    = \"alpha\"\n    standby = \"beta\"\n", home)
}

/// The specifications of a cell's last days: half of its requests go elsewhere, all of them do, nobody is left.
fn life() -> [String; 3] {
    let at_home = "    cell    = \"alpha\"\n    standby = \"beta\"\n";
    let moving = "    cell    = \"alpha\"\n    standby = \"beta\"\n    moving_to {\n      cell  = \"beta\"\n      until = \"2027-01-31\"\n      share = \"50%\"\n    }\n";
    let moved = "    cell    = \"beta\"\n";
    let east = "    cell    = \"beta\"\n    standby = \"alpha\"\n";
    [
        later("active", moving),
        later("draining", at_home).replace(east, moved),
        later("retiring", moved).replace(east, moved),
    ]
}

#[test]
fn the_last_days_of_a_cell_can_be_specified() {
    let router = |text: &str| generated(text)["environments/prod/router/tenants.tf"].clone();
    let [moving, draining, retiring] = life();
    assert!(router(&moving).contains("weight = 50"));
    let primaries = router(&draining);
    assert!(primaries.contains("\"alpha.coop-north\" = \"beta\""), "{primaries}");
    assert!(!router(&retiring).contains("alpha"), "{}", router(&retiring));
}

/// All that happens to a cell after its first day. It takes longer than a commit can wait: `.ci/long` runs it.
#[test]
#[ignore = "takes half an hour: `.ci/long` runs it"]
fn a_cell_is_left_drained_retired_and_gone() {
    let (baseline, beta) = ("accounts/444444444444", "environments/prod/cells/beta");
    let Some((fleet, _emulator, zone)) = with_zone(&delivery()) else { return };
    for path in [ZONE, BASELINE, baseline, CELL, beta, ROUTER] {
        fleet.apply(path);
    }
    // Tenants move, those that are left are drained, and nobody but the router has to know.
    let [moving, draining, retiring] = life();
    for text in [moving, draining] {
        fleet.write(&text, &zone);
        fleet.apply(ROUTER);
        fleet.plans_nothing(ROUTER);
    }
    // Nobody is left, and nothing protects the cell any longer.
    fleet.write(&retiring, &zone);
    fleet.apply(ROUTER);
    fleet.apply(CELL);
    fleet.destroy(ROUTER);
    fleet.destroy(CELL);
    fleet.destroy(beta);
    for path in [BASELINE, baseline] {
        fleet.release(path, "validation_records.tf");
        fleet.destroy(path);
    }
    fleet.destroy(ZONE);
}
