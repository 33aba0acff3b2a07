//! The list of owned files, as a file.

use std::io;
use std::path::Path;

use super::conflict::Conflict;
use super::disk::{Disk, Found};
use super::error::{Aftermath, EmitError};
use super::path::MANIFEST;

/// The text of the manifest; [`None`] when there is none.
pub(super) fn read(out: &Path) -> Result<Option<Vec<u8>>, EmitError> {
    match Disk::new(out).look(MANIFEST) {
        Found::Absent => Ok(None),
        Found::File(text) => Ok(Some(text)),
        Found::Directory => Err(unread("read", &out.join(MANIFEST), io::ErrorKind::IsADirectory.into())),
        Found::BelowFile(at) => Err(unread("read", &out.join(at), io::ErrorKind::NotADirectory.into())),
        Found::Obstacle(at, reason) => {
            let conflicts = vec![Conflict { path: at.to_owned(), reason }];
            Err(EmitError::Unreadable { out: out.to_owned(), conflicts })
        }
    }
}

/// A failure before anything was touched.
pub(super) fn unread(action: &'static str, path: &Path, reason: io::Error) -> EmitError {
    EmitError::System { action, path: path.to_owned(), reason, aftermath: Aftermath::Untouched }
}
