//! What stands in a folder and is no file, or none that can be read.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;

use super::{CELL, Folder, HEAD};

fn folder() -> Folder {
    Folder::with("fleet/fleet.hcl", format!("{HEAD}{CELL}"))
}

#[test]
fn links_to_folders_are_not_followed_into_circles() {
    let folder = folder();
    symlink(".", folder.path("fleet/itself")).unwrap();
    symlink("..", folder.path("fleet/above")).unwrap();
    folder.check("fleet").is_fine();
    symlink("fleet", folder.path("link")).unwrap();
    folder.check("link").is_fine();
}

#[test]
fn links_in_a_folder_are_refused_unread() {
    let secret = "value-that-nobody-may-see";
    for target in ["../outside", "fleet.hcl", "cells.hcl", "../gone.hcl", ".", "/proc/self/environ", "/dev/zero"] {
        for name in ["fleet/cells.hcl", "fleet/cells.json", "fleet/below/cells.HCL"] {
            let folder = folder();
            folder.write("outside", format!("password {secret}\n"));
            fs::create_dir(folder.path("fleet/below")).unwrap();
            symlink(target, folder.path(name)).unwrap();
            let answer = folder.check("fleet");
            answer.says(&["CELL0101", &format!("`{name}` is a link"), "put the file itself here"]);
            assert!(!answer.text.contains(secret) && !answer.text.contains("PATH="), "{}", answer.text);
        }
    }
}

#[test]
fn a_link_that_is_named_leads_to_a_spec() {
    let folder = folder();
    symlink("fleet/fleet.hcl", folder.path("named.hcl")).unwrap();
    folder.check("named.hcl").is_fine();
    symlink("fleet", folder.path("folder.hcl")).unwrap();
    folder.check("folder.hcl").is_fine();
    folder.write("outside", "password value-that-nobody-may-see\n");
    for (name, target) in [("file.hcl", "outside"), ("environment.hcl", "/proc/self/environ")] {
        symlink(target, folder.path(name)).unwrap();
        let answer = folder.check(name);
        answer.says(&["CELL0101", &format!("`{name}` is a link to a file that is not a spec")]);
        assert!(!answer.text.contains("nobody-may-see") && !answer.text.contains("PATH="), "{}", answer.text);
    }
    symlink("b", folder.path("a")).unwrap();
    symlink("a", folder.path("b")).unwrap();
    folder.check("a").says(&["CELL0101", "cannot read `a`"]);
}

#[test]
fn a_folder_may_be_named_like_a_file() {
    let folder = Folder::with("fleet.hcl/cells.hcl/all.hcl", format!("{HEAD}{CELL}"));
    folder.check("fleet.hcl").is_fine();
    folder.check("fleet.hcl/cells.hcl").is_fine();
    fs::create_dir(folder.path("empty.hcl")).unwrap();
    folder.check("empty.hcl").says(&["CELL0101", "holds no spec"]);
}

#[test]
fn pipes_and_devices_are_refused_without_waiting() {
    let folder = folder();
    for path in ["pipe", "fleet/pipe.hcl"] {
        assert!(Command::new("mkfifo").arg(folder.path(path)).status().unwrap().success());
    }
    folder.check("pipe").says(&["CELL0101", "`pipe` is a pipe or a device", "write the spec to a file"]);
    folder.check("fleet").says(&["CELL0101", "`fleet/pipe.hcl` is a pipe or a device"]);
    for device in ["/dev/null", "/dev/zero"] {
        folder.check(device).says(&["CELL0101", device, "a pipe or a device"]);
    }
    folder.check("-").says(&["CELL0101", "stdin", "write it to a file"]);
}

#[test]
fn what_may_not_be_read_is_told() {
    let folder = folder();
    folder.write("fleet/secret/cells.hcl", CELL);
    let (file, secret) = (folder.path("fleet/fleet.hcl"), folder.path("fleet/secret"));
    let close = |path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    close(&file, 0o000);
    if fs::read(&file).is_ok() {
        println!("skipped: the superuser may read everything");
        return;
    }
    folder.check("fleet").says(&["CELL0101", "fleet/fleet.hcl", "ermission denied"]);
    folder.check("fleet/fleet.hcl").says(&["CELL0101", "fleet/fleet.hcl", "ermission denied"]);
    close(&file, 0o644);
    close(&secret, 0o000);
    folder.check("fleet").says(&["CELL0101", "fleet/secret", "ermission denied"]);
    close(&secret, 0o755);
}

#[test]
fn what_is_nowhere_is_told() {
    let folder = Folder::new();
    folder.check("gone.hcl").says(&["CELL0101", "there is no file or folder `gone.hcl`"]);
    folder.check(&"x".repeat(5_000)).says(&["CELL0101"]);
    folder.check("a\u{202e}b\u{1b}[31m").says(&["CELL0101", r"\u{1b}"]);
}
