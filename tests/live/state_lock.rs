//! A lock file in the bucket locks the state of a generated root: an apply that finds one changes nothing, and the newest
//! Terraform initialises the root without a warning.

use std::fs;

use tempfile::TempDir;

use crate::harness::emulator::Emulator;
use crate::harness::example;
use crate::harness::library::Library;
use crate::harness::root::Workspace;
use crate::harness::terraform_binary::Terraform;
use crate::harness::tools;

const NEWEST: &str = "1.15";

#[test]
fn a_lock_file_draws_no_warning() {
    let Some(printed) = printed_by_init(">= 1.10", "") else { return };
    assert!(printed.contains("successfully initialized"), "`init` of Terraform {NEWEST} says:\n{printed}");
    assert_eq!(warnings(&printed), [""; 0], "`init` of Terraform {NEWEST} warns:\n{printed}");
}

/// Without this, the test above would also pass where no warning is ever printed.
#[test]
fn a_lock_table_draws_one() {
    let Some(printed) = printed_by_init(">= 1.7", "dynamodb_table = \"acme-locks\"") else { return };
    assert_eq!(warnings(&printed), ["Deprecated Parameter"], "`init` of Terraform {NEWEST} says:\n{printed}");
    assert!(printed.contains("dynamodb_table"), "`init` of Terraform {NEWEST} says:\n{printed}");
}

/// What somebody else's Terraform writes beside the state while it works. The id is none that the harness takes for its own.
const LOCK: &str = r#"{"ID":"somebody-else","Operation":"OperationTypeApply","Info":"","Who":"a@b","Version":"1.11.4","Created":"2026-11-28T00:00:00Z","Path":"x"}"#;

#[test]
fn an_apply_takes_the_lock_in_the_bucket() {
    const ROLE: &str = "module.cell.aws_iam_role.karpenter_node";
    let Some(terraform) = Terraform::locate() else { return tools::skip_without_terraform() };
    let Some(emulator) = Emulator::start() else { return tools::skip_without_emulator() };
    let workspace = workspace(">= 1.10", "");
    let root = workspace.root("environments/dev/cells/alpha");
    let account = root.account().expect("the provider names the accounts that it allows");
    emulator.prepare_backend(&root, account);
    let terraform = terraform.with_environment(&emulator.environment(account));
    let state = "/acme-state/demo/dev/cells/alpha/terraform.tfstate";
    let object =
        |method: &str, path: &str, body: &str| emulator.object(account, "eu-west-1", &format!("{method} {path}"), body);
    let lock = format!("{state}.tflock");
    terraform.init(&root);

    assert!(object("PUT", &lock, LOCK).starts_with("200 "));
    let refused = terraform.try_to_apply(&root, ROLE).expect_err("the state is locked");
    assert!(refused.contains("Error acquiring the state lock") && refused.contains("somebody-else"), "{refused}");
    assert!(object("GET", state, "").starts_with("404 "), "nothing was applied");

    assert!(object("DELETE", &lock, "").starts_with("204 "));
    let applied = terraform.try_to_apply(&root, ROLE).expect("nobody holds the lock");
    assert!(applied.contains("Apply complete"), "{applied}");
    assert!(object("GET", state, "").contains("aws_iam_role"), "the state is in the bucket");
    assert!(object("GET", &lock, "").starts_with("404 "), "the lock is given back");
}

/// The headlines of all warnings, but for the one that every provider from a mirror on this machine's disk draws.
fn warnings(printed: &str) -> Vec<&str> {
    let headlines = printed.lines().filter_map(|line| line.trim_start_matches(['│', ' ']).strip_prefix("Warning: "));
    headlines.filter(|headline| *headline != "Incomplete lock file information for providers").collect()
}

/// What `init` prints for the root of a fleet whose bucket and table are there; nothing where a tool is missing.
fn printed_by_init(required_version: &str, lock: &str) -> Option<String> {
    let Some((terraform, library)) = Terraform::locate().zip(Library::locate(NEWEST)) else {
        tools::skip_without_terraform();
        return None;
    };
    let Some(emulator) = Emulator::start() else {
        tools::skip_without_emulator();
        return None;
    };
    let workspace = workspace(required_version, lock);
    let root = workspace.root("environments/dev/cells/alpha");
    let account = root.account().expect("the provider names the accounts that it allows");
    emulator.prepare_backend(&root, account);
    let terraform = terraform.with_environment(&emulator.environment(account));
    Some(library.session(terraform.environment()).init(&root))
}

fn workspace(required_version: &str, lock: &str) -> Workspace {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("fleet.hcl");
    fs::write(&spec, fleet(required_version, lock)).unwrap();
    Workspace::of(example::compile(&spec.to_string_lossy()))
}

/// The smallest fleet of the repository with this backend.
fn fleet(required_version: &str, lock: &str) -> String {
    let backend = "bucket = \"acme-state\"\n      region = \"eu-west-1\"";
    let settings = format!(
        "\n  terraform {{\n    required_version = \"{required_version}\"\n    \
         backend \"s3\" {{\n      {backend}\n      {lock}\n    }}\n  }}\n}}\n"
    );
    let (fleet, rest) = include_str!("../../examples/minimal.hcl").split_once("}\n").expect("a fleet ends");
    format!("{fleet}{settings}{rest}")
}
