//! Files outside the output folder that are written with it, such as the lock file beside the spec.
//!
//! The lock on the output folder does not keep builds apart that write such a file and different output folders. So what waits
//! beside the file has a name that no other build uses, and a lock of the operating system says that its build is still at
//! work.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use super::fault::{Fault, step};
use super::read::{self, MOST_BYTES_OF_A_FILE};
use super::transaction::Transaction;

/// One such file. Its new text waits beside its place, because a file can only be renamed on its own disk.
#[derive(Debug)]
pub(super) struct Beside {
    pub(super) path: PathBuf,
    /// What patches call it.
    pub(super) name: String,
    /// What was there when the build began.
    pub(super) before: Option<String>,
    pub(super) text: String,
    /// Tells its files from those of other builds, also of this process.
    id: String,
    /// Open files that are locked for as long as this build needs what waits beside the place.
    held: Mutex<Vec<File>>,
}

impl Beside {
    pub(super) fn new(path: &Path, name: &str, before: Option<&str>, text: &str) -> Self {
        static BUILDS: AtomicU32 = AtomicU32::new(0);
        let id = format!("{}-{}", std::process::id(), BUILDS.fetch_add(1, Ordering::Relaxed));
        let (path, name) = (path.to_owned(), name.to_owned());
        let (before, text) = (before.map(str::to_owned), text.to_owned());
        Self { path, name, before, text, id, held: Mutex::default() }
    }

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
        step(&staged).and_then(|()| self.write(&staged)).map_err(|source| self.fault(source))
    }

    fn write(&self, staged: &Path) -> io::Result<()> {
        if self.before.is_some() {
            // What is replaced is kept under another name, and the lock goes with it.
            self.hold(File::open(&self.path)?);
        }
        let mut file = File::create_new(staged)?;
        file.write_all(self.text.as_bytes())?;
        self.hold(file);
        // Until it was locked, another build could take it for that of a killed one.
        fs::symlink_metadata(staged).map(drop)
    }

    /// Keeps other builds from removing the file. Where files cannot be locked, no build removes those of others either.
    fn hold(&self, file: File) {
        if file.try_lock_shared().is_ok() {
            self.held.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        }
    }

    /// Puts the new text in its place, unless another build has written it since this one began.
    pub(super) fn commit(&self, transaction: &mut Transaction<'_>) -> Result<(), Fault> {
        if !self.is_untouched() {
            return Err(self.fault(io::Error::other("another build has changed it meanwhile; build again")));
        }
        let backup = self.place("old");
        transaction.put_beside(&self.place("new"), &self.path, self.before.as_ref().map(|_| backup.as_path()))
    }

    /// Removes what this build has left beside the file.
    pub(super) fn clean_up(&self) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).clear();
        for kind in ["new", "old"] {
            let _ = fs::remove_file(self.place(kind));
        }
    }

    /// Removes what killed builds have left beside the file: nobody holds its lock.
    pub(super) fn remove_leftovers(&self) {
        let Ok(entries) = fs::read_dir(self.folder()) else { return };
        let prefix = self.prefix();
        for entry in entries.flatten() {
            let is_ours = entry.file_name().to_string_lossy().starts_with(&prefix);
            if is_ours && entry.file_type().is_ok_and(|kind| kind.is_file()) && is_left(&entry.path()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// `.fleet.lock.json.cellc-1234-0-new`: a hidden file that no reader of specifications takes for one.
    fn place(&self, kind: &str) -> PathBuf {
        self.folder().join(format!("{}{}-{kind}", self.prefix(), self.id))
    }

    fn prefix(&self) -> String {
        format!(".{}.cellc-", self.path.file_name().unwrap_or_default().to_string_lossy())
    }

    fn folder(&self) -> &Path {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
    }

    fn fault(&self, source: io::Error) -> Fault {
        Fault { action: "write", path: self.path.clone(), source }
    }
}

/// Whether no build holds the lock of a file.
fn is_left(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::staging::Staging;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        entries.filter(|name| name.starts_with('.')).collect()
    }

    #[test]
    fn builds_into_two_folders_leave_each_other_what_waits() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fleet.lock.json");
        fs::write(&path, "0").unwrap();
        let [one, other, third] = ["1", "2", "3"].map(|text| Beside::new(&path, "fleet.lock.json", Some("0"), text));
        one.stage().unwrap();
        other.stage().unwrap();
        third.remove_leftovers();
        assert_eq!(names(folder.path()).len(), 2);
        other.clean_up();
        assert_eq!(names(folder.path()).len(), 1);
        // A killed process gives its locks back.
        drop(one);
        third.remove_leftovers();
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn the_build_that_comes_second_does_not_overwrite_what_the_first_has_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("fleet.lock.json");
        fs::write(&path, "0").unwrap();
        let [one, other] = ["1", "2"].map(|text| Beside::new(&path, "fleet.lock.json", Some("0"), text));
        let staging = Staging::begin(folder.path()).unwrap();
        one.stage().unwrap();
        other.stage().unwrap();
        let mut transaction = Transaction::new(folder.path(), &staging);
        one.commit(&mut transaction).unwrap();
        other.remove_leftovers();
        assert!(other.commit(&mut Transaction::new(folder.path(), &staging)).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "1");
        assert!(transaction.roll_back(), "what was replaced is still there");
        assert_eq!(fs::read_to_string(&path).unwrap(), "0");
    }
}
