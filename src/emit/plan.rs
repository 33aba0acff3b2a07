//! What a build would do to the output folder, decided before anything is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::FileSet;
use super::conflict::{Conflict, Reason};
use super::disk::{Disk, Found};
use super::error::EmitError;
use super::lock::FolderLock;
use super::manifest::{Digest, Manifest};
use super::manifest_file::{self, unread};
use super::path;

/// Compares a complete file set with the output folder, and writes nothing.
///
/// `out` may be absent or a link to a folder. With `force`, files that were edited by hand or that cellc did not make
/// are overwritten, and edited ones that are no longer generated are deleted; links, directories and special files are
/// never touched. The plan holds a shared lock on the folder until it is dropped or applied.
pub fn plan(out: &Path, files: &FileSet, force: bool) -> Result<Plan, EmitError> {
    let out = if out.as_os_str().is_empty() { Path::new(".") } else { out };
    let faults = path::faults(files);
    if !faults.is_empty() {
        return Err(EmitError::Paths { faults });
    }
    check_folder(out)?;
    let lock = FolderLock::shared(out).map_err(|_| EmitError::Busy { out: out.to_owned() })?;
    let on_disk = manifest_file::read(out)?;
    let manifest = match &on_disk {
        Some(text) => Manifest::parse(text).map_err(|fault| EmitError::Manifest { out: out.to_owned(), fault })?,
        None => Manifest::default(),
    };
    let Survey { changes, conflicts, directories, orphans, new_folders, .. } = Survey::of(out, &manifest, files, force);
    if !conflicts.is_empty() {
        let conflicts = conflicts.into_iter().map(|(path, reason)| Conflict { path, reason }).collect();
        return Err(EmitError::Conflicts { out: out.to_owned(), conflicts });
    }
    let digest = |(path, text): (&String, &String)| (path.clone(), Digest::of(text.as_bytes()));
    Ok(Plan {
        out: out.to_owned(),
        lock,
        unchanged: files.keys().filter(|path| !changes.contains_key(*path)).count(),
        orphans: orphans.into_iter().filter_map(|path| Some((path.to_owned(), manifest.digest(path)?))).collect(),
        directories: directories.into_iter().map(str::to_owned).collect(),
        new_folders,
        next: manifest.succeed(files.iter().map(digest).collect()),
        on_disk,
        texts: files.clone(),
        changes,
    })
}

/// What a build would do.
#[derive(Debug)]
pub struct Plan {
    pub(super) out: PathBuf,
    pub(super) lock: FolderLock,
    pub(super) texts: FileSet,
    pub(super) changes: BTreeMap<String, Content>,
    pub(super) unchanged: usize,
    /// Files that cellc wrote and no longer makes, whether or not they are still there, and what they held.
    pub(super) orphans: BTreeMap<String, Digest>,
    /// Directories that make way for a file: nothing is in them but directories and orphans.
    pub(super) directories: Vec<String>,
    /// Folders that are absent, without those inside others of them.
    pub(super) new_folders: BTreeSet<String>,
    /// The text of the manifest as it was read.
    pub(super) on_disk: Option<Vec<u8>>,
    pub(super) next: Manifest,
}

/// What happens to one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is absent and will be made.
    Create,
    /// It will be replaced.
    Update,
    /// It was generated once, no longer is, and will be deleted.
    Remove,
}

/// What a file holds and will hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    Create { new: String },
    Update { old: Vec<u8>, new: String },
    Remove { old: Vec<u8> },
}

impl Content {
    /// What the file holds now.
    pub(super) fn before(&self) -> Option<&[u8]> {
        match self {
            Self::Create { .. } => None,
            Self::Update { old, .. } | Self::Remove { old } => Some(old),
        }
    }

    /// What it will hold.
    pub(super) fn after(&self) -> Option<&str> {
        match self {
            Self::Create { new } | Self::Update { new, .. } => Some(new),
            Self::Remove { .. } => None,
        }
    }
}

impl Plan {
    /// Whether a build would change anything: a file, or only the manifest.
    pub fn is_stale(&self) -> bool {
        !self.changes.is_empty() || self.on_disk.as_deref() != Some(self.next.print().as_bytes())
    }

    /// The files that change, ordered by path. The manifest is not among them.
    pub fn changes(&self) -> impl Iterator<Item = (&str, Change)> {
        self.changes.iter().map(|(path, content)| {
            let change = match content {
                Content::Create { .. } => Change::Create,
                Content::Update { .. } => Change::Update,
                Content::Remove { .. } => Change::Remove,
            };
            (path.as_str(), change)
        })
    }

    /// What a file holds now; [`None`] when it is absent. It is read from the disk.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn before(&self, path: &str) -> Result<Option<Vec<u8>>, EmitError> {
        Ok(match self.changes.get(path) {
            Some(content) => content.before().map(<[u8]>::to_vec),
            None => self.texts.get(path).map(|text| text.clone().into_bytes()),
        })
    }

    /// What a file will hold, whether or not it changes; [`None`] when it is not generated. It is read from the disk.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn after(&self, path: &str) -> Result<Option<String>, EmitError> {
        Ok(self.texts.get(path).cloned())
    }

    /// The paths of all generated files below a folder of the output, in order, whether or not they change.
    pub fn paths_below(&self, folder: &str) -> Vec<String> {
        let is_below = |path: &&String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.texts.keys().filter(is_below).cloned().collect()
    }

    /// The number of generated files that are already right.
    pub const fn unchanged(&self) -> usize {
        self.unchanged
    }
}

/// Decides path by path.
struct Survey<'p, 'files> {
    manifest: &'p Manifest,
    files: &'files FileSet,
    force: bool,
    changes: BTreeMap<String, Content>,
    conflicts: BTreeMap<String, Reason>,
    /// Files that cellc wrote and no longer makes.
    orphans: Vec<&'p str>,
    /// Directories where a file is to be.
    directories: Vec<&'files str>,
    /// Absent folders, without those inside others of them.
    new_folders: BTreeSet<String>,
}

impl<'p, 'files> Survey<'p, 'files> {
    fn of(out: &Path, manifest: &'p Manifest, files: &'files FileSet, force: bool) -> Self {
        let orphans: Vec<&str> = manifest.paths().filter(|path| !files.contains_key(*path)).collect();
        let (changes, conflicts, directories, new_folders) = Default::default();
        let mut survey = Self { manifest, files, force, changes, conflicts, orphans, directories, new_folders };
        let mut disk = Disk::new(out);
        for path in survey.orphans.clone() {
            survey.orphan(path, disk.look(path));
        }
        for (path, text) in files {
            survey.wanted(path, text, disk.look(path));
        }
        survey.new_folders = disk.absent_folders().map(str::to_owned).collect();
        for path in survey.directories.clone() {
            survey.directory(out, path);
        }
        survey
    }

    /// A file that cellc wrote and no longer makes.
    fn orphan(&mut self, path: &str, found: Found<'_>) {
        match found {
            Found::File(old) if self.force || self.manifest.wrote(path, &old) => {
                self.changes.insert(path.to_owned(), Content::Remove { old });
            }
            Found::File(_) => self.refuse(path, Reason::EditedOrphan),
            Found::Obstacle(at, reason) => self.refuse(at, reason),
            Found::Absent | Found::Directory | Found::BelowFile(_) => {}
        }
    }

    /// A file that is to be. Orphans must be decided already.
    fn wanted(&mut self, path: &'files str, new: &'files str, found: Found<'_>) {
        match found {
            Found::File(old) if old == new.as_bytes() => {}
            Found::File(old) if self.force || self.manifest.wrote(path, &old) => {
                self.changes.insert(path.to_owned(), Content::Update { old, new: new.to_owned() });
            }
            Found::File(old) => self.refuse(path, self.edit(path, &old)),
            Found::Obstacle(at, reason) => self.refuse(at, reason),
            Found::BelowFile(at) if !self.changes.contains_key(at) => self.refuse(at, Reason::FileInTheWay),
            Found::Directory => self.directories.push(path),
            Found::Absent | Found::BelowFile(_) => {
                self.changes.insert(path.to_owned(), Content::Create { new: new.to_owned() });
            }
        }
    }

    /// A directory where a file is to be. Files must be decided already.
    fn directory(&mut self, out: &Path, path: &str) {
        for entry in WalkDir::new(out.join(path)).sort_by_file_name() {
            let (place, removable) = match &entry {
                Ok(entry) => (relative(out, entry.path()), entry.file_type().is_dir()),
                Err(error) => (relative(out, error.path().unwrap_or(out)), false),
            };
            match entry.err().map(io::Error::from) {
                Some(error) => return self.refuse(&place, Reason::Unreadable(error.to_string())),
                None if removable || self.changes.contains_key(&place) || self.conflicts.contains_key(&place) => {}
                None => return self.refuse(path, Reason::Directory { holds: place }),
            }
        }
        if let Some(new) = self.files.get(path) {
            self.changes.insert(path.to_owned(), Content::Create { new: new.clone() });
        }
    }

    fn edit(&self, path: &str, old: &[u8]) -> Reason {
        let unix = || String::from_utf8_lossy(old).replace("\r\n", "\n");
        if !self.manifest.lists(path) {
            Reason::Foreign
        } else if self.manifest.wrote(path, unix().as_bytes()) {
            Reason::LineEnds
        } else {
            Reason::Edited
        }
    }

    /// The first reason for a path is the one that is told: that of an orphan says more.
    fn refuse(&mut self, path: &str, reason: Reason) {
        self.conflicts.entry(path.to_owned()).or_insert(reason);
    }
}

fn relative(out: &Path, path: &Path) -> String {
    path.strip_prefix(out).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn check_folder(out: &Path) -> Result<(), EmitError> {
    let error = match fs::metadata(out) {
        Ok(metadata) if metadata.is_dir() => return Ok(()),
        Ok(_) => io::ErrorKind::NotADirectory.into(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => error,
    };
    Err(unread("build into", out, error))
}
