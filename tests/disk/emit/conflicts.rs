//! What a build refuses to destroy, and what it says.

use std::fs;

use cellc::emit::{EmitError, MANIFEST, Reason, plan};

use crate::emit::folder::{Output, build, files, force, tree};

/// What is done to an output folder that was built from `edited`, `orphan` and `sub/file`; the next build makes
/// `edited`, `foreign`, `sub/file` and `deep/er/file`.
type Act = fn(&Output);

const OLD: &[(&str, &str)] = &[("edited", "a\nb\n"), ("orphan", "1\n"), ("sub/file", "1\n")];
const NEXT: &[(&str, &str)] = &[("edited", "2\n"), ("foreign", "2\n"), ("sub/file", "2\n"), ("deep/er/file", "2\n")];

/// Name, what is done, the text of the one conflict, and whether force overcomes it.
const TABLE: &[(&str, Act, &str, bool)] = &[
    (
        "an edited file",
        |output| output.write("edited", "hand\n"),
        "`edited` was edited by hand\n  \
         = note: its content is not what cellc wrote; generating it again would lose the change\n  \
         = help: move the change into the specification, or overwrite the file with `--force`",
        true,
    ),
    (
        "line ends",
        |output| output.write("edited", "a\r\nb\r\n"),
        "`edited` has different line endings from those that cellc wrote\n  \
         = note: only the line endings differ; Git probably converted them\n  \
         = help: keep Git from converting them (`out/** -text` in `.gitattributes`), and overwrite the file with `--force`",
        true,
    ),
    (
        "an edited orphan",
        |output| output.write("orphan", "hand\n"),
        "`orphan` is no longer generated, and was edited by hand\n  \
         = note: its content is not what cellc wrote; deleting it would lose the change\n  \
         = help: move the file out of the output folder, or delete it with `--force`",
        true,
    ),
    (
        "a foreign file",
        |output| output.write("foreign", "hand\n"),
        "`foreign` was not written by cellc\n  \
         = note: a file of this name is to be generated, and `cellc.lock.json` does not list the one that is there\n  \
         = help: rename or move the file, or overwrite it with `--force`",
        true,
    ),
    (
        "a directory where a file goes",
        |output| output.write("foreign/x/y", "hand\n"),
        "`foreign` is a directory, where a file is to be generated\n  \
         = note: it holds `foreign/x/y`, which cellc did not make\n  \
         = help: move the directory; `--force` does not delete directories",
        false,
    ),
    (
        "a file where a directory goes",
        |output| output.write("deep/er", "hand\n"),
        "`deep/er` is a file, where a directory is needed\n  \
         = note: generated files lie below this path, and `cellc.lock.json` does not list the file\n  \
         = help: rename or move the file; `--force` does not replace files by directories",
        false,
    ),
];

const LINK_TEXT: &str = " is a symbolic link\n  \
     = note: generated files are not read, written or deleted through links, which may lead anywhere\n  \
     = help: replace the link by what it leads to, or remove it";

#[test]
fn each_conflict_is_told_and_nothing_is_written() {
    for (name, act, expected, forcible) in TABLE {
        let output = Output::built(OLD);
        act(&output);
        assert_refused(&output, name, expected, *forcible);
    }
}

fn assert_refused(output: &Output, name: &str, expected: &str, forcible: bool) {
    let before = tree(output.directory.path());
    let next = files(NEXT);
    let text = |error: &EmitError| output.message(error);
    let headline = "1 path in `/out` is in the way, nothing was written\n";
    assert_eq!(text(&build(&output.path, &next).unwrap_err()), format!("{headline}{expected}"), "{name}");
    assert_eq!(tree(output.directory.path()), before, "{name}");
    match force(&output.path, &next) {
        Ok(_) => assert!(forcible, "{name}"),
        Err(error) => {
            assert!(!forcible && text(&error).ends_with(expected), "{name}: {error}");
            assert_eq!(tree(output.directory.path()), before, "{name}");
        }
    }
}

#[cfg(unix)]
#[test]
fn links_and_special_files_are_never_touched() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    for place in ["edited", "foreign", "orphan", "sub", "deep", "deep/er"] {
        let output = Output::built(OLD);
        let outside = output.directory.path().join("outside");
        fs::create_dir(&outside).unwrap();
        fs::write(outside.join("file"), "1\n").unwrap();
        let link = output.path.join(place);
        let _ = fs::remove_file(&link).or_else(|_| fs::remove_dir_all(&link));
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(&outside, &link).unwrap();
        assert_refused(&output, place, &format!("`{place}`{LINK_TEXT}"), false);
    }
    let output = Output::built(OLD);
    let _socket = UnixListener::bind(output.path.join("foreign")).unwrap();
    let expected = "`foreign` is neither a file nor a directory\n  \
                    = note: a generated file, or a directory of generated files, has this name\n  \
                    = help: remove it";
    assert_refused(&output, "a socket", expected, false);
}

#[cfg(unix)]
#[test]
fn a_link_below_which_only_orphans_lie_is_not_followed_either() {
    let output = Output::built(&[("sub/file", "1\n")]);
    fs::rename(output.path.join("sub"), output.directory.path().join("outside")).unwrap();
    std::os::unix::fs::symlink("../outside", output.path.join("sub")).unwrap();
    let error = force(&output.path, &files(&[])).unwrap_err();
    assert!(output.message(&error).ends_with(&format!("`sub`{LINK_TEXT}")), "{error}");
    assert_eq!(fs::read_to_string(output.directory.path().join("outside/file")).unwrap(), "1\n");
}

#[test]
fn all_conflicts_are_told_at_once_in_the_order_of_their_paths() {
    let output = Output::built(OLD);
    for (_, act, ..) in TABLE.iter().filter(|(name, ..)| *name != "line ends" && *name != "a foreign file") {
        act(&output);
    }
    let message = output.message(&build(&output.path, &files(NEXT)).unwrap_err());
    let heads: Vec<&str> = message.lines().filter(|line| !line.starts_with("  =")).collect();
    let expected = [
        "4 paths in `/out` are in the way, nothing was written",
        "`deep/er` is a file, where a directory is needed",
        "`edited` was edited by hand",
        "`foreign` is a directory, where a file is to be generated",
        "`orphan` is no longer generated, and was edited by hand",
    ];
    assert_eq!(heads, expected);
}

#[test]
fn an_edited_orphan_in_the_way_is_told_once_and_force_replaces_it() {
    for (old, next) in [("a", "a/b"), ("a/b", "a")] {
        let output = Output::built(&[(old, "1")]);
        output.write(old, "hand");
        let error = build(&output.path, &files(&[(next, "2")])).unwrap_err();
        let EmitError::Conflicts { conflicts, .. } = &error else { panic!("{error}") };
        let told: Vec<_> = conflicts.iter().map(|conflict| (conflict.path.as_str(), &conflict.reason)).collect();
        assert_eq!(told, [(old, &Reason::EditedOrphan)]);
        force(&output.path, &files(&[(next, "2")])).unwrap();
        assert_eq!(fs::read_to_string(output.path.join(next)).unwrap(), "2");
    }
}

#[test]
fn a_manifest_that_cannot_be_used_stops_the_build_and_force_does_not_help() {
    let table = [
        (
            "<<<<<<< HEAD\n",
            "`/out/cellc.lock.json` holds merge conflicts\n  \
             = note: it lists the files that cellc may replace and delete\n  \
             = help: take either side of the file, then build with `--force`",
        ),
        (
            "{\"format\": 1, \"compiler\": \"cellc 0.1.0\", \"files\": {\"../../etc/passwd\": \"\"}}",
            "`/out/cellc.lock.json` cannot be read: the path `../../etc/passwd` has an empty part, `.` or `..`\n  \
             = note: it lists the files that cellc may replace and delete\n  \
             = help: restore it from version control; or delete it and build with `--force`, which leaves files that are \
             no longer generated",
        ),
        (
            "{\"lockfileVersion\": 3}",
            "`/out/cellc.lock.json` was not written by cellc\n  \
             = note: this name is kept for the list of files that cellc owns\n  \
             = help: build into another folder, or move the file",
        ),
        (
            "{\"format\": 3, \"compiler\": \"cellc 9.1.0\"}",
            concat!(
                "`/out/cellc.lock.json` has format 3, written by cellc 9.1.0\n  = note: this is cellc ",
                env!("CARGO_PKG_VERSION"),
                ", which knows formats up to 2\n  = help: use cellc 9.1.0 or later; to go back on purpose, restore the output \
                 folder from a commit that cellc ",
                env!("CARGO_PKG_VERSION"),
                " or an older one wrote, then build"
            ),
        ),
        (
            "{\"format\": 2, \"compiler\": \"cellc 9.10.0\", \"files\": {}}",
            concat!(
                "`/out/cellc.lock.json` was written by cellc 9.10.0, which is newer than this cellc ",
                env!("CARGO_PKG_VERSION"),
                "\n  = note: an older cellc would take back what the newer one generates\n  = help: use cellc 9.10.0 or later; \
                 to go back on purpose, restore the output folder from a commit that cellc ",
                env!("CARGO_PKG_VERSION"),
                " or an older one wrote, then build"
            ),
        ),
    ];
    for (text, expected) in table {
        let output = Output::built(OLD);
        output.write(MANIFEST, text);
        let before = tree(&output.path);
        for outcome in [build(&output.path, &files(OLD)), force(&output.path, &files(OLD))] {
            assert_eq!(output.message(&outcome.unwrap_err()), expected);
        }
        assert_eq!(tree(&output.path), before);
    }
}

#[test]
fn what_is_not_a_folder_or_not_a_file_is_told() {
    let output = Output::absent();
    fs::write(&output.path, "").unwrap();
    let expected = "cannot build into `/out`: not a directory\n  \
                    = note: nothing was changed\n  \
                    = help: move what stands in the way, then build again";
    assert_eq!(output.message(&build(&output.path, &files(OLD)).unwrap_err()), expected);

    let output = Output::absent();
    fs::create_dir_all(output.path.join(MANIFEST)).unwrap();
    let expected = "cannot read `/out/cellc.lock.json`: is a directory\n  \
                    = note: nothing was changed\n  \
                    = help: move what stands in the way, then build again";
    assert_eq!(output.message(&build(&output.path, &files(OLD)).unwrap_err()), expected);
}

#[test]
fn paths_that_leave_the_folder_are_a_fault_of_the_compiler() {
    let output = Output::absent();
    let error = build(&output.path, &files(&[("../a", ""), ("b", ""), ("b/c", "")])).unwrap_err();
    let expected = "a generated path cannot be written: `../a` has an empty part, `.` or `..`\n  \
                    = help: this is a fault of cellc, not of the specification; please report it\n\
                    a generated path cannot be written: `b/c` lies below `b`, which is a file\n  \
                    = help: this is a fault of cellc, not of the specification; please report it";
    assert_eq!(output.message(&error), expected);
    assert!(!output.path.exists());
}

#[cfg(unix)]
#[test]
fn builds_into_one_folder_exclude_each_other_and_looking_does_not() {
    let expected = "another build is writing into `/out`\n  \
                    = note: two builds at once would mix their files\n  \
                    = help: wait until it has ended, then build again";
    let output = Output::built(OLD);
    let next = files(NEXT);
    let before = tree(&output.path);
    let other = fs::File::open(&output.path).unwrap();
    other.try_lock().unwrap();
    assert_eq!(output.message(&plan(&output.path, &next, false).unwrap_err()), expected);
    other.unlock().unwrap();

    let (first, second) = (plan(&output.path, &next, false).unwrap(), plan(&output.path, &next, false).unwrap());
    assert_eq!(output.message(&first.apply().unwrap_err()), expected);
    assert_eq!(tree(&output.path), before);
    second.apply().unwrap();
}

#[test]
fn a_plan_that_another_build_has_overtaken_is_not_applied() {
    let absent = Output::absent();
    let (first, second) = (files(&[("a", "1")]), files(&[("a", "2")]));
    let overtaken = plan(&absent.path, &first, false).unwrap();
    build(&absent.path, &second).unwrap();
    assert!(matches!(overtaken.apply(), Err(EmitError::Busy { .. })));
    assert_eq!(fs::read_to_string(absent.path.join("a")).unwrap(), "2");
}
