//! What Git makes of generated files when two branches have built, and what a build makes of that, without `--force`.

use std::fs;

use walkdir::WalkDir;

use super::repository::{LOCK, Repository};

/// Has Git merge generated files line by line, as before they had attributes against it.
const LINE_BY_LINE: &str = "out/** merge\n";

const ENVIRONMENT: &str = "fleet/fleet.hcl";
const MAIN: &str = "out/environments/dev/cells/mike/providers.tf";
const NETWORK: &str = "  network = \"10.0.0.0/12\"\n";

/// What a branch does to the specification: a file, and what it holds after that; [`None`] for one that goes.
type Edit = (&'static str, Option<String>);

/// What two branches do, and what the specification is after the merge.
struct Case {
    name: &'static str,
    ours: Edit,
    theirs: Edit,
    merged: Edit,
}

fn cases(environment: &str) -> [Case; 7] {
    let with = |lines: &str| (ENVIRONMENT, Some(environment.replace(NETWORK, &(NETWORK.to_owned() + lines))));
    let cell = |lines: &str| Some(format!("cell \"mike\" {{\n  environment = \"dev\"\n{lines}}}\n"));
    let added = |lines: &str| Some(format!("cell \"kilo\" {{\n  environment = \"dev\"\n{lines}}}\n"));
    let (tags, others) = ("  tags = { team = \"a\" }\n", "  tags = { team = \"b\" }\n");
    let role = "  deploy_role = \"arn:aws:iam::111111111111:role/mike\"\n";
    [
        Case {
            name: "the same line",
            ours: with(tags),
            theirs: with(others),
            merged: with("  tags = { team = \"c\" }\n"),
        },
        Case {
            name: "different lines",
            ours: with(tags),
            theirs: with("  kubernetes = \"1.33\"\n"),
            merged: with("  tags = { team = \"a\" }\n  kubernetes = \"1.33\"\n"),
        },
        Case {
            name: "the same line, and another one on one branch",
            ours: with(tags),
            theirs: with("  tags = { A0 = \"x\", team = \"b\" }\n"),
            merged: with("  tags = { A0 = \"x\", team = \"a\" }\n"),
        },
        Case {
            name: "different lines, and neither stays",
            ours: with(tags),
            theirs: with("  tags = { A0 = \"x\" }\n"),
            merged: with("  tags = { A0 = \"y\", team = \"c\" }\n"),
        },
        Case {
            name: "a cell goes that the other branch changes",
            ours: ("fleet/mike.hcl", None),
            theirs: ("fleet/mike.hcl", cell(role)),
            merged: ("fleet/mike.hcl", None),
        },
        Case {
            name: "a cell changes that the other branch removes",
            ours: ("fleet/mike.hcl", cell(role)),
            theirs: ("fleet/mike.hcl", None),
            merged: ("fleet/mike.hcl", cell(role)),
        },
        Case {
            name: "both add the same cell",
            ours: ("fleet/kilo.hcl", added("  cidr = \"10.9.0.0/16\"\n")),
            theirs: (
                "fleet/kilo.hcl",
                added("  cidr = \"10.9.0.0/16\"\n  deploy_role = \"arn:aws:iam::111111111111:role/b\"\n"),
            ),
            merged: ("fleet/kilo.hcl", added("  cidr = \"10.9.0.0/16\"\n")),
        },
    ]
}

impl Repository {
    fn edit(&self, (path, text): &Edit) {
        match text {
            Some(text) => self.write(path, text),
            None => _ = fs::remove_file(self.path().join(path)),
        }
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    /// Lets two branches build, merges one into the other, and solves what conflicts outside the output.
    fn merge(&self, case: &Case) {
        for (branch, edit) in [("theirs", &case.theirs), ("ours", &case.ours)] {
            assert!(self.git(&["checkout", "--quiet", "-b", branch, "main"]));
            self.edit(edit);
            self.build_and_commit();
        }
        assert!(!self.git(&["merge", "--quiet", "--no-edit", "theirs"]), "{}: nothing conflicts", case.name);
        self.git(&["checkout", "--ours", "--", LOCK]);
        self.edit(&case.merged);
    }

    fn markers(&self) -> Vec<String> {
        let files = WalkDir::new(self.path().join("out")).sort_by_file_name().into_iter().map(|entry| entry.unwrap());
        let files = files.filter(|entry| entry.file_type().is_file() && !entry.path().ends_with(".cellc/index"));
        let is_conflict = |text: &str| text.lines().any(|line| line.starts_with("<<<<<<< "));
        let files = files.filter(|file| is_conflict(&fs::read_to_string(file.path()).unwrap()));
        files.map(|file| file.path().strip_prefix(self.path()).unwrap().display().to_string()).collect()
    }

    fn assert_is_current(&self, name: &str) {
        assert_eq!(self.markers(), [""; 0], "{name}");
        let outcome = self.run(&["build", "--check", "--locked"]);
        assert_eq!(outcome.code, 0, "{name}: {outcome:?}");
    }
}

#[test]
fn branches_that_have_both_built_merge_without_force() {
    let Some(first) = Repository::new("") else { return };
    for case in cases(&first.read(ENVIRONMENT)) {
        let repository = Repository::new("").unwrap();
        repository.merge(&case);
        let outcome = repository.run(&["build"]);
        assert_eq!(outcome.code, 0, "{}: {outcome:?}", case.name);
        repository.assert_is_current(case.name);
    }
}

/// The older attributes let Git put markers into generated files, or mix them.
#[test]
fn what_git_has_merged_line_by_line_is_taken_over_or_told_with_the_way_out() {
    let Some(first) = Repository::new("") else { return };
    let mut told = Vec::new();
    for case in cases(&first.read(ENVIRONMENT)) {
        let repository = Repository::new("").unwrap();
        repository.write(".git/info/attributes", LINE_BY_LINE);
        repository.merge(&case);
        let outcome = repository.run(&["build"]);
        if outcome.code != 0 {
            let restore = "`git restore --source HEAD --staged --worktree out`";
            assert!(
                outcome.stderr.contains(restore) && !outcome.stderr.contains("--force"),
                "{}: {outcome:?}",
                case.name
            );
            let reasons = ["hold conflict markers of a merge", "are neither side of a merge"];
            told.extend(reasons.into_iter().filter(|why| outcome.stderr.contains(*why)).map(|why| (case.name, why)));
            assert!(repository.git(&["restore", "--source", "HEAD", "--staged", "--worktree", "out"]));
            let outcome = repository.run(&["build"]);
            assert_eq!(outcome.code, 0, "{}: {outcome:?}", case.name);
        }
        repository.assert_is_current(case.name);
    }
    let expected = [
        ("the same line, and another one on one branch", "hold conflict markers of a merge"),
        ("different lines, and neither stays", "are neither side of a merge"),
    ];
    assert_eq!(told, expected);
}

/// Whoever edits a generated file on a branch finds the edit after the merge as well.
#[test]
fn an_edit_on_either_side_of_a_merge_is_kept() {
    let Some(first) = Repository::new("") else { return };
    for (ours, theirs) in [(true, false), (false, true)] {
        for attributes in ["", LINE_BY_LINE] {
            let repository = Repository::new("").unwrap();
            repository.write(".git/info/attributes", attributes);
            let [mut case, ..] = cases(&first.read(ENVIRONMENT));
            case.name = "an edit";
            for (branch, edit, is_edited) in [("theirs", &case.theirs, theirs), ("ours", &case.ours, ours)] {
                assert!(repository.git(&["checkout", "--quiet", "-b", branch, "main"]));
                repository.edit(edit);
                repository.build_and_commit();
                if is_edited {
                    repository.write(MAIN, &repository.read(MAIN).replace("team", "crew"));
                    assert!(repository.git(&["commit", "--quiet", "--all", "--message", "edit"]));
                }
            }
            assert!(!repository.git(&["merge", "--quiet", "--no-edit", "theirs"]));
            repository.edit(&case.merged);
            let (before, outcome) = (repository.read(MAIN), repository.run(&["build"]));
            // With the attributes of the output, Git keeps our file, and theirs stays in its commit.
            let is_there = before.contains("crew");
            assert!(is_there || (theirs && attributes.is_empty()));
            assert_eq!(outcome.code, u8::from(is_there), "{outcome:?}");
            assert_eq!(repository.read(MAIN) == before, is_there);
        }
    }
}
