//! What is created, updated, kept and removed, and how it is shown.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use cellc::emit::{Change, FileSet, MANIFEST, Summary, plan};

use crate::emit::folder::{Output, build, files, force, tree};

#[test]
fn each_path_is_created_updated_kept_or_removed() {
    let output = Output::built(&[("gone", "1\n"), ("kept", "1\n"), ("lost", "1\n"), ("updated", "1\n")]);
    fs::remove_file(output.path.join("lost")).unwrap();
    output.write("adopted", "2\n");
    let next = files(&[("adopted", "2\n"), ("created", "2\n"), ("kept", "1\n"), ("lost", "1\n"), ("updated", "2\n")]);
    let plan = plan(&output.path, &next, false).unwrap();
    let expected = [
        ("created", Change::Create, None, Some("2\n")),
        ("gone", Change::Remove, Some("1\n"), None),
        ("lost", Change::Create, None, Some("1\n")),
        ("updated", Change::Update, Some("1\n"), Some("2\n")),
    ];
    assert_eq!(plan.changes().collect::<Vec<_>>(), expected.map(|(path, change, ..)| (path, change)));
    for (path, _, before, after) in expected {
        assert_eq!(plan.before(path).unwrap().as_deref(), before.map(str::as_bytes), "{path}");
        assert_eq!(plan.after(path).unwrap().as_deref(), after, "{path}");
    }
    assert_eq!(plan.unchanged(), 2);
    assert!(plan.is_stale());
    assert_eq!(plan.apply().unwrap(), Summary { written: 3, unchanged: 2, removed: 1 });
    assert_eq!(tree(&output.path), tree(&fresh(&next).path));
}

#[test]
fn the_manifest_lists_the_files_and_keeps_what_it_does_not_know() {
    let output = Output::built(&[("b/c", ""), ("a", "x\n")]);
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        r#"{{
  "format": 2,
  "compiler": "cellc {version}",
  "files": {{
    "a": "sha256:73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac",
    "b/c": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  }}
}}
"#
    );
    assert_eq!(fs::read_to_string(output.path.join(MANIFEST)).unwrap(), expected);

    let extended = expected.replace("\n  }\n}\n", "\n  },\n  \"revisions\": {\n    \"b\": 7,\n    \"a\": []\n  }\n}\n");
    output.write(MANIFEST, &extended);
    assert!(!plan(&output.path, &files(&[("b/c", ""), ("a", "x\n")]), false).unwrap().is_stale());
    build(&output.path, &files(&[("b/c", "")])).unwrap();
    let line = extended.lines().find(|line| line.contains("\"a\": \"")).unwrap();
    assert_eq!(fs::read_to_string(output.path.join(MANIFEST)).unwrap(), extended.replace(&format!("{line}\n"), ""));
}

#[test]
fn what_is_right_is_not_touched() {
    let texts = [("a", "1\n"), ("b/c", "1\n")];
    let output = Output::built(&texts);
    let past = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
    let age = |path: &str| fs::File::options().write(true).open(output.path.join(path)).unwrap().set_modified(past);
    let modified = |path: &str| fs::metadata(output.path.join(path)).unwrap().modified().unwrap();
    let all = ["a", "b/c", MANIFEST];
    for path in all {
        age(path).unwrap();
    }

    assert_eq!(build(&output.path, &files(&texts)).unwrap(), Summary { written: 0, unchanged: 2, removed: 0 });
    assert_eq!(force(&output.path, &files(&texts)).unwrap(), Summary { written: 0, unchanged: 2, removed: 0 });
    assert_eq!(all.map(modified), [past; 3]);

    build(&output.path, &files(&[("a", "1\n"), ("b/c", "2\n")])).unwrap();
    assert_eq!(all.map(|path| modified(path) == past), [true, false, false]);
}

#[test]
fn files_that_already_are_what_would_be_written_are_adopted() {
    let output = Output::built(&[("a", "1\n")]);
    fs::remove_file(output.path.join(MANIFEST)).unwrap();
    assert!(plan(&output.path, &files(&[("a", "1\n")]), false).unwrap().is_stale());
    let unchanged = Summary { written: 0, unchanged: 1, removed: 0 };
    assert_eq!(build(&output.path, &files(&[("a", "1\n")])).unwrap(), unchanged);
    assert_eq!(build(&output.path, &files(&[])).unwrap(), Summary { written: 0, unchanged: 0, removed: 1 });
}

#[test]
fn emptied_folders_are_removed_and_those_that_hold_foreign_files_are_not() {
    let output = Output::built(&[("a/b/c/d", "1"), ("a/e/f", "1"), ("g/h", "1"), ("i/j", "1")]);
    output.write("a/e/.terraform/x", "foreign");
    output.write("g/.terraform.lock.hcl", "foreign");
    fs::create_dir(output.path.join("i/mine")).unwrap();
    build(&output.path, &files(&[])).unwrap();
    let left: Vec<String> = tree(&output.path).into_keys().collect();
    let expected =
        ["a", "a/e", "a/e/.terraform", "a/e/.terraform/x", MANIFEST, "g", "g/.terraform.lock.hcl", "i", "i/mine"];
    assert_eq!(left, expected);
}

#[test]
fn the_output_folder_itself_is_never_removed_by_a_build() {
    let output = Output::built(&[("a", "1")]);
    build(&output.path, &files(&[])).unwrap();
    assert_eq!(tree(&output.path).into_keys().collect::<Vec<_>>(), [MANIFEST]);
}

#[test]
fn files_and_folders_can_change_places() {
    let output = Output::built(&[("a", "1"), ("b/c/d", "1"), ("b/e", "1")]);
    fs::create_dir_all(output.path.join("b/empty/empty")).unwrap();
    let next = files(&[("a/x/y", "2"), ("b", "2")]);
    build(&output.path, &next).unwrap();
    assert_eq!(tree(&output.path), tree(&fresh(&next).path));
}

#[test]
fn planning_writes_nothing_and_leftovers_of_a_killed_run_are_removed_by_building() {
    let output = Output::built(&[("a", "1")]);
    output.write(".cellc-staging-dead/1", "half");
    output.write(".cellc-staging-file", "a file of this name is not a leftover");
    let before = tree(output.directory.path());
    let same = files(&[("a", "1")]);
    assert!(!plan(&output.path, &same, false).unwrap().is_stale());
    assert!(plan(&output.path, &files(&[("a", "2")]), false).unwrap().is_stale());
    assert_eq!(tree(output.directory.path()), before);
    build(&output.path, &same).unwrap();
    assert_eq!(tree(&output.path).into_keys().collect::<Vec<_>>(), [".cellc-staging-file", "a", MANIFEST]);

    let absent = Output::absent();
    assert!(plan(&absent.path, &same, false).unwrap().is_stale());
    assert!(!absent.path.exists());
}

#[test]
fn force_overwrites_and_deletes_what_was_edited() {
    let output = Output::built(&[("edited", "1"), ("orphan", "1")]);
    output.write("edited", "hand");
    output.write("orphan", "hand");
    output.write("foreign", "hand");
    let next = files(&[("edited", "2"), ("foreign", "2")]);
    assert_eq!(force(&output.path, &next).unwrap(), Summary { written: 2, unchanged: 0, removed: 1 });
    assert_eq!(tree(&output.path), tree(&fresh(&next).path));
}

#[test]
fn the_diff_shows_everything_that_is_stale() {
    let output = Output::built(&[("gone", "one\n"), ("kept", "1\n"), ("sub/updated", "a\nb\nc\nd\ne\nf\n")]);
    let next = files(&[("kept", "1\n"), ("new", "one\ntwo"), ("sub/updated", "a\nb\nc\nd\nE\nf\n")]);
    let diff = plan(&output.path, &next, false).unwrap().diff().unwrap();
    let expected = "--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n\
                    --- /dev/null\n+++ b/new\n@@ -0,0 +1,2 @@\n+one\n+two\n\\ No newline at end of file\n\
                    --- a/sub/updated\n+++ b/sub/updated\n@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n+E\n f\n\
                    --- a/cellc.lock.json\n+++ b/cellc.lock.json\n";
    assert_eq!(diff.split_inclusive("+++ b/cellc.lock.json\n").next(), Some(expected));
    build(&output.path, &next).unwrap();
    assert_eq!(plan(&output.path, &next, false).unwrap().diff().unwrap(), "");

    fs::write(output.path.join("kept"), [0xff, 0xfe]).unwrap();
    let diff = plan(&output.path, &next, true).unwrap().diff().unwrap();
    assert_eq!(diff, "Binary files a/kept and b/kept differ\n");
}

#[test]
fn applying_the_diff_as_a_patch_is_the_same_as_building() {
    let output = Output::built(&[("gone/a", "one\n"), ("same", "1\n"), ("sub/updated", "a\nb\n")]);
    let next = files(&[("made/b", "x\n\ny\n"), ("same", "1\n"), ("sub/updated", "b\nc")]);
    let diff = plan(&output.path, &next, false).unwrap().diff().unwrap();
    if !git_apply(&output.path, &diff) {
        eprintln!("SKIPPED: git is not installed");
        return;
    }
    assert_eq!(tree(&output.path), tree(&fresh(&next).path));
}

fn git_apply(folder: &Path, patch: &str) -> bool {
    let mut git = Command::new("git");
    git.args(["apply", "-"]).current_dir(folder).env("GIT_DIR", "/nonexistent").stdin(Stdio::piped());
    let Ok(mut child) = git.spawn() else { return false };
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), patch.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success(), "git takes the patch:\n{patch}");
    true
}

#[test]
fn the_output_folder_may_be_the_current_one_or_a_link() {
    assert!(plan(Path::new(""), &FileSet::new(), false).is_ok());
    #[cfg(unix)]
    {
        let output = Output::built(&[("a", "1")]);
        let link: PathBuf = output.directory.path().join("link");
        std::os::unix::fs::symlink("out", &link).unwrap();
        build(&link, &files(&[("a", "2")])).unwrap();
        assert_eq!(fs::read_to_string(output.path.join("a")).unwrap(), "2");
        assert!(link.is_symlink());
    }
}

fn fresh(files: &FileSet) -> Output {
    let output = Output::absent();
    build(&output.path, files).unwrap();
    output
}
