//! What Git makes of lock files that have grown apart, and what a build makes of that.

use std::collections::BTreeSet;
use std::fs;

use super::repository::{LOCK, Repository};

const WRITTEN: &str = "  cidr        = \"10.9.0.0/16\"\n";

#[test]
fn branches_that_add_different_cells_merge_into_what_a_build_would_write() {
    let Some(repository) = Repository::new("") else { return };
    assert!(repository.grow_apart_and_merge(("bravo", ""), ("november", WRITTEN)), "{}", repository.lock());
    let outcome = repository.run(&["build", "--check", "--locked"]);
    assert_eq!(outcome.code, 0, "{outcome:?}");
}

#[test]
fn the_later_of_two_cells_that_were_given_one_range_can_be_given_another() {
    let Some(repository) = Repository::new("") else { return };
    assert!(repository.grow_apart_and_merge(("bravo", ""), ("november", "")), "{}", repository.lock());
    let outcome = repository.run(&["check"]);
    let expected = "error[CELL0430]: cell `november` was given addresses that cell `bravo` has";
    assert!(outcome.code == 1 && outcome.stderr.contains(expected), "{outcome:?}");
    let merged = repository.lock();
    let line = "  \"range dev/november\": \"10.3.0.0/16\",\n";
    assert!(merged.contains(line), "{merged}");
    repository.write(LOCK, &merged.replace(line, ""));
    assert_eq!(repository.run(&["build"]).code, 0);
    assert_eq!(repository.lock(), merged.replace(line, &line.replace("10.3", "10.4")));
}

/// Both cells stand at the same place of the file, where Git merges nothing.
#[test]
fn a_conflict_is_solved_by_keeping_both_sides() {
    let Some(repository) = Repository::new("") else { return };
    assert!(!repository.grow_apart_and_merge(("november", ""), ("oscar", WRITTEN)));
    let conflict = repository.lock();
    let line = 1 + conflict.lines().position(|line| line.starts_with("<<<<<<<")).unwrap();
    for command in [&["check"][..], &["build"], &["build", "--locked"], &["build", "--check"]] {
        let outcome = repository.run(command);
        let expected = format!("{LOCK}:{line}:1");
        assert!(outcome.code == 1 && outcome.stderr.contains(&expected), "{command:?}: {outcome:?}");
        assert_eq!(repository.lock(), conflict, "{command:?}");
    }
    repository.keep_both_sides();
    assert_both_are_kept(&repository);
}

#[test]
fn a_union_of_both_sides_is_put_in_order() {
    let Some(repository) = Repository::new("fleet.lock.json merge=union\n") else { return };
    assert!(repository.grow_apart_and_merge(("november", ""), ("oscar", WRITTEN)));
    assert_both_are_kept(&repository);
}

fn assert_both_are_kept(repository: &Repository) {
    assert_eq!(repository.run(&["build"]).code, 0, "{}", repository.lock());
    let lock = repository.lock();
    let ranges: Vec<&str> = lock.lines().filter(|line| line.contains("/16\"")).map(str::trim).collect();
    let expected = [
        "\"range dev/alpha\": \"10.0.0.0/16\",",
        "\"range dev/mike\": \"10.1.0.0/16\",",
        "\"range dev/november\": \"10.3.0.0/16\",",
        "\"range dev/oscar\": \"10.9.0.0/16\",",
        "\"range dev/zulu\": \"10.2.0.0/16\",",
    ];
    assert_eq!(ranges, expected);
    assert_eq!(repository.run(&["build", "--check", "--locked"]).code, 0);
}

/// Cells that come, go and are renamed on both sides, also next to each other in the lock.
#[test]
fn cells_that_stay_keep_their_ranges_whatever_two_branches_add_and_remove() {
    for attributes in ["", "fleet.lock.json merge=union\n"] {
        for (ours, theirs) in [
            ("-zulu +yankee", "+zulu2"),
            ("-alpha", "-mike"),
            ("-zulu", "+zulu2"),
            ("-mike +november", "-mike"),
            ("-alpha +bravo", "-zulu +yankee"),
        ] {
            let Some(repository) = Repository::new(attributes) else { return };
            repository.change_on_branch("theirs", theirs);
            let (before, of_theirs) = (repository.lock(), cells(&repository));
            repository.change_on_branch("ours", ours);
            let of_ours = cells(&repository);
            // Files of the specification and of the output merge by themselves; only the lock may conflict.
            repository.git(&["merge", "--quiet", "--no-edit", "theirs"]);
            repository.keep_both_sides();
            let outcome = repository.run(&["build"]);
            let merged = repository.lock();
            let is_told = outcome.code == 1 && outcome.stderr.contains("CELL0430");
            assert!(outcome.code == 0 || is_told, "{ours} and {theirs}: {outcome:?}\n{merged}");
            for cell in of_ours.intersection(&of_theirs) {
                let line = before.lines().find(|line| line.contains(&format!("\"range dev/{cell}\""))).unwrap();
                assert!(merged.contains(line), "{ours} and {theirs}: {line}\n{merged}");
            }
        }
    }
}

fn cells(repository: &Repository) -> BTreeSet<String> {
    let files = fs::read_dir(repository.path().join("fleet")).unwrap().map(|entry| entry.unwrap().path());
    let names = files.filter_map(|path| Some(path.file_name()?.to_str()?.strip_suffix(".hcl")?.to_owned()));
    names.filter(|name| name != "fleet").collect()
}
