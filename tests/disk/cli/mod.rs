//! The command line as people and pipelines use it.

mod advance;
mod commands;
mod diff;
mod fixing;
mod forced;
mod help;
mod lock_file;
mod lock_merge;
mod machines;
mod merge;
mod process;
mod repository;
mod unread;

use std::path::Path;

/// The smallest example.
fn example() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/minimal.hcl")).unwrap()
}
