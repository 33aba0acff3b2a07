//! What the operating system refuses, and where it can.

use std::io;
#[cfg(not(test))]
use std::path::Path;
use std::path::PathBuf;

/// What the operating system refused.
#[derive(Debug)]
pub(super) struct Fault {
    /// What was tried, such as `write`.
    pub(super) action: &'static str,
    /// The file or folder that it was tried on.
    pub(super) path: PathBuf,
    /// What the operating system said.
    pub(super) source: io::Error,
}

/// Every change to the disk passes here, so that tests can fail or stop a run at each of them.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "the one for tests fails")]
pub(super) const fn step(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) use super::interruption::step;
