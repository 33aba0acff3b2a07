//! Kinds of change of a spec, each twice: as `cellc diff` tells it, and as Terraform plans it.
//!
//! | file | what |
//! | --- | --- |
//! | `table/` | the kinds of change: what is edited in which fleet, and where diff and plan rightly differ |
//! | `fleet.rs`, `fleets/` | the fleets that are edited, and what they compile to |
//! | `told.rs` | what `cellc diff` says of the resources of the cell |
//! | `state.rs` | the state of a root that was never applied, made from its own plans |
//! | `planned.rs` | what Terraform plans for the new root with the state of the old one |
//! | `provider.rs` | a process of the AWS provider that serves one plan after the other |

pub(crate) mod fleet;
mod judge;
mod planned;
mod state;
mod table;
mod told;

use std::collections::BTreeSet;
use std::time::Instant;

use crate::harness::emulator::Emulator;
use crate::harness::library::Library;
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;
use cellc_test_support::campaign;
use fleet::Before;
use planned::Workers;
use table::{Kind, kinds};

/// The version that plans. It keeps the schema of the provider from one command to the next, as 1.15 does not; what becomes of
/// a change is decided by the provider, not by the version of Terraform.
const TERRAFORM: &str = "1.8";

/// What a reviewer reads of each kind of change; of instances of one resource the address without keys, once.
#[test]
fn every_change_is_told_as_reviewed() {
    for (subject, kinds) in table::SUBJECTS {
        let told: Vec<String> = kinds.iter().map(|kind| format!("# {}\n{}", kind.name, told::summary(kind))).collect();
        insta::assert_snapshot!(*subject, told.join("\n"));
    }
}

#[test]
fn every_spec_of_the_table_compiles() {
    let specs = kinds().flat_map(|kind| [(kind.name, kind.before.spec()), (kind.name, kind.after())]);
    let errors: Vec<String> =
        specs.filter_map(|(name, spec)| Some(format!("{name}:\n{}", fleet::compiled(&spec).err()?))).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn there_are_sixty_kinds_of_change_and_no_two_of_them_are_the_same() {
    let names: BTreeSet<&str> = kinds().map(|kind| kind.name).collect();
    assert_eq!(names.len(), kinds().count(), "two kinds have one name");
    let specs: BTreeSet<(String, String)> = kinds().map(|kind| (kind.before.spec(), kind.after())).collect();
    assert_eq!(specs.len(), kinds().count(), "two kinds make the same change");
    assert!(planned_today().len() >= 60, "{}", planned_today().len());
}

/// Kinds that are planned on every run: two of three of those that start from a fleet as it is. The others need the state of a
/// fleet of their own, so `.ci/long` plans them, and the rest, at more than a second of computing each.
fn planned_today() -> Vec<&'static Kind> {
    if campaign::is_long() {
        return kinds().collect();
    }
    let plain = kinds().filter(|kind| kind.before.edits.is_empty());
    plain.enumerate().filter(|(position, _)| position % 3 < 2).map(|(_, kind)| kind).collect()
}

#[test]
fn terraform_plans_what_the_diff_tells() {
    let found = Terraform::locate().zip(Library::locate(TERRAFORM));
    let Some((terraform, library)) = found else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start() else { return tools::skip_without_emulator() };
    let workers = Workers::start(&terraform, &library, &emulator);
    let (plain, edited): (BTreeSet<&Before>, BTreeSet<&Before>) =
        planned_today().iter().map(|kind| kind.before).partition(|before| before.edits.is_empty());
    for befores in [plain, edited] {
        let befores: Vec<&Before> = befores.into_iter().collect();
        workers.for_each(&befores, |worker, before| drop(worker.state_of(before)));
    }
    let kinds = planned_today();
    let complaints = workers.for_each(&kinds, |worker, kind| {
        let started = Instant::now();
        let complaint = judge::complaint(kind, &worker.plan(kind));
        eprintln!("{}: {:.1?}{}", kind.name, started.elapsed(), if complaint.is_some() { ", differs" } else { "" });
        complaint
    });
    let complaints: Vec<String> = complaints.into_iter().flatten().collect();
    assert!(complaints.is_empty(), "{} of {} kinds:\n\n{}", complaints.len(), kinds.len(), complaints.join("\n"));
}
