//! What the system says about a file without reading it.

use std::fs::Metadata;

/// Size, times and identity of a file or folder, as the system gives them. Two equal ones of one path mean that nobody wrote
/// the file in between, unless both moments lie within one tick of the file system's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) size: u64,
    /// Nanoseconds since 1970, which whoever owns the file can set.
    pub(super) modified: i64,
    /// Nanoseconds since 1970, which nobody can set.
    pub(super) changed: i64,
    pub(super) identity: u64,
}

impl Stamp {
    /// Where the system tells no time that nobody can set, no two stamps can be compared: they have no identity.
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt as _;

        let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Self {
            size: metadata.size(),
            modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            identity: metadata.ino(),
        }
    }

    #[cfg(not(unix))]
    pub(super) fn of(metadata: &Metadata) -> Self {
        Self { size: metadata.len(), modified: 0, changed: 0, identity: 0 }
    }

    /// The latest moment at which somebody wrote the file.
    pub(super) fn last(self) -> i64 {
        self.modified.max(self.changed)
    }
}
