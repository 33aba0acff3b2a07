//! What the last build wrote, as it is on the disk now, and what somebody else put beside it.

use std::fs;
use std::path::Path;

use super::FileSet;
use super::conflict::Conflict;
use super::disk::{Disk, Found};
use super::error::EmitError;
use super::manifest::Manifest;
use super::manifest_file;
use super::others::{Others, Places};
use super::path::MANIFEST;

/// Whether a folder is the output of a build: whether anything has the name of the list of owned files in it.
pub fn is_output(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(MANIFEST)).is_ok()
}

/// What an output folder holds. Bytes that are no UTF-8 are replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnDisk {
    /// The files that the manifest lists, without those that somebody deleted.
    pub written: FileSet,
    /// The others.
    pub unowned: Unowned,
}

/// What is in an output folder and is not cellc's: a build leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unowned {
    /// The files that count.
    pub files: FileSet,
    /// Links to folders, which are not followed, whatever is behind them.
    pub links: Vec<String>,
}

/// Reads an output folder as a build does: the files that its manifest lists, and those of the others that count.
///
/// # Errors
/// When there is no manifest, or it or a file cannot be read: because it is a link or a special file, is larger than
/// [`MOST_BYTES_OF_A_FILE`](super::MOST_BYTES_OF_A_FILE), or the operating system refuses; or when more than
/// [`MOST_ENTRIES`](super::MOST_ENTRIES) files and folders would have to be searched.
pub fn on_disk(out: &Path, others: Others<'_>) -> Result<OnDisk, EmitError> {
    let text = manifest_file::read(out)?.ok_or_else(|| EmitError::NoBuild { out: out.to_owned() })?;
    let manifest = Manifest::parse(&text).map_err(|fault| EmitError::Manifest { out: out.to_owned(), fault })?;
    let unreadable = |conflicts| EmitError::Unreadable { out: out.to_owned(), conflicts };
    let places = Places::find(out, others, &manifest).map_err(|conflict| unreadable(vec![conflict]))?;
    let (mut disk, mut conflicts) = (Disk::new(out), Vec::new());
    let written = read(&mut disk, manifest.paths(), &mut conflicts);
    let files = read(&mut disk, places.files.iter().map(String::as_str), &mut conflicts);
    conflicts.sort_by(|left, right| left.path.cmp(&right.path));
    // Many files may lie behind one link.
    conflicts.dedup();
    if conflicts.is_empty() {
        Ok(OnDisk { written, unowned: Unowned { files, links: places.links } })
    } else {
        Err(unreadable(conflicts))
    }
}

fn read<'p>(disk: &mut Disk<'p>, paths: impl Iterator<Item = &'p str>, conflicts: &mut Vec<Conflict>) -> FileSet {
    let mut files = FileSet::new();
    for path in paths {
        match disk.look(path) {
            Found::File(text) => _ = files.insert(path.to_owned(), into_text(text)),
            Found::Obstacle(at, reason) => conflicts.push(Conflict { path: at.to_owned(), reason }),
            Found::Absent | Found::Directory | Found::BelowFile(_) => {}
        }
    }
    files
}

/// Without a copy, when it is UTF-8 as it should be.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
