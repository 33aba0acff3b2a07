//! What lies at a path of the output folder, without ever following a link. Everything that reads the folder looks here.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::conflict::Reason;
use super::path::{self, MANIFEST};
use super::read::{self, MOST_BYTES_OF_A_FILE, MOST_BYTES_OF_ALL, MOST_BYTES_OF_THE_MANIFEST};

/// The output folder as it is. Folders are looked at once.
#[derive(Debug)]
pub(super) struct Disk<'p> {
    out: &'p Path,
    folders: BTreeMap<&'p str, Folder<'p>>,
    /// How many more bytes may be read.
    room: u64,
}

/// What lies at a path.
#[derive(Debug)]
pub(super) enum Found<'p> {
    /// Nothing.
    Absent,
    /// A regular file, with its content.
    File(Vec<u8>),
    /// A directory.
    Directory,
    /// The path cannot be reached, because one of the folders that it lies in is a file.
    BelowFile(&'p str),
    /// Something that is not touched: at this path or at one of the folders that it lies in.
    Obstacle(&'p str, Reason),
}

#[derive(Debug, Clone)]
enum Folder<'p> {
    Absent,
    Directory,
    File(&'p str),
    Obstacle(&'p str, Reason),
}

impl<'p> Disk<'p> {
    /// A view of the folder, which may be absent.
    pub(super) fn new(out: &'p Path) -> Self {
        Self { out, folders: BTreeMap::new(), room: MOST_BYTES_OF_ALL }
    }

    /// Looks at a clean relative path.
    pub(super) fn look(&mut self, path: &'p str) -> Found<'p> {
        match path::parent(path).map_or(Folder::Directory, |parent| self.folder(parent)) {
            Folder::Absent => Found::Absent,
            Folder::Directory => self.entry(path),
            Folder::File(at) => Found::BelowFile(at),
            Folder::Obstacle(at, reason) => Found::Obstacle(at, reason),
        }
    }

    /// The absent ones among the folders of all paths that were looked at, without those inside others of them.
    pub(super) fn absent_folders(&self) -> impl Iterator<Item = &'p str> {
        let is_absent = |folder: &str| matches!(self.folders.get(folder), Some(Folder::Absent));
        let outermost = move |folder: &&str| is_absent(folder) && !path::parent(folder).is_some_and(is_absent);
        self.folders.keys().copied().filter(outermost)
    }

    fn entry(&mut self, path: &'p str) -> Found<'p> {
        let full = self.out.join(path);
        let found = fs::symlink_metadata(&full).and_then(|metadata| match metadata.file_type() {
            kind if kind.is_file() => self.file(path, &full),
            kind if kind.is_dir() => Ok(Found::Directory),
            kind if kind.is_symlink() => Ok(Found::Obstacle(path, Reason::Link)),
            _ => Ok(Found::Obstacle(path, Reason::Special)),
        });
        found.unwrap_or_else(|error| match error.kind() {
            io::ErrorKind::NotFound => Found::Absent,
            _ => Found::Obstacle(path, Reason::Unreadable(error.to_string())),
        })
    }

    fn file(&mut self, path: &'p str, full: &Path) -> io::Result<Found<'p>> {
        let limit = if path == MANIFEST { MOST_BYTES_OF_THE_MANIFEST } else { MOST_BYTES_OF_A_FILE };
        let Some(bytes) = read::read(full, limit)? else {
            return Ok(Found::Obstacle(path, Reason::TooLarge { limit, with_others: false }));
        };
        let Some(room) = self.room.checked_sub(bytes.len() as u64) else {
            return Ok(Found::Obstacle(path, Reason::TooLarge { limit: MOST_BYTES_OF_ALL, with_others: true }));
        };
        self.room = room;
        Ok(Found::File(bytes))
    }

    fn folder(&mut self, folder: &'p str) -> Folder<'p> {
        if let Some(known) = self.folders.get(folder) {
            return known.clone();
        }
        let found = match path::parent(folder).map_or(Folder::Directory, |parent| self.folder(parent)) {
            Folder::Directory => self.folder_entry(folder),
            blocked => blocked,
        };
        self.folders.insert(folder, found.clone());
        found
    }

    fn folder_entry(&self, folder: &'p str) -> Folder<'p> {
        match fs::symlink_metadata(self.out.join(folder)).map(|metadata| metadata.file_type()) {
            Ok(kind) if kind.is_dir() => Folder::Directory,
            Ok(kind) if kind.is_file() => Folder::File(folder),
            Ok(kind) if kind.is_symlink() => Folder::Obstacle(folder, Reason::Link),
            Ok(_) => Folder::Obstacle(folder, Reason::Special),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Folder::Absent,
            Err(error) => Folder::Obstacle(folder, Reason::Unreadable(error.to_string())),
        }
    }
}
