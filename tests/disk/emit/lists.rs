//! Lists of owned files that cannot be used.

use cellc::emit::{MANIFEST_OF_OUTPUT, MARKER, Mode, Session};

use crate::emit::conflicts::OLD;
use crate::emit::folder::{Output, build, files, force, tree};

#[test]
fn a_manifest_that_cannot_be_used_stops_the_build_and_force_does_not_help() {
    let table = [
        (
            "<<<<<<< HEAD\n",
            "`/out/cellc.lock.json` holds merge conflicts\n  \
             = note: it lists the files that cellc may replace and delete\n  \
             = help: take the whole folder from your side, without edits that were never committed, and build again: `git restore \
             --source HEAD --staged --worktree /out`",
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
            "{\"format\": 4, \"compiler\": \"cellc 9.1.0\"}",
            concat!(
                "`/out/cellc.lock.json` has format 4, written by cellc 9.1.0\n  = note: this is cellc ",
                env!("CARGO_PKG_VERSION"),
                ", which knows formats up to 3\n  = help: use cellc 9.1.0 or later; to go back on purpose, restore the output \
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
        output.write(MARKER, text);
        let before = tree(&output.path);
        for outcome in [build(&output.path, &files(OLD)), force(&output.path, &files(OLD))] {
            assert_eq!(output.message(&outcome.unwrap_err()), expected);
        }
        assert_eq!(tree(&output.path), before);
    }
}

#[test]
fn a_list_that_names_a_file_outside_the_owned_folders_is_refused() {
    const HASH: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let texts = files(&[("gitops/prod/a/root.yaml", "1\n")]);
    for (list, file, text) in [
        (
            MANIFEST_OF_OUTPUT,
            "notes.md",
            format!("{{\"format\": 3, \"compiler\": \"cellc 0.2.0\", \"files\": {{\"notes.md\": \"{HASH}\"}}}}"),
        ),
        ("manifest/docs.json", "docs/notes.md", format!("{{\"files\": {{\"notes.md\": \"{HASH}\"}}}}")),
        (
            MARKER,
            "docs/notes.md",
            format!("{{\"format\": 1, \"compiler\": \"cellc 0.1.0\", \"files\": {{\"docs/notes.md\": \"{HASH}\"}}}}"),
        ),
    ] {
        let output = Output::absent();
        let build = |force| {
            let session = Session::open(&output.path, Mode::Write { force }, &["gitops", ".gitattributes"]).unwrap();
            for (path, text) in &texts {
                session.file(path, text);
            }
            session.finish(None).and_then(cellc::emit::Plan::apply)
        };
        build(false).unwrap();
        output.write(file, "");
        output.write(list, &text);
        let expected = format!(
            "`/out/{list}` lists `{file}`, which is not a generated file\n  = note: it lists the files that cellc may replace \
             and delete\n  = note: generated files lie in `gitops` and `.gitattributes` and nowhere else\n  = help: restore \
             it from version control, and find out who changed it"
        );
        for force in [false, true] {
            assert_eq!(output.message(&build(force).unwrap_err()), expected);
        }
        assert!(output.path.join(file).is_file());
    }
    // Nor does a producer write where another one, or nobody, does.
    let output = Output::absent();
    let session = Session::open(&output.path, Mode::Write { force: true }, &["gitops"]).unwrap();
    session.file("docs/a.md", "");
    let error = output.message(&session.finish(None).unwrap_err());
    assert!(error.contains("`docs/a.md` is outside what its producer owns, which is `gitops`"), "{error}");
    assert!(!output.path.exists());
}
