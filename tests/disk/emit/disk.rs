//! Disks that are full or refuse to be written. They are small file systems in memory, which only root can mount;
//! without root these tests are skipped, unless `CELLC_REQUIRE_DISK=1` forbids that.

#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use cellc::emit::{Aftermath, EmitError, FileSet};
use tempfile::TempDir;

use crate::emit::folder::{Output, build, files, tree};

/// A file system in memory, unmounted when dropped.
struct Disk {
    folder: TempDir,
}

impl Disk {
    fn mount(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        if mount(&["-t", "tmpfs", "-o", options, "tmpfs"], folder.path()) {
            return Some(Self { folder });
        }
        skip();
        None
    }
}

fn skip() {
    let required = std::env::vars_os().any(|(key, value)| key == "CELLC_REQUIRE_DISK" && value == OsStr::new("1"));
    assert!(!required, "CELLC_REQUIRE_DISK=1, and no file system can be mounted");
    eprintln!("SKIPPED: a file system cannot be mounted (not root?); CELLC_REQUIRE_DISK=1 makes this a failure");
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.folder.path()).status();
    }
}

fn mount(arguments: &[&str], folder: &Path) -> bool {
    let mut command = Command::new("mount");
    command.args(arguments).arg(folder).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn old() -> FileSet {
    (0..60).map(|index| (format!("cells/{}/{index}.tf", index % 12), "old\n".repeat(1500))).collect()
}

fn new() -> FileSet {
    (20..90).map(|index| (format!("cells/{}/{index}.tf", index % 15), "new\n".repeat(2000))).collect()
}

/// What fills the disk: bytes, or files.
trait Ballast {
    /// Leaves so many pages, or files, free.
    fn leave(&self, folder: &Path, free: u32);
}

struct Pages;
struct Inodes;

impl Ballast for Pages {
    fn leave(&self, folder: &Path, free: u32) {
        let mut file = fs::File::create(folder.join("ballast")).unwrap();
        while file.write_all(&[0; 4096]).is_ok() {}
        let length = file.metadata().unwrap().len();
        file.set_len(length - u64::from(free) * 4096).unwrap();
    }
}

impl Ballast for Inodes {
    fn leave(&self, folder: &Path, free: u32) {
        let ballast = folder.join("ballast");
        fs::create_dir_all(&ballast).unwrap();
        let path = |index: u32| ballast.join(index.to_string());
        let made = (0..100_000).find(|index| fs::write(path(*index), "").is_err()).unwrap();
        for index in made.saturating_sub(free)..made {
            fs::remove_file(path(index)).unwrap();
        }
    }
}

fn assert_old_output_survives(disk: &Disk, ballast: &dyn Ballast, step: usize) {
    let out = disk.folder.path().join("out");
    build(&out, &old()).unwrap();
    let before = tree(&out);
    let mut failures = 0;
    for free in (0..).step_by(step) {
        ballast.leave(disk.folder.path(), free);
        match build(&out, &new()) {
            Ok(_) => break,
            Err(EmitError::System { reason, aftermath, .. }) => {
                assert_eq!((reason.kind(), aftermath), (ErrorKind::StorageFull, Aftermath::Untouched));
            }
            Err(error) => panic!("{error}"),
        }
        assert!(tree(&out) == before, "the old output is intact with {free} free");
        failures += 1;
    }
    assert!(failures > 10, "the disk was full only {failures} times");
    let fresh = Output::absent();
    build(&fresh.path, &new()).unwrap();
    assert!(tree(&out) == tree(&fresh.path), "the build completes once there is space");
}

#[test]
fn a_disk_without_space_keeps_the_old_output() {
    if let Some(disk) = Disk::mount("size=2m") {
        assert_old_output_survives(&disk, &Pages, 7);
    }
}

#[test]
fn a_disk_without_room_for_more_files_keeps_the_old_output() {
    if let Some(disk) = Disk::mount("size=8m,nr_inodes=500") {
        assert_old_output_survives(&disk, &Inodes, 5);
    }
}

#[test]
fn a_first_build_on_a_full_disk_leaves_nothing_and_says_what_to_do() {
    let Some(disk) = Disk::mount("size=1m") else { return };
    for free in (0..60).step_by(4) {
        Pages.leave(disk.folder.path(), free);
        let error = build(&disk.folder.path().join("a/b"), &old()).unwrap_err().to_string();
        assert_eq!(tree(disk.folder.path()).into_keys().collect::<Vec<_>>(), ["ballast"]);
        let ending = ": No space left on device (os error 28)\n  \
                      = note: nothing was changed\n  \
                      = help: free space on that disk, then build again";
        assert!(error.starts_with("cannot ") && error.ends_with(ending), "{error}");
    }
}

#[test]
fn a_read_only_disk_keeps_the_old_output_and_lets_an_unchanged_build_pass() {
    let Some(disk) = Disk::mount("size=2m") else { return };
    let out = disk.folder.path().join("out");
    build(&out, &old()).unwrap();
    let before = tree(&out);
    assert!(mount(&["-o", "remount,ro"], disk.folder.path()));
    let expected = format!(
        "cannot write into `{}`: Read-only file system (os error 30)\n  = note: nothing was changed\n  = help: make that \
         disk writable, or build into another folder, then build again",
        out.display()
    );
    let message = build(&out, &new()).unwrap_err().to_string();
    assert_eq!(message, expected);
    assert_eq!(build(&out, &old()).unwrap().unchanged, old().len());
    assert!(tree(&out) == before);
}

#[test]
fn a_folder_on_another_disk_in_the_middle_of_the_output_keeps_the_old_output() {
    let output = Output::built(&[("a/x", "1"), ("m/y", "1"), ("z", "1")]);
    let middle = output.path.join("m");
    if !mount(&["-t", "tmpfs", "tmpfs"], &middle) {
        skip();
        return;
    }
    let before = tree(&output.path);
    let outcome = build(&output.path, &files(&[("a/x", "2"), ("m/y", "2"), ("z", "2")]));
    let after = tree(&output.path);
    assert!(Command::new("umount").arg(&middle).status().unwrap().success());
    assert_eq!(after, before);
    let expected = "cannot write `/out/m/y`: Invalid cross-device link (os error 18)\n  \
                    = note: nothing was changed\n  \
                    = help: keep the whole output folder on one disk, then build again";
    assert_eq!(output.message(&outcome.unwrap_err()), expected);
}

#[test]
fn a_folder_without_permission_keeps_the_old_output() {
    let output = Output::built(&[("a/x", "1"), ("m/y", "1"), ("z", "1")]);
    let middle = output.path.join("m");
    let permit = |mode| fs::set_permissions(&middle, fs::Permissions::from_mode(mode)).unwrap();
    permit(0o555);
    if fs::write(middle.join("probe"), "").is_ok() {
        eprintln!("SKIPPED: permissions do not bind this user (root?)");
        return;
    }
    let before = tree(&output.path);
    let outcome = build(&output.path, &files(&[("a/x", "2"), ("m/y", "2"), ("z", "2")]));
    let after = tree(&output.path);
    permit(0o755);
    assert_eq!(after, before);
    let expected = "cannot replace `/out/m/y`: Permission denied (os error 13)\n  \
                    = note: nothing was changed\n  \
                    = help: let the user who builds write there, then build again";
    assert_eq!(output.message(&outcome.unwrap_err()), expected);
}
