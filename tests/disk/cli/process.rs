//! The real process: exit codes, streams, colours and pipes. All else about the command line is tested without one.

use std::fs;
use std::io::Read as _;
use std::process::{Command, Output, Stdio};

use cellc_test_support::command_line::{self, Outcome};
use tempfile::TempDir;

use super::example;

const DAY: &str = "--as-of=2026-11-21";

/// What is called, and with which code it ends. Each call changes nothing, and prints nothing that takes a time.
const CALLS: [(&str, u8); 12] = [
    ("check wrong.hcl", 1),
    ("check wrong.hcl --format json", 1),
    ("check wrong.hcl --format sarif", 1),
    ("check wrong.hcl --format github", 1),
    ("check nowhere.hcl", 1),
    ("check fleet.hcl --format sarif", 0),
    ("build wrong.hcl", 1),
    ("build fleet.hcl --check", 2),
    ("build fleet.hcl --emit model", 0),
    ("diff fleet.hcl other.hcl", 2),
    ("diff fleet.hcl fleet.hcl", 0),
    ("frobnicate", 1),
];

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("fleet.hcl", example()),
        ("other.hcl", example().replace("10.0.0.0/16", "10.2.0.0/16")),
        ("wrong.hcl", example().replace("region ", "regoin ")),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cellc"));
    command.current_dir(folder.path()).args(arguments);
    command
}

fn words(call: &str) -> Vec<&str> {
    let day = (call != "frobnicate").then_some(DAY);
    call.split_whitespace().chain(day).collect()
}

fn outcome(output: Output) -> Outcome {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = u8::try_from(output.status.code().unwrap()).unwrap();
    Outcome { code, stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[test]
fn a_process_ends_and_prints_as_a_call_without_one() {
    let folder = folder();
    for (call, code) in CALLS {
        let words = words(call);
        let real = outcome(command(&folder, &words).output().unwrap());
        assert_eq!(real.code, code, "{call}: {}", real.stderr);
        assert_eq!(real, command_line::cellc(folder.path(), &words), "{call}");
        assert!(!real.stdout.contains('\u{1b}') && !real.stderr.contains('\u{1b}'), "{call}: no colour in a pipe");
    }
}

#[test]
fn a_build_of_a_process_writes_into_its_own_folder() {
    let (real, called) = (folder(), folder());
    let words = words("build fleet.hcl");
    assert!(command(&real, &words).output().unwrap().status.success());
    assert_eq!(command_line::cellc(called.path(), &words).code, 0);
    let lock = |folder: &TempDir| fs::read_to_string(folder.path().join("out/manifest/modules/dev-cell.json")).unwrap();
    assert_eq!(lock(&real), lock(&called));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = folder();
    let mut child = command(&folder, &words("build fleet.hcl --emit terraform"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!((child.wait().unwrap().code(), told.as_str()), (Some(0), ""));
}

/// `script` gives the process a terminal; where it is missing there is nothing to test with.
#[cfg(target_os = "linux")]
#[test]
fn only_a_terminal_that_wants_colour_gets_some() {
    let folder = folder();
    let on_terminal = |no_color: bool| {
        let mut script = Command::new("script");
        let call = format!("{} check wrong.hcl {DAY}", env!("CARGO_BIN_EXE_cellc"));
        script.current_dir(folder.path()).args(["--quiet", "--command", &call, "/dev/null"]).env("TERM", "xterm");
        script.env_remove("NO_COLOR").env_remove("CI");
        if no_color {
            script.env("NO_COLOR", "1");
        }
        script.stdin(Stdio::null()).output().ok().map(|output| String::from_utf8(output.stdout).unwrap())
    };
    let Some(coloured) = on_terminal(false) else { return };
    assert!(coloured.contains("\u{1b}[1m") && coloured.contains("CELL0201"), "{coloured}");
    let plain = on_terminal(true).unwrap();
    assert!(!plain.contains("\u{1b}[1m") && plain.contains("CELL0201"), "{plain}");
}
