//! A Git repository with the specification of a fleet, its lock and its output.

use std::fs;
use std::path::Path;
use std::process::Command;

use cellc_test_support::command_line::{Outcome, cellc};
use tempfile::TempDir;

pub(super) const LOCK: &str = "fleet/fleet.lock.json";

/// A repository with the specification, its lock and its output: three cells, each in a file of its own.
pub(super) struct Repository(TempDir);

impl Repository {
    /// [`None`] when Git is not installed. `attributes` are those of the repository.
    pub(super) fn new(attributes: &str) -> Option<Self> {
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

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        fs::write(self.path().join(path), text).unwrap();
    }

    pub(super) fn declare(&self, cell: &str, lines: &str) {
        self.write(&format!("fleet/{cell}.hcl"), &format!("cell \"{cell}\" {{\n  environment = \"dev\"\n{lines}}}\n"));
    }

    pub(super) fn lock(&self) -> String {
        fs::read_to_string(self.path().join(LOCK)).unwrap()
    }

    /// Deletes the conflict markers of the lock.
    pub(super) fn keep_both_sides(&self) {
        let is_kept = |line: &&str| !["<<<<<<<", "=======", ">>>>>>>"].iter().any(|marker| line.starts_with(marker));
        self.write(LOCK, &(self.lock().lines().filter(is_kept).collect::<Vec<_>>().join("\n") + "\n"));
    }

    /// Adds cells (`+name`) and removes some (`-name`) on a branch, and builds.
    pub(super) fn change_on_branch(&self, branch: &str, changes: &str) {
        assert!(self.git(&["checkout", "--quiet", "-b", branch, "main"]));
        for change in changes.split_whitespace() {
            match change.split_at(1) {
                ("+", cell) => self.declare(cell, ""),
                (_, cell) => fs::remove_file(self.path().join(format!("fleet/{cell}.hcl"))).unwrap(),
            }
        }
        self.build_and_commit();
    }

    pub(super) fn git(&self, arguments: &[&str]) -> bool {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "core.autocrlf=false"]);
        git.args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        git.output().unwrap().status.success()
    }

    pub(super) fn run(&self, command: &[&str]) -> Outcome {
        cellc(self.path(), &[command, &["fleet", "--as-of", "2026-11-21"]].concat())
    }

    pub(super) fn build_and_commit(&self) {
        let outcome = self.run(&["build"]);
        assert_eq!(outcome.code, 0, "{outcome:?}");
        assert!(self.git(&["add", "--all"]) && self.git(&["commit", "--quiet", "--message", "build"]));
    }

    /// Adds one cell on a branch of its own for each of these; gives whether Git merges the second into the first.
    pub(super) fn grow_apart_and_merge(&self, ours: (&str, &str), theirs: (&str, &str)) -> bool {
        for (cell, lines) in [theirs, ours] {
            assert!(self.git(&["checkout", "--quiet", "-b", cell, "main"]));
            self.declare(cell, lines);
            self.build_and_commit();
        }
        self.git(&["merge", "--quiet", "--no-edit", theirs.0])
    }
}
