//! What a build may skip because nothing can have changed, and what it must not.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use cellc::emit::{MARKER, Mode, Session};

use crate::emit::folder::{Output, build_in_session, files, tree};

const FILES: &[(&str, &str)] = &[
    ("gitops/prod/a/root.yaml", "1\n"),
    ("modules/m/main.tf", "1\n"),
    ("modules/m/other.tf", "2\n"),
    (".gitattributes", "1\n"),
];
const INDEX: &str = ".cellc/index";

fn built() -> Output {
    let output = Output::absent();
    build_in_session(&output.path, &files(FILES), false, Some("X")).unwrap();
    output
}

fn is_current(out: &Path, inputs: &str) -> Option<usize> {
    let found = [Mode::Look, Mode::Write { force: false }]
        .map(|mode| Session::open(out, mode, &[""]).unwrap().is_current(inputs));
    assert_eq!(found[0], found[1]);
    found[0]
}

#[test]
fn a_build_of_the_same_inputs_is_known_again_and_of_others_is_not() {
    let output = built();
    assert_eq!(is_current(&output.path, "X"), Some(FILES.len()));
    for inputs in ["Y", "", "X ", "X\nfiles 0"] {
        assert_eq!(is_current(&output.path, inputs), None, "{inputs:?}");
    }
    // Git does not see it.
    assert_eq!(fs::read_to_string(output.path.join(".cellc/.gitignore")).unwrap(), "*\n");
    // A build without inputs is not known, and neither is one before it.
    let next = files(&FILES[1..]);
    build_in_session(&output.path, &next, false, None).unwrap();
    assert_eq!(is_current(&output.path, "X"), None);
    build_in_session(&output.path, &next, false, Some("Y")).unwrap();
    assert_eq!(is_current(&output.path, "Y"), Some(FILES.len() - 1));
    assert_eq!(is_current(&output.path, "X"), None);
}

#[test]
fn the_word_to_git_comes_back_when_somebody_has_removed_it() {
    let output = built();
    fs::remove_file(output.path.join(".cellc/.gitignore")).unwrap();
    assert_eq!(build_in_session(&output.path, &files(FILES), false, Some("X")).unwrap().written, 0);
    assert_eq!(is_current(&output.path, "X"), Some(FILES.len()));
    assert_eq!(fs::read_to_string(output.path.join(".cellc/.gitignore")).unwrap(), "*\n");
}

#[test]
fn a_build_that_finds_everything_right_is_known_as_well() {
    let output = built();
    fs::remove_dir_all(output.path.join(".cellc")).unwrap();
    assert_eq!(is_current(&output.path, "X"), None);
    assert_eq!(build_in_session(&output.path, &files(FILES), false, Some("X")).unwrap().written, 0);
    assert_eq!(is_current(&output.path, "X"), Some(FILES.len()));
}

/// What happens to the output behind cellc's back. Every one of them must be seen, also within the moment of the build.
type Act = fn(&Output);

const ACTS: &[(&str, Act)] = &[
    ("an edit of the same size", |output| output.write("modules/m/main.tf", "2\n")),
    ("an edit of the same size and time", |output| {
        let path = output.path.join("modules/m/main.tf");
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        fs::write(&path, "2\n").unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    }),
    ("another file of the same size and time", |output| {
        let path = output.path.join("modules/m/main.tf");
        let time = fs::metadata(&path).unwrap().modified().unwrap();
        output.write("mine", "2\n");
        fs::rename(output.path.join("mine"), &path).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    }),
    ("a file exchanged for its neighbour", |output| {
        fs::rename(output.path.join("modules/m/other.tf"), output.path.join("modules/m/main.tf")).unwrap();
    }),
    ("a file that is gone", |output| fs::remove_file(output.path.join("modules/m/main.tf")).unwrap()),
    ("a folder that is gone", |output| fs::remove_dir_all(output.path.join("modules")).unwrap()),
    ("a link in the place of its file", |output| {
        fs::rename(output.path.join("modules/m/main.tf"), output.directory.path().join("file")).unwrap();
        symlink(output.directory.path().join("file"), output.path.join("modules/m/main.tf")).unwrap();
    }),
    ("a link in the place of its folder", |output| {
        fs::rename(output.path.join("modules"), output.directory.path().join("modules")).unwrap();
        symlink("../modules", output.path.join("modules")).unwrap();
    }),
    ("a list with another line", |output| {
        let list = output.path.join("manifest/modules/m.json");
        fs::write(&list, fs::read_to_string(&list).unwrap().replace("main", "mine")).unwrap();
    }),
    ("a new list", |output| output.write("manifest/modules/n.json", "{\"files\": {}}")),
    ("a list less", |output| fs::remove_file(output.path.join("manifest/modules/m.json")).unwrap()),
    ("the list of an older cellc", |output| output.write(MARKER, "{}")),
    ("a journal", |output| output.write("manifest/journal.json", "{}")),
    ("a damaged index", |output| {
        let text = fs::read_to_string(output.path.join(INDEX)).unwrap();
        output.write(INDEX, &text.replace("\nend\n", "\n"));
    }),
    ("an index that lacks a line", |output| {
        let text = fs::read_to_string(output.path.join(INDEX)).unwrap();
        let lines = text.split_inclusive('\n').filter(|line| !line.ends_with(" modules/m/other.tf\n"));
        let less: String = lines.collect();
        assert_ne!(less, text);
        output.write(INDEX, &less);
    }),
    ("an index of which a half is missing", |output| {
        let text = fs::read_to_string(output.path.join(INDEX)).unwrap();
        output.write(INDEX, &text[..text.len() / 2]);
    }),
    ("an index of another version", |output| {
        let text = fs::read_to_string(output.path.join(INDEX)).unwrap();
        output.write(INDEX, &text.replace("cellc index 2\n", "cellc index 3\n"));
    }),
    ("an index that somebody committed", |output| {
        output.write("modules/m/main.tf", "2\n");
        output.write(INDEX, "cellc index 2\ninputs X\nfiles 4\nnotes 0\nend\n");
    }),
    ("an index that somebody committed, with a line", |output| {
        output.write("modules/m/main.tf", "2\n");
        let digest = "sha256:1e6d6b3c0f5d0e9d7d36ab8a1ef7ee9d3a2f7b1c4a5e6f708192a3b4c5d6e7f8";
        output.write(
            INDEX,
            &format!("cellc index 2\ninputs X\nfiles 0\nnotes 0\n2 0 0 1 {digest} .cellc/.gitignore\nend\n"),
        );
    }),
    ("an index with no end", |output| {
        fs::remove_file(output.path.join(INDEX)).unwrap();
        symlink("/dev/zero", output.path.join(INDEX)).unwrap();
    }),
    ("an index in a folder behind a link", |output| {
        fs::rename(output.path.join(".cellc"), output.directory.path().join("index")).unwrap();
        symlink("../index", output.path.join(".cellc")).unwrap();
    }),
];

#[test]
fn nothing_that_happens_to_the_output_is_overlooked() {
    for wait in [Duration::ZERO, Duration::from_millis(60)] {
        for (name, act) in ACTS {
            let output = built();
            thread::sleep(wait);
            act(&output);
            assert_eq!(is_current(&output.path, "X"), None, "{name}, after {wait:?}");
        }
    }
}

/// A build by one clock, and then an edit by another one.
#[test]
#[expect(clippy::disallowed_methods, reason = "the clock is what is judged")]
fn no_clock_is_trusted() {
    let past = SystemTime::now() - Duration::from_hours(24);
    for time in [SystemTime::UNIX_EPOCH, past, SystemTime::now() + Duration::from_hours(24)] {
        let output = built();
        let path = output.path.join("modules/m/main.tf");
        let set = || fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        set();
        assert_eq!(build_in_session(&output.path, &files(FILES), false, Some("X")).unwrap().written, 0);
        assert_eq!(is_current(&output.path, "X"), Some(FILES.len()));
        fs::write(&path, "2\n").unwrap();
        set();
        assert_eq!(is_current(&output.path, "X"), None, "{time:?}");
    }
}

/// Edits as fast as the machine makes them: many fall into one tick of the file system's clock with the build.
#[test]
fn edits_within_one_tick_are_seen() {
    let output = built();
    let path = output.path.join("modules/m/main.tf");
    for round in 0..200 {
        build_in_session(&output.path, &files(FILES), true, Some("X")).unwrap();
        fs::write(&path, "3\n").unwrap();
        assert_eq!(is_current(&output.path, "X"), None, "round {round}");
    }
}

#[test]
fn an_index_that_cannot_be_written_does_no_harm() {
    let output = Output::absent();
    output.write(".cellc", "a file");
    build_in_session(&output.path, &files(FILES), false, Some("X")).unwrap();
    assert_eq!(is_current(&output.path, "X"), None);
    assert_eq!(fs::read_to_string(output.path.join(".cellc")).unwrap(), "a file");
    // Nothing is left by a build that fails.
    let output = Output::absent();
    assert!(build_in_session(&output.path, &files(&[("../a", "")]), false, Some("X")).is_err());
    assert!(!output.path.exists());
    let output = built();
    let before = tree(&output.path);
    output.write("modules/m/main.tf", "mine");
    assert!(build_in_session(&output.path, &files(&[("modules/m/main.tf", "2\n")]), false, Some("Y")).is_err());
    output.write("modules/m/main.tf", "1\n");
    assert_eq!(tree(&output.path), before);
    let left = fs::read_dir(output.path.join(".cellc")).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(left.count(), 2, "the old index and the word to Git");
}
