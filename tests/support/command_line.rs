//! The command line, called without a process.

use std::path::Path;

/// What a call left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Exit code.
    pub code: u8,
    /// What machines read.
    pub stdout: String,
    /// What people read, without colour.
    pub stderr: String,
}

/// Calls `cellc` in a folder.
///
/// # Panics
/// When it prints something that is not UTF-8.
pub fn cellc(folder: &Path, arguments: &[&str]) -> Outcome {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = cellc::cli::run_with(arguments, folder, &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).expect("cellc prints UTF-8");
    Outcome { code, stdout: text(out), stderr: text(err) }
}
