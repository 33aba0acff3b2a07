//! Which files a specification has.

use std::path::{Path, PathBuf};

/// The files that the command line would read of a specification, in order: the file itself, or the HCL and JSON files of
/// a folder without the lock beside them.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn files(specification: &Path) -> Vec<PathBuf> {
    if !specification.is_dir() {
        return vec![specification.to_owned()];
    }
    let entries = specification.read_dir().expect("a folder that can be read");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| is_read(path));
    files.sort();
    files
}

fn is_read(path: &Path) -> bool {
    let is_lock = path.file_name().is_some_and(|name| name == cellc::lock::FILE_NAME);
    let is_text = path.extension().is_some_and(|extension| extension == "hcl" || extension == "json");
    is_text && !is_lock && path.is_file()
}
