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

#[test]
fn zone_baseline_cell_and_router_are_applied_in_order_and_go_in_reverse() {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start() else { return tools::skip_without_emulator() };
    let terraform = terraform.with_environment(&emulator.environment(CALLER));
    let parent = emulator.create_zone("333333333333", "delivery.example.com");
    let fleet = Fleet { terraform, workspace: Workspace::of(TempDir::new().unwrap()), parent, started: Instant::now() };

    // First the zone, which tells its id; then everything that names it.
    fleet.write(&without_zone(), "");
    emulator.prepare_backend(&fleet.root(ZONE), CALLER);
    assert!(
        !fleet.workspace.path().join(ROUTER).exists()
            && !fleet.workspace.path().join(BASELINE).join("validation_records.tf").exists()
    );
    fleet.apply(ZONE);
    let zone = fleet.terraform.output(&fleet.root(ZONE), "zone_id");
    let Value::String(zone) = zone else { panic!("{zone} is no id") };
    fleet.write(&delivery(), &zone);

    let order = [ZONE, BASELINE, CELL, ROUTER];
    order.iter().for_each(|path| fleet.apply(path));
    order.iter().for_each(|path| fleet.plans_nothing(path));

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
