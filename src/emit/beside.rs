//! Files outside the output folder that are written with it, such as the lock file beside the spec.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::fault::{Fault, step};
use super::read::{self, MOST_BYTES_OF_A_FILE};
use super::transaction::Transaction;

/// One such file. Its new text waits beside its place, because a file can only be renamed on its own disk.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) path: PathBuf,
    /// What was there when the build began.
    pub(super) before: Option<String>,
    pub(super) text: String,
}

impl Beside {
    pub(super) fn is_stale(&self) -> bool {
        self.before.as_ref() != Some(&self.text)
    }

    /// Whether it still holds what it held when the build began.
    pub(super) fn is_untouched(&self) -> bool {
        let now = match fs::symlink_metadata(&self.path) {
            Ok(metadata) if metadata.is_file() => read::read(&self.path, MOST_BYTES_OF_A_FILE),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.before.is_none(),
            Ok(_) | Err(_) => return false,
        };
        match (now, &self.before) {
            (Ok(Some((now, _))), Some(before)) => now == before.as_bytes(),
            _ => false,
        }
    }

    /// Writes the new text beside its place.
    pub(super) fn stage(&self) -> Result<(), Fault> {
        let staged = self.place("new");
        let write = || {
            self.remove_leftovers();
            fs::write(&staged, &self.text)
        };
        let fault = |source| Fault { action: "write", path: self.path.clone(), source };
        step(&staged).and_then(|()| write()).map_err(fault)
    }

    pub(super) fn commit(&self, transaction: &mut Transaction<'_>) -> Result<(), Fault> {
        let backup = self.place("old");
        transaction.put_beside(&self.place("new"), &self.path, self.before.as_ref().map(|_| backup.as_path()))
    }

    /// Removes what waited or was kept: also that of killed builds.
    pub(super) fn remove_leftovers(&self) {
        for kind in ["new", "old"] {
            let _ = fs::remove_file(self.place(kind));
        }
    }

    /// `.fleet.lock.json.cellc-new`: a hidden file that no reader of specifications takes for one.
    fn place(&self, kind: &str) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        self.path.parent().unwrap_or(Path::new("")).join(format!(".{name}.cellc-{kind}"))
    }
}
