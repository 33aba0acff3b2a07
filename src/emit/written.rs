//! What the last build wrote, as it is on the disk now, and what somebody else put beside it.

use std::fs;
use std::path::Path;

use super::FileSet;
use super::conflict::Conflict;
use super::disk::{Disk, Found};
use super::error::EmitError;
use super::ledger::Ledger;
use super::others::{Others, Places};
use super::owned::Owned;
use super::path::{MANIFEST_OF_OUTPUT, MARKER};

/// Whether a folder is the output of a build: whether anything in it has the name of the list of owned files, or of the
/// place where cellc 0.1 kept it.
pub fn is_output(folder: &Path) -> bool {
    [MARKER, MANIFEST_OF_OUTPUT].iter().any(|name| fs::symlink_metadata(folder.join(name)).is_ok())
}

/// What an output folder holds. Bytes that are no UTF-8 are replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OnDisk {
    /// The files that cellc wrote, without those that somebody deleted; our side of those that Git could not merge.
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

/// Reads an output folder as a build does: the files that its lists name, and those of the others that count. `owned` are
/// the folders and files that producers write to, as for [`Session::open`](super::Session::open).
///
/// # Errors
/// When there is no list, one lists a file outside the owned places, or one or a file cannot be read: because it is a link or a special file, is larger than
/// [`MOST_BYTES_OF_A_FILE`](super::MOST_BYTES_OF_A_FILE), or the operating system refuses; or when more than
/// [`MOST_ENTRIES`](super::MOST_ENTRIES) files and folders would have to be searched.
pub fn on_disk(out: &Path, owned: &[&str], others: Others<'_>) -> Result<OnDisk, EmitError> {
    let ledger = Ledger::read(out, &Owned::new(owned))?;
    if !ledger.is_of_a_build() {
        return Err(EmitError::NoBuild { out: out.to_owned() });
    }
    let unreadable = |conflicts| EmitError::Unreadable { out: out.to_owned(), conflicts };
    let places = Places::find(out, others, &ledger).map_err(|conflict| unreadable(vec![conflict]))?;
    let (disk, mut conflicts) = (Disk::new(out), Vec::new());
    let mut written = read(&disk, ledger.paths(), &mut conflicts);
    for (path, text) in &mut written {
        if let Some(ours) = ledger.our_side(path, text.as_bytes()) {
            *text = into_text(ours);
        }
    }
    let files = read(&disk, places.files.into_iter(), &mut conflicts);
    conflicts.sort_by(|left, right| left.path.cmp(&right.path));
    // Many files may lie behind one link.
    conflicts.dedup();
    if conflicts.is_empty() {
        Ok(OnDisk { written, unowned: Unowned { files, links: places.links } })
    } else {
        Err(unreadable(conflicts))
    }
}

fn read(disk: &Disk, paths: impl Iterator<Item = String>, conflicts: &mut Vec<Conflict>) -> FileSet {
    let mut files = FileSet::new();
    for path in paths {
        match disk.look(&path) {
            Found::File(text, _) => _ = files.insert(path, into_text(text)),
            Found::Obstacle(at, reason) => conflicts.push(Conflict { path: at, reason }),
            Found::Absent { .. } | Found::Directory | Found::BelowFile(_) => {}
        }
    }
    files
}

/// Without a copy, when it is UTF-8 as it should be.
fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
