//! Terraform accepts every generated root as it is: layout, `init` and `validate`, in the supported versions.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Instant;

use tempfile::TempDir;

use crate::harness::example;
use crate::harness::library::Library;
use crate::harness::root::{Root, Workspace};
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

/// More than two Terraform processes at a time are no faster on two cores.
const AT_A_TIME: usize = 2;
/// Roots that one `validate` judges. A root of its own costs 3.8 s of computing, most of it for the schema of the provider; one
/// more in the same command costs 0.7 s and a process of the provider.
const ROOTS_IN_A_FOLDER: usize = 6;

#[test]
fn every_root_is_formatted_and_valid() {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let workspace = Workspace::of(every_example());
    terraform.fmt_check(workspace.path());
    let roots = workspace.roots();
    let folders: Vec<(usize, &[Root])> = roots.chunks(ROOTS_IN_A_FOLDER).enumerate().collect();
    assert!(!folders.is_empty(), "the output has no root");
    for some in folders.chunks(AT_A_TIME) {
        thread::scope(|scope| {
            for (number, roots) in some {
                let folder = workspace.path().join(format!("calls-{number}"));
                let terraform = &terraform;
                scope.spawn(move || validate_together(terraform, &folder, roots));
            }
        });
    }
}

/// The output of every specification, each in a folder of its own.
fn every_example() -> TempDir {
    let outputs = TempDir::new().expect("temporary directories can be made");
    for spec in example::all() {
        let output = outputs.path().join(spec.replace('/', "-"));
        fs::create_dir(&output).expect("the temporary directory is writable");
        example::compile_into(&output, &spec);
    }
    outputs
}

/// Validates roots as modules of a new folder beside them, which checks of each what a `validate` of its own does: its
/// arguments, references, types and provider.
fn validate_together(terraform: &Terraform, folder: &Path, roots: &[Root]) {
    let started = Instant::now();
    let workspace = folder.parent().expect("the folder is in the workspace");
    let mut calls = String::new();
    for (number, root) in roots.iter().enumerate() {
        // Sources of modules are relative, or Terraform copies them without what they call themselves.
        let path = root.directory().strip_prefix(workspace).expect("roots are in the workspace");
        _ = writeln!(calls, "module \"root_{number}\" {{\n  source = \"../{}\"\n}}", path.display());
    }
    fs::create_dir(folder).expect("the workspace is writable");
    fs::write(folder.join("main.tf"), calls).expect("the workspace is writable");
    terraform.init_without_backend(folder);
    terraform.validate_calls(folder, roots.len());
    eprintln!("{} roots: {:.1?}", roots.len(), started.elapsed());
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
    let roots = workspace.roots();
    assert!(!roots.is_empty(), "the output has no root");
    for root in &roots {
        session.validate(root);
    }
}
