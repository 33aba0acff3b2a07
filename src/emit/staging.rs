//! Texts that wait for their places, on the same disk.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::fault::{Fault, step};
use super::path::{self, STAGING_PREFIX};
use super::stamp::Stamp;

/// Where new folders wait inside the staging folder; everything else in it has a number.
const NEW_FOLDERS: &str = "new";

/// A folder inside the output folder in which new texts wait, so that they only have to be renamed later: that needs next to
/// no space and never leaves half a file. A folder that is new as a whole is renamed as a whole.
///
/// A process that is killed leaves it behind for the next one to remove.
#[derive(Debug)]
pub(super) struct Staging {
    out: PathBuf,
    folder: PathBuf,
    entries: AtomicU32,
}

/// A text that waits for its place.
#[derive(Debug, Clone, Copy)]
pub(super) enum Staged {
    /// It goes where it belongs with a folder that is new as a whole.
    InNewFolder(Stamp),
    /// It has a number.
    Alone(u32),
}

impl Staging {
    /// Makes the staging folder.
    pub(super) fn begin(out: &Path) -> Result<Self, Fault> {
        // No other run is in the folder at the same time, so the name needs no chance, only to be new without a lock.
        let folder = out.join(format!("{STAGING_PREFIX}{}", std::process::id()));
        let fault = |source| Fault { action: "write into", path: out.to_owned(), source };
        step(&folder).and_then(|()| fs::create_dir(&folder)).map_err(fault)?;
        let staging = Self { out: out.to_owned(), folder, entries: AtomicU32::new(0) };
        // What a killed run leaves behind must not be committed.
        fs::write(staging.folder.join(".gitignore"), "*\n").map_err(|source| {
            staging.remove();
            fault(source)
        })?;
        Ok(staging)
    }

    /// Writes a text that will be put at `path`, which lies in a folder that is new as a whole or does not.
    pub(super) fn stage(&self, path: &str, text: &str, is_in_new_folder: bool) -> Result<Staged, Fault> {
        self.stage_by(path, is_in_new_folder, |mut file| file.write_all(text.as_bytes()))
    }

    /// The same for a text that is not in memory as a whole.
    pub(super) fn stage_by(
        &self,
        path: &str,
        is_in_new_folder: bool,
        write: impl FnOnce(&File) -> io::Result<()>,
    ) -> Result<Staged, Fault> {
        let number = (!is_in_new_folder).then(|| self.entries.fetch_add(1, Ordering::Relaxed));
        let place = number.map_or_else(|| self.in_new_folder(path), |number| self.numbered(number));
        let fault = |source| Fault { action: "write", path: self.out.join(path), source };
        step(&place).map_err(fault)?;
        let file = match File::create(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && is_in_new_folder => {
                self.make_folder_of(path)?;
                File::create(&place)
            }
            file => file,
        };
        let stamped = |file: File| match number {
            Some(number) => Ok(Staged::Alone(number)),
            None => Ok(Staged::InNewFolder(Stamp::of(&file.metadata()?))),
        };
        file.and_then(|file| write(&file).and_then(|()| stamped(file))).map_err(fault)
    }

    /// Only for the first file of a folder, so that nobody has to know which folders are there.
    fn make_folder_of(&self, path: &str) -> Result<(), Fault> {
        let Some(name) = path::parent(path) else { return Ok(()) };
        let folder = self.in_new_folder(name);
        let fault = |source| Fault { action: "make", path: self.out.join(name), source };
        step(&folder).and_then(|()| fs::create_dir_all(&folder)).map_err(fault)
    }

    /// Where a text waits that will be put at `path`.
    pub(super) fn place_of(&self, staged: Staged, path: &str) -> PathBuf {
        match staged {
            Staged::InNewFolder(_) => self.in_new_folder(path),
            Staged::Alone(number) => self.numbered(number),
        }
    }

    /// Where a new folder waits.
    pub(super) fn in_new_folder(&self, path: &str) -> PathBuf {
        self.folder.join(NEW_FOLDERS).join(path)
    }

    /// A free place, for what is replaced or removed.
    pub(super) fn free(&self) -> PathBuf {
        self.numbered(self.entries.fetch_add(1, Ordering::Relaxed))
    }

    fn numbered(&self, number: u32) -> PathBuf {
        self.folder.join(number.to_string())
    }

    /// A staging folder that cannot be removed is removed by the next build.
    pub(super) fn remove(&self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Removes what killed runs left behind. Only for the one who holds the exclusive lock.
pub(super) fn remove_leftovers(out: &Path) -> Result<(), Fault> {
    let fault = |path: &Path, source: io::Error| Fault { action: "clean up", path: path.to_owned(), source };
    for entry in fs::read_dir(out).map_err(|error| fault(out, error))? {
        let entry = entry.map_err(|error| fault(out, error))?;
        let ours = entry.file_name().to_string_lossy().starts_with(STAGING_PREFIX);
        if ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            fs::remove_dir_all(entry.path()).map_err(|error| fault(&entry.path(), error))?;
        }
    }
    Ok(())
}
