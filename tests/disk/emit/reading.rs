//! What reads the output folder follows nothing out of it, waits for nobody and takes no more than it says.

use std::fs;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use cellc::emit::{
    EmitError, FileSet, MANIFEST, MANIFEST_OF_OUTPUT, MARKER, MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_THE_MANIFEST, OnDisk,
    Others, is_output, on_disk, plan,
};

use crate::emit::folder::{Output, build, files, force};

const FILES: &[(&str, &str)] = &[("a/main.tf", "1\n"), ("b/main.tf", "1\n"), ("c.tf", "1\n")];

/// The files that were written, and those in `a` of a name in capital letters.
///
/// It reads in another thread, so that a reader that waits for somebody is told from one that does not.
fn read_all(out: &Path) -> Result<OnDisk, EmitError> {
    let (sender, receiver) = mpsc::channel();
    let out = out.to_owned();
    let others = Others { folders: &["a", "absent"], is_meant: |name| name.chars().all(char::is_uppercase) };
    std::thread::spawn(move || sender.send(on_disk(&out, &[""], others)));
    receiver.recv_timeout(Duration::from_mins(1)).unwrap_or_else(|_| panic!("reading waits"))
}

fn read(out: &Path) -> Result<FileSet, EmitError> {
    read_all(out).map(|found| found.written)
}

#[test]
fn files_that_others_put_beside_it_are_found_in_the_folders_and_of_the_names_that_count() {
    let output = Output::built(FILES);
    for path in ["a/X", "a/b/c/Y", "a/main", "a/.hidden/X", "b/X", "X"] {
        fs::create_dir_all(output.path.join(path).parent().unwrap()).unwrap();
        output.write(path, path);
    }
    let found = read_all(&output.path).unwrap();
    assert_eq!(found.written, files(FILES));
    assert_eq!(found.unowned.files, files(&[("a/X", "a/X"), ("a/b/c/Y", "a/b/c/Y")]));
    // What was written is not among them, whatever its name is.
    build(&output.path, &files(&[("a/X", "a/X")])).unwrap();
    let found = read_all(&output.path).unwrap();
    assert_eq!((found.written, found.unowned.files), (files(&[("a/X", "a/X")]), files(&[("a/b/c/Y", "a/b/c/Y")])));
}

#[test]
fn what_was_written_is_read_and_what_was_deleted_is_not() {
    let output = Output::built(FILES);
    assert_eq!(read(&output.path).unwrap(), files(FILES));
    fs::remove_file(output.path.join("c.tf")).unwrap();
    fs::remove_dir_all(output.path.join("b")).unwrap();
    fs::write(output.path.join("b"), "a file").unwrap();
    fs::write(output.path.join("a/main.tf"), b"\xff").unwrap();
    fs::write(output.path.join("foreign.tf"), "not listed").unwrap();
    assert_eq!(read(&output.path).unwrap(), files(&[("a/main.tf", "\u{fffd}")]));
}

#[test]
fn a_folder_without_a_build_is_told() {
    let output = Output::absent();
    assert!(!is_output(&output.path));
    assert!(matches!(read(&output.path), Err(EmitError::NoBuild { .. })));
    let built = Output::built(FILES);
    assert!(is_output(&built.path) && !is_output(&built.path.join("a/main.tf")));
}

#[test]
fn files_that_are_too_large_are_refused_unread() {
    for (path, limit) in [
        ("a/main.tf", MOST_BYTES_OF_A_FILE),
        (MARKER, MOST_BYTES_OF_THE_MANIFEST),
        (MANIFEST_OF_OUTPUT, MOST_BYTES_OF_A_FILE),
    ] {
        let output = Output::built(FILES);
        // A hole takes no room on the disk.
        fs::File::options().write(true).open(output.path.join(path)).unwrap().set_len(limit + 1).unwrap();
        let expected = format!("`{path}` is too large to be read");
        for error in [
            read(&output.path).unwrap_err(),
            build(&output.path, &files(&[("a/main.tf", "2\n")])).unwrap_err(),
            force(&output.path, &files(&[("a/main.tf", "2\n")])).unwrap_err(),
        ] {
            assert!(output.message(&error).contains(&expected), "{error}");
        }
    }
    let output = Output::built(FILES);
    fs::File::options().write(true).open(output.path.join("a/main.tf")).unwrap().set_len(MOST_BYTES_OF_A_FILE).unwrap();
    assert_eq!(read(&output.path).unwrap().get("a/main.tf").map(String::len), Some(64 * 1024 * 1024));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use cellc::emit::Unowned;

    use super::*;

    fn make_pipe(path: &Path) {
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    }

    fn make_socket(path: &Path) {
        drop(UnixListener::bind(path).unwrap());
    }

    fn make_endless(path: &Path) {
        symlink("/dev/zero", path).unwrap();
    }

    fn make_link_out(path: &Path) {
        symlink("/etc/hostname", path).unwrap();
    }

    fn make_loop(path: &Path) {
        symlink(path.file_name().unwrap(), path).unwrap();
    }

    type Make = fn(&Path);

    /// What a pull request, or whoever shares the machine, puts in the place of a file or a folder.
    const TRAPS: &[(&str, Make)] = &[
        ("a pipe", make_pipe),
        ("a socket", make_socket),
        ("an endless device", make_endless),
        ("a link out of the folder", make_link_out),
        ("a link to itself", make_loop),
    ];

    #[test]
    fn links_and_special_files_are_refused_wherever_they_are() {
        for (name, make) in TRAPS {
            for place in ["c.tf", "a/main.tf", "a", MARKER, MANIFEST, MANIFEST_OF_OUTPUT, "manifest/a.json"] {
                let output = Output::built(FILES);
                let path = output.path.join(place);
                let _ = fs::remove_file(&path).or_else(|_| fs::remove_dir_all(&path));
                make(&path);
                let expected = format!("`{place}` is ");
                for error in [
                    read(&output.path).unwrap_err(),
                    build(&output.path, &files(FILES)).unwrap_err(),
                    force(&output.path, &files(FILES)).unwrap_err(),
                    plan(&output.path, &files(&[]), false).unwrap_err(),
                ] {
                    let findings = error.findings();
                    assert_eq!(findings.len(), 1, "{name} at {place}: {error}");
                    assert_eq!(findings[0].code.as_str(), "CELL1004", "{name} at {place}: {error}");
                    assert!(output.message(&error).contains(&expected), "{name} at {place}: {error}");
                }
                assert!(is_output(&output.path), "{name} at {place}");
            }
        }
    }

    #[test]
    fn files_that_others_put_beside_it_are_read_through_no_link() {
        for (name, make) in TRAPS {
            let output = Output::built(FILES);
            make(&output.path.join("a/X"));
            make(&output.path.join("a/other"));
            let error = read_all(&output.path).unwrap_err();
            assert!(output.message(&error).contains("`a/X` is "), "{name}: {error}");
            fs::remove_file(output.path.join("a/X")).unwrap();
            assert_eq!(read_all(&output.path).unwrap().unowned, Unowned::default(), "{name}");
        }
        let output = Output::built(FILES);
        fs::create_dir(output.directory.path().join("elsewhere")).unwrap();
        fs::write(output.directory.path().join("elsewhere/X"), "").unwrap();
        symlink("../../elsewhere", output.path.join("a/link")).unwrap();
        let unowned = read_all(&output.path).unwrap().unowned;
        assert_eq!((unowned.files.len(), unowned.links), (0, vec!["a/link".to_owned()]));
        fs::rename(output.path.join("a"), output.directory.path().join("a")).unwrap();
        symlink("../a", output.path.join("a")).unwrap();
        assert!(read_all(&output.path).is_err());
    }

    #[test]
    fn all_that_cannot_be_read_is_told_at_once_and_a_link_once() {
        let output = Output::built(&[("a/1", "1"), ("a/2", "1"), ("b", "1"), ("c", "1")]);
        fs::rename(output.path.join("a"), output.directory.path().join("a")).unwrap();
        symlink("../a", output.path.join("a")).unwrap();
        fs::remove_file(output.path.join("c")).unwrap();
        make_pipe(&output.path.join("c"));
        let error = read(&output.path).unwrap_err();
        let subjects: Vec<String> =
            error.findings().into_iter().filter_map(|finding| finding.path().map(str::to_owned)).collect();
        let shown = |name: &str| output.path.join(name).display().to_string();
        assert_eq!(subjects, [shown("a"), shown("c")]);
    }

    #[test]
    fn the_output_folder_itself_may_be_a_link_and_its_files_hard_links() {
        let output = Output::built(FILES);
        let link = output.directory.path().join("link");
        symlink("out", &link).unwrap();
        let other = output.directory.path().join("other");
        fs::hard_link(output.path.join("c.tf"), &other).unwrap();
        assert_eq!(read(&link).unwrap(), files(FILES));
        build(&link, &files(&[("c.tf", "2\n")])).unwrap();
        assert_eq!(fs::read_to_string(other).unwrap(), "1\n", "a file is replaced, not written through");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn an_output_folder_that_is_a_pipe_is_not_opened() {
        let output = Output::absent();
        make_pipe(&output.path);
        assert!(read(&output.path).is_err() && build(&output.path, &files(FILES)).is_err());
    }
}

#[test]
fn output_of_an_older_cellc_is_taken_over_and_that_of_a_newer_one_refused() {
    let own = env!("CARGO_PKG_VERSION");
    let output = Output::built(FILES);
    let manifest = fs::read_to_string(output.path.join(MANIFEST_OF_OUTPUT)).unwrap();
    let by = |format: u64, version: &str| {
        let text = manifest.replace("\"format\": 3", &format!("\"format\": {format}"));
        output.write(MANIFEST_OF_OUTPUT, &text.replace(&format!("cellc {own}"), &format!("cellc {version}")));
    };
    for (format, version) in [(3, "99.0.0"), (1, "99.0.0"), (3, "99.0.0-rc.1"), (4, own)] {
        by(format, version);
        let errors =
            [read(&output.path).unwrap_err(), force(&output.path, &files(&[("a/main.tf", "2\n")])).unwrap_err()];
        for error in errors {
            assert_eq!(error.findings()[0].code.as_str(), "CELL1008", "{format} {version}: {error}");
        }
        assert_eq!(fs::read_to_string(output.path.join("a/main.tf")).unwrap(), "1\n");
    }
    for (format, version) in [(1, "0.1.0"), (3, own)] {
        by(format, version);
        assert_eq!(read(&output.path).unwrap(), files(FILES), "{format} {version}");
        build(&output.path, &files(FILES)).unwrap();
        assert_eq!(fs::read_to_string(output.path.join(MANIFEST_OF_OUTPUT)).unwrap(), manifest, "{format} {version}");
    }
}
