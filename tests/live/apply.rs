//! Terraform applies generated roots from nothing, then plans nothing, then destroys everything, against AWS emulated on loopback.
//!
//! Most of the time of a test is the provider waiting for itself (a queue policy settles for 25 s, a key for 13 s, a VPC for 11 s), not work:
//! the tests run at the same time, each with its own emulator, and cost little more than the longest one.

use std::time::Instant;

use crate::harness::drift::KNOWN_DRIFT;
use crate::harness::emulator::Emulator;
use crate::harness::example;
use crate::harness::root::Workspace;
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

#[test]
fn a_production_cell_lives_and_dies() {
    lives_and_dies("examples/platform", "environments/prod/cells/alpha");
}

#[test]
fn a_staging_cell_lives_and_dies() {
    lives_and_dies("examples/platform", "environments/staging/cells/staging");
}

#[test]
fn a_development_cell_lives_and_dies() {
    lives_and_dies("examples/minimal.hcl", "environments/dev/cells/alpha");
}

fn lives_and_dies(spec: &str, path: &str) {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start() else { return tools::skip_without_emulator() };
    let workspace = Workspace::of(example::compile(spec));
    let root = workspace.root(path);
    let account = root.account().expect("the provider names the accounts that it allows");
    let terraform = terraform.with_environment(&emulator.environment(account));
    emulator.prepare_backend(&root, account);

    let started = Instant::now();
    let tell = |step: &str| eprintln!("{path}: {step} after {:.0?}", started.elapsed());
    terraform.init(&root);
    terraform.apply(&root);
    tell("applied");
    terraform.plan_is_empty_except(&root, KNOWN_DRIFT);
    tell("planned nothing");
    terraform.destroy(&root);
    terraform.state_is_empty(&root);
    tell("destroyed");
}
