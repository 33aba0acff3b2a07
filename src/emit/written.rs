//! What the last build wrote, as it is on the disk now.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::FileSet;
use super::error::{Aftermath, EmitError};
use super::manifest::Manifest;
use super::path::MANIFEST;

/// The files that the manifest of an output folder lists, read from the disk. Those that somebody deleted are left out;
/// bytes that are no UTF-8 are replaced.
///
/// # Errors
/// When there is no manifest, or it or a file cannot be read.
pub fn written(out: &Path) -> Result<FileSet, EmitError> {
    let system = |path: &Path, source| EmitError::System {
        action: "read",
        path: path.to_owned(),
        source,
        aftermath: Aftermath::Untouched,
    };
    let path = out.join(MANIFEST);
    let text = fs::read(&path).map_err(|error| system(&path, error))?;
    let manifest = Manifest::parse(&text).map_err(|fault| EmitError::Manifest { out: out.to_owned(), fault })?;
    let mut files = FileSet::new();
    for name in manifest.paths() {
        let path = out.join(name);
        match fs::read(&path) {
            Ok(text) => _ = files.insert(name.to_owned(), String::from_utf8_lossy(&text).into_owned()),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(error) => return Err(system(&path, error)),
        }
    }
    Ok(files)
}
