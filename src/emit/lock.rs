//! Builds into one folder exclude each other.

use std::fs::{File, TryLockError};
use std::path::Path;

/// An advisory lock on the output folder itself, so that no lock file is left behind. The operating system gives it
/// back when the process ends, however it ends.
///
/// Where folders cannot be locked (Windows, some network file systems) there is no lock: the builds of one folder must
/// be kept apart by other means.
#[derive(Debug)]
pub(super) struct FolderLock {
    folder: Option<File>,
}

/// Somebody else holds the lock.
#[derive(Debug)]
pub(super) struct Taken;

impl FolderLock {
    /// The lock of those who look: many at a time, but nobody writes.
    pub(super) fn shared(folder: &Path) -> Result<Self, Taken> {
        Self::take(File::open(folder).ok(), File::try_lock_shared)
    }

    /// The lock of the one who writes. What was seen before under a shared lock may have changed in between.
    pub(super) fn make_exclusive(&mut self, folder: &Path) -> Result<(), Taken> {
        let handle = self.folder.take().or_else(|| File::open(folder).ok());
        *self = Self::take(handle, |handle| {
            // What locking a locked handle does depends on the platform.
            handle.unlock().map_err(TryLockError::Error)?;
            handle.try_lock()
        })?;
        Ok(())
    }

    fn take(handle: Option<File>, lock: impl Fn(&File) -> Result<(), TryLockError>) -> Result<Self, Taken> {
        match handle.as_ref().map(lock) {
            Some(Ok(())) => Ok(Self { folder: handle }),
            Some(Err(TryLockError::WouldBlock)) => Err(Taken),
            Some(Err(TryLockError::Error(_))) | None => Ok(Self { folder: None }),
        }
    }
}

impl Drop for FolderLock {
    /// Closing the folder is not enough: a process that another thread forks at this moment holds it open, and with it
    /// the lock, until it has become another program.
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = folder.unlock();
        }
    }
}
