//! What lies at a path of the output folder, without ever following a link. Everything that reads the folder looks here.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::conflict::Reason;
use super::digest::Digest;
use super::path::{self, INDEX, JOURNAL, MARKER};
use super::read::{self, MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_ALL, MOST_BYTES_OF_THE_MANIFEST};

/// The output folder as it is. Folders are looked at once, from whichever thread asks first.
#[derive(Debug)]
pub(super) struct Disk {
    out: PathBuf,
    folders: Mutex<BTreeMap<String, Folder>>,
    most: u64,
    taken: AtomicU64,
}

/// What lies at a path.
#[derive(Debug)]
pub(super) enum Found {
    /// Nothing, and perhaps not even the folder that it would lie in.
    Absent {
        /// Whether its folder is absent as well.
        with_folder: bool,
    },
    /// A regular file, with its content and what the system said about it before it was read.
    File(Vec<u8>, Metadata),
    /// A directory.
    Directory,
    /// The path cannot be reached, because one of the folders that it lies in is a file.
    BelowFile(String),
    /// Something that is not touched: at this path or at one of the folders that it lies in.
    Obstacle(String, Reason),
}

#[derive(Debug, Clone)]
enum Folder {
    Absent,
    Directory,
    File(String),
    Obstacle(String, Reason),
}

impl Disk {
    /// A view of the folder, which may be absent.
    pub(super) fn new(out: &Path) -> Self {
        Self::with_limit(out, MOST_BYTES_OF_ALL)
    }

    /// A view through which no more than so many bytes are read.
    pub(super) fn with_limit(out: &Path, most: u64) -> Self {
        Self { out: out.to_owned(), folders: Mutex::default(), most, taken: AtomicU64::new(0) }
    }

    /// Looks at a clean relative path, and reads what is there.
    pub(super) fn look(&self, path: &str) -> Found {
        match self.folder_of(path) {
            Folder::Absent => Found::Absent { with_folder: true },
            Folder::Directory => self.entry(path),
            Folder::File(at) => Found::BelowFile(at),
            Folder::Obstacle(at, reason) => Found::Obstacle(at, reason),
        }
    }

    /// What the system says about a plain file or a folder that is reached through folders alone.
    pub(super) fn metadata(&self, path: &str) -> Option<Metadata> {
        let metadata = match self.folder_of(path) {
            Folder::Directory => fs::symlink_metadata(self.out.join(path)).ok()?,
            _ => return None,
        };
        (metadata.is_file() || metadata.is_dir()).then_some(metadata)
    }

    /// The digest of a plain file's content; [`None`] when it cannot be read.
    pub(super) fn content(&self, path: &str) -> Option<Digest> {
        match self.look(path) {
            Found::File(content, _) => Some(Digest::of(&content)),
            _ => None,
        }
    }

    /// The digest of the names in a folder; [`None`] when it cannot be read.
    pub(super) fn names(&self, path: &str) -> Option<Digest> {
        let entries = fs::read_dir(self.out.join(path)).ok()?;
        let name = |entry: io::Result<fs::DirEntry>| Some(entry.ok()?.file_name().into_encoded_bytes());
        let mut names = entries.map(name).collect::<Option<Vec<_>>>()?;
        names.sort();
        Some(Digest::of(&names.join(&0)))
    }

    /// The outermost absent one of the folders that a path lies in.
    pub(super) fn absent_folder<'p>(&self, path: &'p str) -> Option<&'p str> {
        let mut folders = self.lock();
        let mut outer = path::folders_from_outside(path);
        outer.find(|folder| matches!(find(&mut folders, &self.out, folder), Folder::Absent))
    }

    /// All folders that were looked for and are absent, without those inside others of them.
    pub(super) fn absent_folders(&self) -> Vec<String> {
        let folders = self.lock();
        let is_absent = folders.iter().filter(|(_, folder)| matches!(folder, Folder::Absent));
        is_absent.map(|(name, _)| name.clone()).collect()
    }

    fn folder_of(&self, path: &str) -> Folder {
        path::parent(path).map_or(Folder::Directory, |parent| find(&mut self.lock(), &self.out, parent))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Folder>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn entry(&self, path: &str) -> Found {
        let full = self.out.join(path);
        let found = fs::symlink_metadata(&full).and_then(|metadata| match metadata.file_type() {
            kind if kind.is_file() => self.file(path, &full),
            kind if kind.is_dir() => Ok(Found::Directory),
            kind if kind.is_symlink() => Ok(Found::Obstacle(path.to_owned(), Reason::Link)),
            _ => Ok(Found::Obstacle(path.to_owned(), Reason::Special)),
        });
        found.unwrap_or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Found::Absent { with_folder: false },
            _ => Found::Obstacle(path.to_owned(), Reason::Unreadable(error.to_string())),
        })
    }

    fn file(&self, path: &str, full: &Path) -> io::Result<Found> {
        let is_long = [MARKER, JOURNAL, INDEX].contains(&path);
        let limit = if is_long { MOST_BYTES_OF_THE_MANIFEST } else { MOST_BYTES_OF_A_FILE };
        let too_large =
            |limit, with_others| Ok(Found::Obstacle(path.to_owned(), Reason::TooLarge { limit, with_others }));
        let Some((bytes, metadata)) = read::read(full, limit)? else { return too_large(limit, false) };
        let length = bytes.len() as u64;
        if self.taken.fetch_add(length, Ordering::Relaxed).saturating_add(length) > self.most {
            return too_large(self.most, true);
        }
        Ok(Found::File(bytes, metadata))
    }
}

/// Looks at a folder and at those that it lies in, each of them once, and never behind one that is no folder: what a first
/// build makes is below a few absent folders.
fn find(folders: &mut BTreeMap<String, Folder>, out: &Path, folder: &str) -> Folder {
    if let Some(known) = folders.get(folder) {
        return known.clone();
    }
    for outer in path::folders_from_outside(folder).chain([folder]) {
        if !folders.contains_key(outer) {
            folders.insert(outer.to_owned(), folder_entry(out, outer));
        }
        match folders.get(outer) {
            Some(Folder::Directory) | None => {}
            Some(other) => return other.clone(),
        }
    }
    Folder::Directory
}

fn folder_entry(out: &Path, folder: &str) -> Folder {
    match fs::symlink_metadata(out.join(folder)).map(|metadata| metadata.file_type()) {
        Ok(kind) if kind.is_dir() => Folder::Directory,
        Ok(kind) if kind.is_file() => Folder::File(folder.to_owned()),
        Ok(kind) if kind.is_symlink() => Folder::Obstacle(folder.to_owned(), Reason::Link),
        Ok(_) => Folder::Obstacle(folder.to_owned(), Reason::Special),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Folder::Absent,
        Err(error) => Folder::Obstacle(folder.to_owned(), Reason::Unreadable(error.to_string())),
    }
}
