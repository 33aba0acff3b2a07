//! `cellc build --advance`: a target group is replaced step by step, and every other build stays where it is.

use std::fs;
use std::path::Path;

use cellc_test_support::command_line::{Outcome, cellc};

const FLEET: &str = include_str!("../../suite/front_door.hcl");
const CHANGED: &str = "port      = 9090\n";

fn run(folder: &Path, command: &[&str]) -> Outcome {
    cellc(folder, &[command, &["fleet.hcl", "--as-of", "2026-11-28"]].concat())
}

/// The ports of the bindings of the route `payments`, in their order.
fn ports(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join("out/gitops/dev/alpha/front-door/payments.yaml")).unwrap();
    text.lines().filter_map(|line| line.trim().strip_prefix("port: ")).map(str::to_owned).collect()
}

fn pair(folder: &Path) -> Option<String> {
    let lock = fs::read_to_string(folder.join("fleet.lock.json")).unwrap();
    lock.lines().find_map(|line| line.trim().strip_prefix("\"pair dev/payments\": ")).map(str::to_owned)
}

/// A plain build, a look and a locked build all agree that nothing is to be done, and say what comes next.
fn stays(folder: &Path) {
    let before = (ports(folder), pair(folder));
    for command in [&["build"][..], &["build", "--check"], &["build", "--locked"]] {
        let outcome = run(folder, command);
        assert_eq!(outcome.code, 0, "{command:?}: {outcome:?}");
        assert_eq!((ports(folder), pair(folder)), before, "{command:?}");
    }
}

#[test]
fn a_target_group_is_replaced_step_by_step() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("fleet.hcl"), FLEET).unwrap();
    assert_eq!(run(folder, &["build"]).code, 0);
    assert_eq!((ports(folder), pair(folder)), (vec!["8080".to_owned()], None));
    let idle = run(folder, &["build", "--advance"]);
    assert!(idle.code == 0 && idle.stderr.contains("`--advance` changes nothing"), "{idle:?}");

    fs::write(folder.join("fleet.hcl"), FLEET.replace("port      = 8080\n", CHANGED)).unwrap();
    assert_eq!(run(folder, &["build", "--locked"]).code, 1, "a locked build begins no replacement");
    assert_eq!(run(folder, &["build", "--check"]).code, 2);
    // Its first step needs a group that is not there yet.
    let first = run(folder, &["build", "--advance"]);
    assert!(first.stderr.contains("step 1 of 2") && first.stderr.contains("cellc build --advance"), "{first:?}");
    assert_eq!(pair(folder).as_deref(), Some("\"9090 http step 1\","));
    assert_eq!(ports(folder), ["8080", "9090"]);
    stays(folder);

    let second = run(folder, &["build", "--advance"]);
    assert!(second.code == 0 && second.stderr.contains("step 2 of 2"), "{second:?}");
    assert_eq!((pair(folder).as_deref(), ports(folder).len()), (Some("\"9090 http step 2\","), 2));
    stays(folder);

    let last = run(folder, &["build", "--advance"]);
    assert!(last.code == 0 && !last.stderr.contains("being replaced"), "{last:?}");
    assert_eq!((pair(folder), ports(folder)), (None, vec!["9090".to_owned()]));
    stays(folder);
}

#[test]
fn a_step_is_taken_by_a_build_and_by_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("fleet.hcl"), FLEET).unwrap();
    for other in ["--check", "--locked", "--emit=model"] {
        let outcome = run(folder, &["build", "--advance", other]);
        assert!(outcome.code != 0 && outcome.stderr.contains("cannot be used with"), "{other}: {outcome:?}");
    }
    assert!(!folder.join("out").exists());
}

/// Somebody reads from the summary what leads into a cell.
#[test]
fn a_check_names_every_way_into_the_cells() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let exposed = "namespace \"ledger\" {\n    exposure = \"internal\"\n    ports    = [8080]\n  }";
    fs::write(folder.join("fleet.hcl"), FLEET.replace("namespace \"ledger\" {}", exposed)).unwrap();
    let outcome = run(folder, &["check"]);
    let ways: Vec<&str> = outcome.stderr.lines().filter(|line| line.starts_with("dev: ")).collect();
    assert_eq!(
        ways,
        [
            "dev: the internet reaches the front door of each cell (host admin to admin/console, everything else to payments/gateway)",
            "dev: its own and peered networks reach load balancers of namespace ledger",
        ]
    );
}
