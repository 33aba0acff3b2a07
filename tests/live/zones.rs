//! The order in which names come into the world, in two emulated accounts: the zone, its id in the specification, the roles that write
//! in it, the records of an account; and the way back.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::harness::emulator::Emulator;
use crate::harness::example;
use crate::harness::root::Workspace;
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

const FLEET: &str = "tests/cases/zones/fleet.hcl";
const ZONE_ID: &str = "    zone_id = \"Z0123456789ABCDEFGHIJ\"\n";
const ZONE: &str = "environments/dev/dns";
const ACCOUNT: &str = "accounts/111111111111";

/// The case before its zone is known: without the id, and without everything that waits for it.
fn before(spec: &str) -> String {
    let door = spec.find("  front_door {").zip(spec.find("  access \"platform\""));
    let (door, end) = door.expect("the case has a front door before its access");
    let mut text = spec.to_owned();
    text.replace_range(door..end, "");
    let accounts = "account \"111111111111\" {\n  validation_records = \"create\"\n}\n\naccount \"222222222222\" {\n  validation_records = \"exists\"\n}\n\n";
    assert!(text.contains(accounts) && text.contains(ZONE_ID), "the case has changed");
    text.replace(accounts, "").replace(ZONE_ID, "")
}

fn build(workspace: &Workspace, text: &str) {
    let folder = TempDir::new().expect("temporary directories can be made");
    let spec = folder.path().join("fleet.hcl");
    fs::write(&spec, text).expect("the temporary directory is writable");
    example::compile_into(workspace.path(), &spec.to_string_lossy());
}

#[test]
fn a_zone_is_made_known_and_used() {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start() else { return tools::skip_without_emulator() };
    let of_account = |account: &str| terraform.with_environment(&emulator.environment(account));
    let (zones, cells) = (of_account("333333333333"), of_account("111111111111"));
    let spec = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(FLEET)).expect("the case is there");
    let workspace = Workspace::of(TempDir::new().expect("temporary directories can be made"));

    // The first build knows no id, so there is nothing but the zone.
    build(&workspace, &before(&spec));
    let zone = workspace.root(ZONE);
    assert!(!workspace.path().join(ACCOUNT).exists());
    zones.init(&zone);
    zones.apply(&zone);
    let id = zones.output(&zone, "zone_id");
    let id = id.as_str().expect("an id is a text");

    // With the id in the spec come the roles; with a wrong one Terraform refuses.
    build(&workspace, &spec);
    assert!(zones.try_to_apply(&zone, "aws_route53_zone.this").unwrap_err().contains(id), "another zone is refused");
    build(&workspace, &spec.replace("Z0123456789ABCDEFGHIJ", id));
    zones.apply(&zone);
    zones.plan_is_empty_except(&zone, &[]);

    // The account proves its names in the zone, which is in another account.
    let account = workspace.root(ACCOUNT);
    cells.init(&account);
    cells.apply(&account);
    cells.plan_is_empty_except(&account, &[]);

    // The record outlives a `destroy`, until somebody means it.
    assert!(cells.refuses_to_destroy(&account).contains("prevent_destroy"));
    let records = account.directory().join("validation_records.tf");
    let text = fs::read_to_string(&records).expect("the account proves names");
    fs::write(&records, text.replace("prevent_destroy = true", "prevent_destroy = false")).expect("it is ours");
    cells.destroy(&account);
    cells.state_is_empty(&account);
    zones.destroy(&zone);
    zones.state_is_empty(&zone);
}
