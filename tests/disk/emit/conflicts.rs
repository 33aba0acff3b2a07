//! What a build refuses to destroy, and what it says.

use std::fs;

use cellc::emit::{EmitError, MANIFEST_OF_OUTPUT, MARKER, Mode, Reason, Session, plan};

use crate::emit::folder::{Output, build, files, force, tree};

/// What is done to an output folder that was built from `edited`, `orphan` and `sub/file`; the next build makes
/// `edited`, `foreign`, `sub/file` and `deep/er/file`.
type Act = fn(&Output);

pub(crate) const OLD: &[(&str, &str)] = &[("edited", "a\nb\n"), ("orphan", "1\n"), ("sub/file", "1\n")];
const NEXT: &[(&str, &str)] = &[("edited", "2\n"), ("foreign", "2\n"), ("sub/file", "2\n"), ("deep/er/file", "2\n")];

/// Name, what is done, the text of the one conflict, and whether force overcomes it.
const TABLE: &[(&str, Act, &str, bool)] = &[
    (
        "an edited file",
        |output| output.write("edited", "hand\n"),
        "`edited` was edited by hand\n  \
         = note: the content is not what cellc wrote, and generating it again would lose the change\n  \
         = help: move the change into the specification, or overwrite it with `--force`",
        true,
    ),
    (
        "an edit among other line ends",
        |output| output.write("edited", "a\r\nB\r\n"),
        "`edited` was edited by hand\n  \
         = note: the content is not what cellc wrote, and generating it again would lose the change\n  \
         = help: move the change into the specification, or overwrite it with `--force`",
        true,
    ),
    (
        "an edited orphan",
        |output| output.write("orphan", "hand\n"),
        "`orphan` is no longer generated, and was edited by hand\n  \
         = note: the content is not what cellc wrote, and deleting it would lose the change\n  \
         = help: move it out of the output folder, or delete it with `--force`",
        true,
    ),
    (
        "a foreign file",
        |output| output.write("foreign", "hand\n"),
        "`foreign` was not written by cellc\n  \
         = note: a file of this name is to be generated, and no list in `manifest` names the one that is there\n  \
         = help: rename or move it, or overwrite it with `--force`",
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
         = note: generated files lie below this path, and no list in `manifest` names the file\n  \
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
    for (_, act, ..) in TABLE.iter().filter(|(name, ..)| *name != "a foreign file") {
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
fn what_is_not_a_folder_or_not_a_file_is_told() {
    let output = Output::absent();
    fs::write(&output.path, "").unwrap();
    let expected = "cannot build into `/out`: not a directory\n  \
                    = note: nothing was changed\n  \
                    = help: move what stands in the way, then build again";
    assert_eq!(output.message(&build(&output.path, &files(OLD)).unwrap_err()), expected);

    let output = Output::absent();
    for list in [MARKER, MANIFEST_OF_OUTPUT] {
        fs::create_dir_all(output.path.join(list)).unwrap();
        let expected = format!(
            "cannot read `/out/{list}`: is a directory\n  = note: nothing was changed\n  = help: move what stands in the \
             way, then build again"
        );
        assert_eq!(output.message(&build(&output.path, &files(OLD)).unwrap_err()), expected);
        fs::remove_dir(output.path.join(list)).unwrap();
    }
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

/// A line that a pull request adds to a list deletes nothing that no producer makes.
#[test]
fn names_that_cannot_be_checked_out_everywhere_are_a_fault_of_the_compiler() {
    for (paths, expected) in [
        (["gitops/con/a", "b"], "`gitops/con/a` has a part that Windows keeps for a device"),
        (["a/B", "a/b"], "`a/B` differs from `a/b` only in the case of letters"),
        (["a/BC", "a/Bc"], "`a/Bc` differs from `a/BC` only in the case of letters"),
    ] {
        let output = Output::absent();
        let error = build(&output.path, &files(&paths.map(|path| (path, "")))).unwrap_err();
        assert!(output.message(&error).contains(expected), "{error}");
    }
}

/// A checkout on Windows with `core.autocrlf=true`, and then one edit.
#[test]
fn line_ends_are_no_edit_and_many_edits_are_told_once() {
    let texts: Vec<(String, String)> = (0..50).map(|number| (format!("a/{number:02}"), "x\ny\n".to_owned())).collect();
    let texts = texts.into_iter().collect();
    let output = Output::absent();
    build(&output.path, &texts).unwrap();
    let fresh = tree(&output.path);
    for path in texts.keys() {
        output.write(path, "x\r\ny\r\n");
    }
    assert!(plan(&output.path, &texts, false).unwrap().is_stale());
    assert_eq!(build(&output.path, &texts).unwrap().written, 50);
    assert_eq!(tree(&output.path), fresh);
    // What is generated no longer goes, whatever its line ends.
    output.write("a/00", "x\r\ny\r\n");
    assert_eq!(build(&output.path, &files(&[])).unwrap().removed, 50);

    build(&output.path, &texts).unwrap();
    for path in texts.keys() {
        output.write(path, "mine");
    }
    let error = build(&output.path, &texts).unwrap_err();
    let expected = "50 paths in `/out` are in the way, nothing was written\n`a/00`, `a/01`, `a/02` and 47 more were edited by \
                    hand\n  = note: the content is not what cellc wrote, and generating it again would lose the change\n  = \
                    help: move the change into the specification, or overwrite it with `--force`";
    assert_eq!(output.message(&error), expected);
    assert_eq!(error.findings().len(), 1);
}

#[test]
fn a_file_beside_the_output_is_written_with_it_or_not_at_all() {
    let output = Output::absent();
    let beside = output.directory.path().join("fleet.lock.json");
    let build = |before: Option<&str>, text: &str, files: &[(&str, &str)]| {
        let session = Session::open(&output.path, Mode::Write { force: false }, &[""]).unwrap();
        session.beside(&beside, "fleet.lock.json", before, text);
        for (path, text) in files {
            session.file(path, text);
        }
        session.finish(None)
    };
    build(None, "1", &[("a", "1")]).unwrap().apply().unwrap();
    assert_eq!(fs::read_to_string(&beside).unwrap(), "1");
    let plan = build(Some("1"), "1", &[("a", "1")]).unwrap();
    assert!(!plan.is_stale());
    drop(plan);
    let plan = build(Some("1"), "2", &[("a", "1")]).unwrap();
    assert!(plan.is_stale());
    assert_eq!(
        plan.diff().unwrap(),
        "--- a/fleet.lock.json\n+++ b/fleet.lock.json\n@@ -1 +1 @@\n-1\n\\ No newline at end of file\n+2\n\\ No newline at \
         end of file\n"
    );
    plan.apply().unwrap();
    // Somebody else has written it in the meantime.
    for (before, now) in [(Some("2"), "theirs"), (None, "theirs")] {
        let plan = build(before, "3", &[("a", "2")]).unwrap();
        fs::write(&beside, now).unwrap();
        let expected = "`/fleet.lock.json` was changed while this build was at work\n  = note: nothing was changed\n  = help: \
                        build again";
        assert_eq!(output.message(&plan.apply().unwrap_err()), expected);
        assert_eq!(fs::read_to_string(&beside).unwrap(), now);
        assert_eq!(fs::read_to_string(output.path.join("a")).unwrap(), "1");
    }
    let names = fs::read_dir(output.directory.path()).unwrap().map(|entry| entry.unwrap().file_name());
    assert_eq!(names.count(), 2, "nothing is left beside it");
}
