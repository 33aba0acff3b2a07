//! What Git makes of lock files that have grown apart, and what a build makes of that.

use std::fs;
use std::path::Path;
use std::process::Command;

use cellc_test_support::command_line::{Outcome, cellc};
use tempfile::TempDir;

const LOCK: &str = "fleet/fleet.lock.json";

/// A repository with the specification, its lock and its output: three cells, each in a file of its own.
struct Repository(TempDir);

impl Repository {
    /// [`None`] when Git is not installed. `attributes` are those of the repository.
    fn new(attributes: &str) -> Option<Self> {
        let repository = Self(tempfile::tempdir().unwrap());
        if Command::new("git").arg("--version").output().is_err() {
            eprintln!("SKIPPED: git is not installed");
            return None;
        }
        assert!(repository.git(&["init", "--quiet", "--initial-branch", "main"]));
        let head = super::example().split("cell \"alpha\"").next().unwrap().to_owned();
        let head = head.replace("  region  =", "  network = \"10.0.0.0/12\"\n  zones   = [\"a\", \"b\"]\n  region  =");
        fs::create_dir(repository.path().join("fleet")).unwrap();
        repository.write("fleet/fleet.hcl", &head);
        repository.write(".gitattributes", attributes);
        for cell in ["alpha", "mike", "zulu"] {
            repository.declare(cell, "");
        }
        repository.build_and_commit();
        Some(repository)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path().join(path), text).unwrap();
    }

    fn declare(&self, cell: &str, lines: &str) {
        self.write(&format!("fleet/{cell}.hcl"), &format!("cell \"{cell}\" {{\n  environment = \"dev\"\n{lines}}}\n"));
    }

    fn lock(&self) -> String {
        fs::read_to_string(self.path().join(LOCK)).unwrap()
    }

    fn git(&self, arguments: &[&str]) -> bool {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "core.autocrlf=false"]);
        git.args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        git.output().unwrap().status.success()
    }

    fn run(&self, command: &[&str]) -> Outcome {
        cellc(self.path(), &[command, &["fleet", "--as-of", "2026-11-21"]].concat())
    }

    fn build_and_commit(&self) {
        let outcome = self.run(&["build"]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        assert!(self.git(&["add", "--all"]) && self.git(&["commit", "--quiet", "--message", "build"]));
    }

    /// Adds one cell on a branch of its own for each of these; gives whether Git merges the second into the first.
    fn grow_apart_and_merge(&self, ours: (&str, &str), theirs: (&str, &str)) -> bool {
        for (cell, lines) in [theirs, ours] {
            assert!(self.git(&["checkout", "--quiet", "-b", cell, "main"]));
            self.declare(cell, lines);
            self.build_and_commit();
        }
        self.git(&["merge", "--quiet", "--no-edit", theirs.0])
    }
}

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
    let line = "    \"dev/november\": \"10.3.0.0/16\",\n";
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
    let is_marker = |line: &&str| !["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker));
    repository.write(LOCK, &(conflict.lines().filter(is_marker).collect::<Vec<_>>().join("\n") + "\n"));
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
        "\"dev/alpha\": \"10.0.0.0/16\",",
        "\"dev/mike\": \"10.1.0.0/16\",",
        "\"dev/november\": \"10.3.0.0/16\",",
        "\"dev/oscar\": \"10.9.0.0/16\",",
        "\"dev/zulu\": \"10.2.0.0/16\"",
    ];
    assert_eq!(ranges, expected);
    assert_eq!(repository.run(&["build", "--check", "--locked"]).code, 0);
}
