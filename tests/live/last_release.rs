//! State that the last release made, planned with today's output for the same spec: Terraform changes what `cellc diff` says, and
//! nothing else. `tests/last_release/` holds the specs and the last release's output.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::drift::entries;
use crate::harness::emulator::Emulator;
use crate::harness::example;
use crate::harness::planned::{Planned, beyond, planned, without_keys};
use crate::harness::root::Workspace;
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;
use serde_json::{Value, json};
use tempfile::TempDir;
use walkdir::WalkDir;

#[test]
fn a_production_cell_changes_as_the_diff_says() {
    changes_as_the_diff_says("production", "prod", "alpha");
}

#[test]
fn an_isolated_cell_changes_as_the_diff_says() {
    changes_as_the_diff_says("isolated", "prod", "alpha");
}

#[test]
fn a_development_cell_changes_as_the_diff_says() {
    changes_as_the_diff_says("development", "dev", "alpha");
}

fn changes_as_the_diff_says(fleet: &str, environment: &str, cell: &str) {
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start() else { return tools::skip_without_emulator() };
    let spec = format!("tests/last_release/{fleet}/spec");
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/last_release/{fleet}/out"));
    let new = example::compile(&spec);
    let workspace = Workspace::of(copy_of(&old));
    let path = format!("environments/{environment}/cells/{cell}");
    let root = workspace.root(&path);
    let account = root.account().expect("the provider names the accounts that it allows");
    let terraform = terraform.with_environment(&emulator.environment(account));
    emulator.prepare_backend(&root, account);

    terraform.init(&root);
    terraform.apply(&root);
    let drift = planned(&terraform.planned(&root));
    replace_configuration(workspace.path(), new.path());
    terraform.init(&root);
    let plan = terraform.planned(&root);
    only_moves_what_has_another_key(new.path(), &plan);
    let changes = beyond(&drift, &planned(&plan));

    let said = said_by_the_diff(&old, new.path(), &format!("{environment}/{cell}"));
    assert_eq!(effects(&changes), said, "Terraform's plan of {path} (left) and `cellc diff` (right)\n{changes:#?}");
}

/// Every `moved` block of the output finds what it moves in the state, and nothing else happens to that.
fn only_moves_what_has_another_key(new: &Path, plan: &Value) {
    let moved = entries(&plan["resource_changes"]).iter().filter(|resource| resource["previous_address"].is_string());
    let (kept, changed): (Vec<&Value>, Vec<&Value>) =
        moved.partition(|resource| resource["change"]["actions"] == json!(["no-op"]));
    assert!(changed.is_empty(), "{changed:#?}");
    let module = root_module(plan);
    let text =
        fs::read_to_string(new.join("modules").join(module).join("moved.tf")).expect("the module moves something");
    assert_eq!(kept.len(), text.matches("moved {").count(), "{text}\n{kept:#?}");
    assert!(kept.len() > 1, "{text}");
}

/// The folder of the module that the cell calls.
fn root_module(plan: &Value) -> &str {
    let source = plan["configuration"]["root_module"]["module_calls"]["cell"]["source"].as_str();
    source.and_then(|source| source.rsplit('/').next()).expect("the root calls the module of its class")
}

/// What each resource of a plan goes through, in the words of `cellc diff`.
fn effects(changes: &BTreeMap<String, Planned>) -> BTreeSet<(String, &'static str)> {
    let effect = |planned: &Planned| match planned.actions.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["create"] => "create",
        ["delete"] => "destroy",
        ["update"] => "in-place",
        _ => "replace",
    };
    changes.iter().map(|(address, planned)| (address.clone(), effect(planned))).collect()
}

/// The changes of resources that `cellc diff` lists for one cell. Providers, backends and the source of the module are
/// settings, not resources of a plan.
fn said_by_the_diff(old: &Path, new: &Path, cell: &str) -> BTreeSet<(String, &'static str)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cellc"));
    let output = command.args(["diff", "--format", "json"]).arg(old).arg(new).output().expect("cellc runs");
    let lines = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let changes: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).expect("every line is a value of JSON")).collect();
    assert!(changes.iter().any(|change| change["summary"].is_object()), "{}", String::from_utf8_lossy(&output.stderr));
    let of_cell = changes.iter().filter(|change| change["cell"] == cell);
    of_cell.filter_map(|change| Some((without_keys(address_of(change)?), effect_of(change)))).collect()
}

fn address_of(change: &Value) -> Option<&str> {
    change["address"].as_str().filter(|address| address.contains("aws_"))
}

fn effect_of(change: &Value) -> &'static str {
    let effect = change["effect"].as_str().unwrap_or_default();
    let known = ["create", "destroy", "in-place", "replace"].into_iter().find(|known| *known == effect);
    known.unwrap_or_else(|| panic!("an upgrade may not come to `{effect}`: {change}"))
}

fn copy_of(folder: &Path) -> TempDir {
    let copy = TempDir::new().expect("temporary directories can be made");
    copy_into(folder, copy.path(), |_| true);
    copy
}

/// Puts today's modules and roots in the place of the last release's. State, providers and the backend's settings stay.
fn replace_configuration(workspace: &Path, new: &Path) {
    for file in files(workspace).filter(|path| is_configuration(path)) {
        fs::remove_file(file).expect("the workspace is writable");
    }
    copy_into(new, workspace, is_configuration);
}

fn is_configuration(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "tf")
}

fn copy_into(from: &Path, to: &Path, wanted: impl Fn(&Path) -> bool) {
    for file in files(from).filter(|path| wanted(path)) {
        let target = to.join(file.strip_prefix(from).expect("the walk stays in its folder"));
        fs::create_dir_all(target.parent().expect("a file has a folder")).expect("the workspace is writable");
        fs::copy(&file, target).expect("the workspace is writable");
    }
}

fn files(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path)
}
