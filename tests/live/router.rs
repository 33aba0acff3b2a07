//! Routers on emulators: applied, planned again, destroyed; and a tenant that moves, whose name always leads somewhere.
//!
//! `ministack` judges health checks and `moto` alarms, because each forgets what the other keeps. Neither evaluates alarms or answers
//! for names: who answers is worked out from the emitted records in `tests/suite`.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::changes::fleet::generated;
use crate::harness::drift::{Drift, MOTO_DRIFT, ROUTER_DRIFT};
use crate::harness::emulator::Emulator;
use crate::harness::root::{Root, Workspace};
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

const NAMES: &str = include_str!("../cases/names/fleet.hcl");
const BUCKETS: &str = include_str!("../cases/buckets/fleet.hcl");
const DNS_ACCOUNT: &str = "333333333333";
const DOMAIN: &str = "prod.delivery.example.com";
const ROUTER: &str = "environments/prod/router";

/// A router with its emulator, applied once.
struct Applied {
    emulator: Emulator,
    terraform: Terraform,
    workspace: Workspace,
    zone: String,
}

impl Applied {
    fn of(text: &str, emulator: Emulator, terraform: &Terraform) -> Self {
        let terraform = terraform.with_environment(&emulator.environment(DNS_ACCOUNT));
        let zone = emulator.create_zone(DNS_ACCOUNT, DOMAIN);
        let applied = Self { emulator, terraform, workspace: Workspace::of(TempDir::new().unwrap()), zone };
        applied.write(text);
        let root = applied.root();
        applied.emulator.prepare_backend(&root, DNS_ACCOUNT);
        applied.terraform.init(&root);
        applied.terraform.apply(&root);
        applied
    }

    fn root(&self) -> Root {
        self.workspace.root(ROUTER)
    }

    /// Puts the root of another specification in the place of the one that is there.
    fn write(&self, text: &str) {
        let folder = self.workspace.path().join(ROUTER);
        for old in fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok) {
            if old.path().extension().is_some_and(|extension| extension == "tf") {
                fs::remove_file(old.path()).unwrap();
            }
        }
        for (path, text) in generated(text).iter().filter(|(path, _)| path.starts_with(ROUTER)) {
            let path = self.workspace.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            // The emulator chooses the id, and not always one that a specification may name.
            fs::write(path, text.replace("Z0123456789ABCDEFGHIJ", &self.zone)).unwrap();
        }
    }

    fn is_steady_and_goes(&self, known: &[Drift]) {
        let root = self.root();
        self.terraform.plan_is_empty_except(&root, known);
        self.terraform.destroy(&root);
        self.terraform.state_is_empty(&root);
    }
}

/// Without its cells: a router needs none of them.
#[test]
fn a_router_lives_and_dies_without_its_cells() {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start() else { return tools::skip_without_emulator() };
    Applied::of(BUCKETS, emulator, &terraform).is_steady_and_goes(ROUTER_DRIFT);
}

/// A tenant without a standby gets one, moves, arrives, and is sent back without a move.
const HISTORY: [(&str, &[&str], &[&str]); 4] = [
    (
        "cell = \"alpha\"\nstandby = \"beta\"",
        &["primary[\"alpha.coop\"]", "secondary[\"alpha.coop\"]"],
        &["tenant[\"coop\"]"],
    ),
    (
        "cell = \"alpha\"\nstandby = \"beta\"\nmoving_to {\ncell = \"gamma\"\nuntil = \"2027-01-31\"\nshare = \"100%\"\n}",
        &["primary[\"gamma.coop\"]", "secondary[\"gamma.coop\"]", "goal[\"coop\"]"],
        &["tenant[\"coop\"]"],
    ),
    (
        "cell = \"gamma\"\nstandby = \"beta\"",
        &["tenant[\"coop\"]"],
        &["goal[\"coop\"]", "primary[\"alpha.coop\"]", "secondary[\"alpha.coop\"]"],
    ),
    ("cell = \"alpha\"", &["tenant[\"coop\"]"], &["primary[\"gamma.coop\"]", "secondary[\"gamma.coop\"]"]),
];

fn with_home(home: &str) -> String {
    let (cells, _) = NAMES.split_once("# Nothing but a cell.").unwrap();
    format!("{cells}tenant \"coop\" {{\n  home \"prod\" {{\n{home}\n  }}\n}}\n")
}

#[test]
fn what_a_name_leads_to_is_there_before_and_goes_after() {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start_moto(DNS_ACCOUNT) else { return tools::skip_without_emulator() };
    let applied = Applied::of(&with_home("cell = \"alpha\""), emulator, &terraform);
    applied.terraform.plan_is_empty_except(&applied.root(), MOTO_DRIFT);
    for (home, first, then) in HISTORY {
        applied.write(&with_home(home));
        let events = applied.terraform.apply_and_tell(&applied.root());
        let at = |kind: &str, record: &str| {
            let address = format!("aws_route53_record.{record}");
            let is_it = |event: &Value| event["type"] == kind && event["hook"]["resource"]["addr"] == address.as_str();
            events.iter().position(is_it).unwrap_or_else(|| panic!("{home}: {address} has no {kind}"))
        };
        for done in first {
            for begun in then {
                assert!(at("apply_complete", done) < at("apply_start", begun), "{home}: {done} before {begun}");
            }
        }
        let is_deleted = |event: &&Value| {
            event["hook"]["action"] == "delete"
                && event["hook"]["resource"]["addr"] == "aws_route53_record.tenant[\"coop\"]"
        };
        assert!(events.iter().find(is_deleted).is_none(), "{home}: the name of the tenant stays");
    }
    applied.is_steady_and_goes(MOTO_DRIFT);
}
