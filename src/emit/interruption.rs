//! Fails or stops a build at each of its steps, one after another.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use walkdir::WalkDir;

use super::digest::Digest;
use super::index::is_current;
use super::path::INDEX_FOLDER;
use super::{Aftermath, EmitError, FileSet, MANIFEST, MARKER, Mode, STAGING_PREFIX, Session, Summary};

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

/// What one build makes: the output, and the file beside it.
#[derive(Debug, Clone)]
struct Generation {
    files: FileSet,
    beside: &'static str,
}

impl Generation {
    fn new(beside: &'static str, texts: &[(&str, &str)]) -> Self {
        let files = texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Self { files, beside }
    }

    /// Builds into a folder that holds both, as `cellc build` does. [`None`] when the run was killed.
    fn build(&self, folder: &Path) -> Option<Result<Summary, EmitError>> {
        let run = AssertUnwindSafe(|| {
            let beside = folder.join(BESIDE);
            let session = Session::open(&folder.join(OUT), Mode::Write { force: false }, &[""])?;
            session.beside(&beside, BESIDE, fs::read_to_string(&beside).ok().as_deref(), self.beside);
            self.files.iter().for_each(|(path, text)| session.file(path, text));
            session.finish(Some(self.beside))?.apply()
        });
        let outcome = catch_unwind(run);
        if let Err(panic) = &outcome {
            assert!(panic.is::<Killed>(), "a panic of its own");
        }
        outcome.ok()
    }

    fn build_undisturbed(&self, folder: &Path) {
        arm(None, None);
        self.build(folder).unwrap().unwrap();
    }

    /// What a build into an empty folder makes.
    fn tree(&self) -> Tree {
        let folder = tempfile::tempdir().unwrap();
        self.build_undisturbed(folder.path());
        tree(folder.path())
    }

    /// The index says of no other output that it is this one.
    fn assert_no_wrong_trust(&self, folder: &Path, expected: &Tree, case: &str) {
        if is_current(&folder.join(OUT), self.beside).is_some() {
            assert_eq!(&generated(folder), &generated_of(expected), "{case}: trusted, and wrong");
        }
    }
}

const OUT: &str = "out";
const BESIDE: &str = "fleet.lock.json";

/// [`None`] for a folder, the text of a file.
type Tree = BTreeMap<String, Option<String>>;

/// Everything in the folder, but for what only speed rests on.
fn tree(folder: &Path) -> Tree {
    let entries = WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let read = |entry: walkdir::DirEntry| {
        let text = entry.file_type().is_file().then(|| fs::read_to_string(entry.path()).unwrap());
        (entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), text)
    };
    // What waits beside its place has a name that begins in the same way, and must not stay.
    entries.map(read).filter(|(path, _)| path.split('/').all(|name| name != INDEX_FOLDER)).collect()
}

/// The files of the output that are generated.
fn generated(folder: &Path) -> Tree {
    generated_of(&tree(folder))
}

fn generated_of(tree: &Tree) -> Tree {
    let is_generated = |path: &str| {
        let path = path.strip_prefix("out/")?;
        (![MANIFEST, MARKER].contains(&path.split('/').next()?) && !path.starts_with(STAGING_PREFIX)).then_some(())
    };
    let files = tree.iter().filter(|(path, text)| text.is_some() && is_generated(path).is_some());
    files.map(|(path, text)| (path.clone(), text.clone())).collect()
}

/// Generations in which files are made, replaced, kept and removed, and files and folders change places.
fn generations() -> [Generation; 3] {
    [
        Generation::new("1", &[("a", "1"), ("b/c", "1"), ("b/d/e", "1"), ("kept", "1"), ("m/n", "1"), ("o", "1")]),
        Generation::new(
            "2",
            &[("a/x/y", "2"), ("b", "2"), ("kept", "1"), ("m/k/l", "2"), ("m/n", "2"), ("p/q/r", "2")],
        ),
        Generation::new("3", &[("a", "3"), ("b/c", "1"), ("kept", "3"), ("p/q/s", "3")]),
    ]
}

/// Every file holds what one of the generations says.
fn assert_whole(folder: &Path, generations: &[Generation], case: &str) {
    for (path, text) in generated(folder) {
        let path = path.strip_prefix("out/").unwrap();
        let is_of = |generation: &Generation| generation.files.get(path) == text.as_ref();
        assert!(generations.iter().any(is_of), "{case}: `{path}` holds {text:?}");
    }
    let beside = fs::read_to_string(folder.join(BESIDE)).ok();
    let is_of = |text: String| generations.iter().any(|generation| generation.beside == text);
    assert!(beside.is_none_or(is_of), "{case}: the file beside the output");
}

#[test]
fn a_failure_at_any_step_changes_nothing() {
    let [old, new, _] = generations();
    for first in [true, false] {
        let folder = tempfile::tempdir().unwrap();
        if !first {
            old.build_undisturbed(folder.path());
        }
        let before = tree(folder.path());
        let mut failures = 0;
        for fail in 1.. {
            arm(Some(fail), None);
            match new.build(folder.path()).unwrap() {
                Ok(_) => break,
                Err(EmitError::System { aftermath, reason, .. }) => {
                    assert_eq!((aftermath, reason.kind()), (Aftermath::Untouched, io::ErrorKind::StorageFull));
                }
                Err(error) => panic!("step {fail}: {error}"),
            }
            assert_eq!(tree(folder.path()), before, "step {fail}");
            failures += 1;
        }
        assert!(failures > 20, "every step was tried: {failures}");
        assert_eq!(tree(folder.path()), new.tree());
    }
}

#[test]
fn a_kill_at_any_step_leaves_whole_files_and_the_next_build_completes() {
    let generations = generations();
    let [old, new, _] = &generations;
    let (before, expected) = (old.tree(), new.tree());
    for kill in 1.. {
        let folder = tempfile::tempdir().unwrap();
        let case = format!("step {kill}");
        old.build_undisturbed(folder.path());
        arm(None, Some(kill));
        let killed = new.build(folder.path()).is_none();
        assert_whole(folder.path(), &generations, &case);
        new.assert_no_wrong_trust(folder.path(), &expected, &case);
        // The file beside the output comes first: where something of the new output is, the next build starts from it.
        if generated(folder.path()) != generated_of(&before) {
            assert_eq!(fs::read_to_string(folder.path().join(BESIDE)).unwrap(), new.beside, "{case}");
        }
        old.assert_no_wrong_trust(folder.path(), &before, &case);
        new.build_undisturbed(folder.path());
        assert_eq!(tree(folder.path()), expected, "{case}");
        if !killed {
            assert!(kill > 20, "every step was tried");
            break;
        }
    }
}

/// A first build that is killed, followed by one of another spec: what is there is known.
#[test]
fn a_killed_first_build_is_replaced_by_another_one() {
    let generations = generations();
    let [old, new, _] = &generations;
    let expected = new.tree();
    for kill in 1.. {
        let folder = tempfile::tempdir().unwrap();
        arm(None, Some(kill));
        let killed = old.build(folder.path()).is_none();
        assert_whole(folder.path(), &generations, &format!("step {kill}"));
        new.build_undisturbed(folder.path());
        assert_eq!(tree(folder.path()), expected, "step {kill}");
        if !killed {
            assert!(kill > 20, "every step was tried");
            break;
        }
    }
}

/// The output of an older cellc, which kept one list.
fn make_old(folder: &Path, generation: &Generation, format: u64) {
    generation.build_undisturbed(folder);
    let out = folder.join(OUT);
    fs::remove_dir_all(out.join(MANIFEST)).unwrap();
    let files: BTreeMap<&str, Digest> =
        generation.files.iter().map(|(path, text)| (path.as_str(), Digest::of(text.as_bytes()))).collect();
    let list = serde_json::json!({ "format": format, "compiler": "cellc 0.1.0", "files": files });
    fs::write(out.join(MARKER), list.to_string()).unwrap();
}

/// What takes over the output of cellc 0.1 keeps 0.1 out from the first file on, also when it is killed.
#[test]
fn a_killed_takeover_of_an_older_format_never_leaves_new_files_to_older_compilers() {
    let [old, new, _] = generations();
    let expected = new.tree();
    for format in [1, 2] {
        let mut kinds = [0, 0];
        for kill in 1.. {
            let folder = tempfile::tempdir().unwrap();
            make_old(folder.path(), &old, format);
            let before = generated(folder.path());
            arm(None, Some(kill));
            let killed = new.build(folder.path()).is_none();
            let marker = fs::read_to_string(folder.path().join(OUT).join(MARKER)).unwrap();
            let is_old = marker.contains("\"files\"");
            kinds[usize::from(is_old)] += 1;
            assert!(is_old || marker.contains("\"format\": 2"), "cellc 0.1 refuses it: {marker}");
            assert!(!is_old || generated(folder.path()) == before, "step {kill}");
            new.build_undisturbed(folder.path());
            assert_eq!(tree(folder.path()), expected, "step {kill}");
            if !killed {
                break;
            }
        }
        assert!(kinds.iter().all(|count| *count > 3), "{kinds:?}");
    }
}

#[test]
fn two_kills_in_a_row_are_no_worse_than_one() {
    let generations = generations();
    let [old, new, newer] = &generations;
    let expected = [old.tree(), newer.tree()];
    for (first, second) in (1..60).flat_map(|first| (1..60).step_by(7).map(move |second| (first, second))) {
        let folder = tempfile::tempdir().unwrap();
        old.build_undisturbed(folder.path());
        arm(None, Some(first));
        new.build(folder.path());
        arm(None, Some(second));
        newer.build(folder.path());
        assert_whole(folder.path(), &generations, &format!("steps {first} and {second}"));
        let last = (first + second) % 2;
        [old, newer][last].build_undisturbed(folder.path());
        assert_eq!(tree(folder.path()), expected[last], "steps {first} and {second}");
    }
}

#[test]
fn a_kill_or_a_failure_while_changes_are_taken_back_is_mended_by_the_next_build() {
    let generations = generations();
    let [old, new, _] = &generations;
    let expected = new.tree();
    for (fail, more) in (1..60).flat_map(|fail| (1..40).step_by(4).map(move |more| (fail, more))) {
        let folder = tempfile::tempdir().unwrap();
        old.build_undisturbed(folder.path());
        arm(Some(fail), Some(fail + more));
        new.build(folder.path());
        assert_whole(folder.path(), &generations, &format!("steps {fail} and {more}"));
        new.build_undisturbed(folder.path());
        assert_eq!(tree(folder.path()), expected, "steps {fail} and {more}");
    }
}
