//! What the last build wrote, as it is on the disk now.

use std::fs;
use std::path::Path;

use super::FileSet;
use super::conflict::Conflict;
use super::disk::{Disk, Found};
use super::error::EmitError;
use super::manifest::Manifest;
use super::manifest_file;
use super::path::MANIFEST;

/// Whether a folder is the output of a build: whether anything has the name of the list of owned files in it.
pub fn is_output(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(MANIFEST)).is_ok()
}

/// The files that the manifest of an output folder lists, read from the disk as a build reads them. Those that somebody
/// deleted are left out; bytes that are no UTF-8 are replaced.
///
/// # Errors
/// When there is no manifest, or it or a file cannot be read: because it is a link or a special file, is larger than
/// [`MOST_BYTES_OF_A_FILE`](super::MOST_BYTES_OF_A_FILE), or the operating system refuses.
pub fn written(out: &Path) -> Result<FileSet, EmitError> {
    let text = manifest_file::read(out)?.ok_or_else(|| EmitError::NoBuild { out: out.to_owned() })?;
    let manifest = Manifest::parse(&text).map_err(|fault| EmitError::Manifest { out: out.to_owned(), fault })?;
    let (mut files, mut conflicts) = (FileSet::new(), Vec::new());
    let mut disk = Disk::new(out);
    for path in manifest.paths() {
        match disk.look(path) {
            Found::File(text) => _ = files.insert(path.to_owned(), into_text(text)),
            Found::Obstacle(at, reason) => conflicts.push(Conflict { path: at.to_owned(), reason }),
            Found::Absent | Found::Directory | Found::BelowFile(_) => {}
        }
    }
    // Many files may lie behind one link.
    conflicts.dedup();
    if conflicts.is_empty() { Ok(files) } else { Err(EmitError::Unreadable { out: out.to_owned(), conflicts }) }
}

/// Without a copy, when it is UTF-8 as it should be.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
