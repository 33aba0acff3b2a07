//! Reading in the output folder: plain files, and never more than a bounded number of bytes. A pull request may put
//! anything there, and whoever reviews it runs cellc on it.

use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

const MIB: u64 = 1024 * 1024;

/// The most bytes of one generated file that are read. A file that cellc writes has some kilobytes.
pub const MOST_BYTES_OF_A_FILE: u64 = 64 * MIB;
/// The most bytes of all lists of owned files together that are read: four times what 10,000 cells take.
pub const MOST_BYTES_OF_THE_MANIFEST: u64 = 256 * MIB;
/// The most bytes of all files together that are read in one run: eight times what 10,000 cells without applications take.
pub const MOST_BYTES_OF_ALL: u64 = 4 * 1024 * MIB;

/// The most files and folders that are looked at in search of such files: ten times those of 10,000 cells.
pub const MOST_ENTRIES: usize = 1_000_000;

/// The content of a plain file, with what the system said about it before; [`None`] when it has more than `limit` bytes.
///
/// The caller has made sure that it is no link and no special file: opening a pipe would wait for somebody to write.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Option<(Vec<u8>, Metadata)>> {
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it was replaced while it was read"));
    }
    if metadata.len() > limit {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    // It may grow, and what the system says about the length may be wrong.
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some((bytes, metadata)))
}
