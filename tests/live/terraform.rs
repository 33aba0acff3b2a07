//! Terraform accepts every generated root as it is: layout, `init` and `validate`, in the supported versions.

use std::thread;
use std::time::Instant;

use crate::harness::example;
use crate::harness::library::Library;
use crate::harness::root::{Root, Workspace};
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

/// More than two Terraform processes at a time are no faster on two cores.
const AT_A_TIME: usize = 2;

#[test]
fn every_root_is_formatted_and_valid() {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    for spec in example::all() {
        let workspace = Workspace::of(example::compile(&spec));
        terraform.fmt_check(workspace.path());
        for_every_root(&workspace, |root| {
            let started = Instant::now();
            terraform.init_without_backend(root);
            let initialised = started.elapsed();
            terraform.validate(root);
            eprintln!("{}: init {initialised:.1?}, all {:.1?}", root.directory().display(), started.elapsed());
        });
    }
}

#[test]
fn every_root_is_valid_in_the_oldest_version_that_can_be_had() {
    every_root_is_valid_in("1.8");
}

#[test]
fn every_root_is_valid_in_the_newest_version() {
    every_root_is_valid_in("1.15");
}

fn every_root_is_valid_in(version: &str) {
    let found = Terraform::locate().zip(Library::locate(version));
    let Some((terraform, library)) = found else { return tools::skip_without_terraform() };
    // The versions differ in the language, not in what a cell is: the example with every environment is enough.
    let workspace = Workspace::of(example::compile("examples/platform"));
    let mut session = library.session(terraform.environment());
    workspace.roots().iter().for_each(|root| session.validate(root));
}

/// Judges the roots of a workspace, a few at a time; a panic in one is the test's.
fn for_every_root(workspace: &Workspace, judge: impl Fn(&Root) + Sync) {
    let roots = workspace.roots();
    assert!(!roots.is_empty(), "the output has no root");
    for some in roots.chunks(AT_A_TIME) {
        thread::scope(|scope| {
            for root in some {
                scope.spawn(|| judge(root));
            }
        });
    }
}
