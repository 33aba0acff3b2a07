//! Fails or stops a build at each of its steps, one after another.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use walkdir::WalkDir;

use super::{Aftermath, EmitError, FileSet, MANIFEST, STAGING_PREFIX, plan};

thread_local! {
    static STEPS: Cell<Steps> = const { Cell::new(Steps { taken: 0, fail: None, kill: None }) };
}

/// The number of steps taken since the last [`arm`], and at which of them to do what.
#[derive(Clone, Copy)]
struct Steps {
    taken: usize,
    fail: Option<usize>,
    kill: Option<usize>,
}

/// What a killed process leaves is what a panic leaves: the transaction has no destructor.
struct Killed;

pub(super) fn step(_: &Path) -> io::Result<()> {
    let mut steps = STEPS.get();
    steps.taken += 1;
    STEPS.set(steps);
    if steps.kill == Some(steps.taken) {
        resume_unwind(Box::new(Killed));
    }
    if steps.fail == Some(steps.taken) { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
}

fn arm(fail: Option<usize>, kill: Option<usize>) {
    STEPS.set(Steps { taken: 0, fail, kill });
}

/// [`None`] when the run was killed.
fn build(out: &Path, files: &FileSet) -> Option<Result<super::Summary, EmitError>> {
    let run = AssertUnwindSafe(|| plan(out, files, false).and_then(super::Plan::apply));
    let outcome = catch_unwind(run);
    if let Err(panic) = &outcome {
        assert!(panic.is::<Killed>(), "a panic of its own");
    }
    outcome.ok()
}

fn build_undisturbed(out: &Path, files: &FileSet) {
    arm(None, None);
    build(out, files).unwrap().unwrap();
}

/// Everything in the folder: [`None`] for a folder, the text of a file.
fn tree(out: &Path) -> BTreeMap<String, Option<String>> {
    let entries = WalkDir::new(out).min_depth(1).into_iter().map(Result::unwrap);
    let read = |entry: walkdir::DirEntry| {
        let text = entry.file_type().is_file().then(|| fs::read_to_string(entry.path()).unwrap());
        (entry.path().strip_prefix(out).unwrap().to_str().unwrap().to_owned(), text)
    };
    entries.map(read).collect()
}

fn files(texts: &[(&str, &str)]) -> FileSet {
    texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Generations in which files are made, replaced, kept and removed, and files and folders change places.
fn generations() -> [FileSet; 3] {
    [
        files(&[("a", "1"), ("b/c", "1"), ("b/d/e", "1"), ("kept", "1"), ("m/n", "1"), ("o", "1")]),
        files(&[("a/x/y", "2"), ("b", "2"), ("kept", "1"), ("m/k/l", "2"), ("m/n", "2"), ("p/q/r", "2")]),
        files(&[("a", "3"), ("b/c", "1"), ("kept", "3"), ("p/q/s", "3")]),
    ]
}

fn tree_of(generation: &FileSet) -> BTreeMap<String, Option<String>> {
    let folder = tempfile::tempdir().unwrap();
    build_undisturbed(folder.path(), generation);
    tree(folder.path())
}

/// Every file holds what one of the generations says.
fn assert_whole(out: &Path, generations: &[FileSet], case: &str) {
    for (path, text) in tree(out) {
        let Some(text) = text else { continue };
        if path != MANIFEST && !path.starts_with(STAGING_PREFIX) {
            assert!(generations.iter().any(|files| files.get(&path) == Some(&text)), "{case}: `{path}` holds {text:?}");
        }
    }
}

#[test]
fn a_failure_at_any_step_changes_nothing() {
    let [old, new, _] = generations();
    for first in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("not/yet");
        if !first {
            build_undisturbed(&out, &old);
        }
        let before = tree(folder.path());
        for fail in 1.. {
            arm(Some(fail), None);
            match build(&out, &new).unwrap() {
                Ok(_) => {
                    assert!(fail > 20, "every step was tried");
                    break;
                }
                Err(EmitError::System { aftermath, reason, .. }) => {
                    assert_eq!((aftermath, reason.kind()), (Aftermath::Untouched, io::ErrorKind::StorageFull));
                }
                Err(error) => panic!("step {fail}: {error}"),
            }
            assert_eq!(tree(folder.path()), before, "step {fail}");
        }
        assert_eq!(tree(&out), tree_of(&new));
    }
}

#[test]
fn a_kill_at_any_step_leaves_whole_files_and_the_next_build_completes() {
    let generations = generations();
    let [old, new, _] = &generations;
    let expected = tree_of(new);
    for kill in 1.. {
        let folder = tempfile::tempdir().unwrap();
        build_undisturbed(folder.path(), old);
        arm(None, Some(kill));
        let killed = build(folder.path(), new).is_none();
        assert_whole(folder.path(), &generations, &format!("step {kill}"));
        build_undisturbed(folder.path(), new);
        assert_eq!(tree(folder.path()), expected, "step {kill}");
        if !killed {
            assert!(kill > 20, "every step was tried");
            break;
        }
    }
}

/// What takes over the output of cellc 0.1 keeps 0.1 out from the first file on, also when it is killed.
#[test]
fn a_killed_takeover_of_an_older_format_never_leaves_new_files_to_older_compilers() {
    let [old, new, _] = generations();
    let mut formats = BTreeMap::from([(1, 0), (2, 0)]);
    for kill in 1.. {
        let folder = tempfile::tempdir().unwrap();
        build_undisturbed(folder.path(), &old);
        let manifest = folder.path().join(MANIFEST);
        let text = fs::read_to_string(&manifest).unwrap().replace("\"format\": 2", "\"format\": 1");
        fs::write(&manifest, text).unwrap();
        let before = tree(folder.path());
        arm(None, Some(kill));
        let killed = build(folder.path(), &new).is_none();
        let is_old = fs::read_to_string(&manifest).unwrap().contains("\"format\": 1");
        *formats.entry(if is_old { 1 } else { 2 }).or_default() += 1;
        let mut after = tree(folder.path());
        after.retain(|path, _| !path.starts_with(STAGING_PREFIX));
        assert!(!is_old || after == before, "step {kill}");
        build_undisturbed(folder.path(), &new);
        assert_eq!(tree(folder.path()), tree_of(&new), "step {kill}");
        if !killed {
            break;
        }
    }
    assert!(formats.values().all(|count| *count > 3), "{formats:?}");
}

#[test]
fn two_kills_in_a_row_are_no_worse_than_one() {
    let generations = generations();
    let [old, new, newer] = &generations;
    let expected = [tree_of(old), tree_of(newer)];
    for (first, second) in (1..40).flat_map(|first| (1..40).step_by(3).map(move |second| (first, second))) {
        let folder = tempfile::tempdir().unwrap();
        build_undisturbed(folder.path(), old);
        arm(None, Some(first));
        build(folder.path(), new);
        arm(None, Some(second));
        build(folder.path(), newer);
        assert_whole(folder.path(), &generations, &format!("steps {first} and {second}"));
        let last = (first + second) % 2;
        build_undisturbed(folder.path(), [old, newer][last]);
        assert_eq!(tree(folder.path()), expected[last], "steps {first} and {second}");
    }
}

#[test]
fn a_kill_or_a_failure_while_changes_are_taken_back_is_mended_by_the_next_build() {
    let generations = generations();
    let [old, new, _] = &generations;
    let expected = tree_of(new);
    for (fail, more) in (1..40).flat_map(|fail| (1..30).step_by(2).map(move |more| (fail, more))) {
        let folder = tempfile::tempdir().unwrap();
        build_undisturbed(folder.path(), old);
        arm(Some(fail), Some(fail + more));
        build(folder.path(), new);
        assert_whole(folder.path(), &generations, &format!("steps {fail} and {more}"));
        build_undisturbed(folder.path(), new);
        assert_eq!(tree(folder.path()), expected, "steps {fail} and {more}");
    }
}
