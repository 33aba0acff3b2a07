//! The help of every command, as it is read on a terminal.

use std::process::Command;

#[test]
fn help_is_as_reviewed() {
    for command in ["", "build", "check", "diff", "init", "schema", "completions"] {
        let words: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let output = Command::new(env!("CARGO_BIN_EXE_cellc")).args(words).env("COLUMNS", "100").output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{command}: help is no error");
        let name = if command.is_empty() { "cellc" } else { command };
        insta::assert_snapshot!(name, String::from_utf8(output.stdout).unwrap());
    }
}

#[test]
fn a_call_without_a_command_shows_the_help_and_is_an_error() {
    let output = Command::new(env!("CARGO_BIN_EXE_cellc")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8(output.stderr).unwrap().contains("Usage: cellc <COMMAND>"));
}
