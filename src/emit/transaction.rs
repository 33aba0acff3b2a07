//! Changes to the output folder that can be taken back.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::fault::{Fault, step};
use super::path;
use super::staging::{Staged, Staging};

/// A series of steps in one output folder.
///
/// What a step replaces or removes is kept in the staging folder; [`Transaction::roll_back`] puts it back.
#[derive(Debug)]
pub(super) struct Transaction<'out> {
    out: &'out Path,
    staging: &'out Staging,
    folders: BTreeSet<String>,
    undo: Vec<Undo>,
}

#[derive(Debug)]
enum Undo {
    Delete(PathBuf),
    PutBack { backup: PathBuf, path: PathBuf },
    RemoveFolder(PathBuf),
    MakeFolder(PathBuf),
}

impl<'out> Transaction<'out> {
    pub(super) const fn new(out: &'out Path, staging: &'out Staging) -> Self {
        Self { out, staging, folders: BTreeSet::new(), undo: Vec::new() }
    }

    /// Puts a folder with all the texts that were staged in it where nothing is.
    pub(super) fn place_folder(&mut self, path: &str) -> Result<(), Fault> {
        self.make_folders(path)?;
        let (staged, target) = (self.staging.in_new_folder(path), self.out.join(path));
        rename(&staged, &target).map_err(|error| self.fault("make", path, error))?;
        self.undo.push(Undo::PutBack { backup: target, path: staged });
        Ok(())
    }

    /// Puts a staged text where nothing is, in folders that are made when absent.
    pub(super) fn place(&mut self, path: &str, staged: Staged) -> Result<(), Fault> {
        self.make_folders(path)?;
        let target = self.out.join(path);
        rename(&self.staging.place_of(staged, path), &target).map_err(|error| self.fault("write", path, error))?;
        self.undo.push(Undo::Delete(target));
        Ok(())
    }

    /// Puts a staged text where a file is.
    pub(super) fn replace(&mut self, path: &str, staged: Staged) -> Result<(), Fault> {
        let (target, backup) = (self.out.join(path), self.staging.free());
        step(&backup)
            // Not every file system has hard links.
            .and_then(|()| fs::hard_link(&target, &backup).or_else(|_| fs::copy(&target, &backup).map(drop)))
            .and_then(|()| rename(&self.staging.place_of(staged, path), &target))
            .map_err(|error| self.fault("replace", path, error))?;
        self.undo.push(Undo::PutBack { backup, path: target });
        Ok(())
    }

    /// Removes a file.
    pub(super) fn remove(&mut self, path: &str) -> Result<(), Fault> {
        let (target, backup) = (self.out.join(path), self.staging.free());
        rename(&target, &backup).map_err(|error| self.fault("remove", path, error))?;
        self.undo.push(Undo::PutBack { backup, path: target });
        Ok(())
    }

    /// Puts a file outside the output folder, which waits beside its place, where one is or nothing is.
    pub(super) fn put_beside(&mut self, staged: &Path, target: &Path, backup: Option<&Path>) -> Result<(), Fault> {
        let fault = |source| Fault { action: "write", path: target.to_owned(), source };
        if let Some(backup) = backup {
            step(backup)
                .and_then(|()| fs::hard_link(target, backup).or_else(|_| fs::copy(target, backup).map(drop)))
                .and_then(|()| rename(staged, target))
                .map_err(fault)?;
            self.undo.push(Undo::PutBack { backup: backup.to_owned(), path: target.to_owned() });
        } else {
            rename(staged, target).map_err(fault)?;
            self.undo.push(Undo::Delete(target.to_owned()));
        }
        Ok(())
    }

    /// Removes a folder in which nothing is but folders.
    pub(super) fn remove_empty_folders(&mut self, path: &str) -> Result<(), Fault> {
        for entry in WalkDir::new(self.out.join(path)).contents_first(true) {
            let folder = match entry {
                Ok(entry) => entry.into_path(),
                Err(error) => return Err(self.fault("remove", path, error.into())),
            };
            step(&folder).and_then(|()| fs::remove_dir(&folder)).map_err(|error| self.fault("remove", path, error))?;
            self.undo.push(Undo::MakeFolder(folder));
        }
        Ok(())
    }

    /// Removes a folder if nothing is in it. One that cannot be removed does no harm and stays.
    pub(super) fn prune(&mut self, path: &str) -> Result<(), Fault> {
        let folder = self.out.join(path);
        step(&folder).map_err(|error| self.fault("remove", path, error))?;
        if fs::remove_dir(&folder).is_ok() {
            self.undo.push(Undo::MakeFolder(folder));
        }
        Ok(())
    }

    /// Takes all changes back, the last one first; gives whether that worked in full. Stops at the first failure, so
    /// that what was changed first stays changed: a journal.
    pub(super) fn roll_back(mut self) -> bool {
        std::iter::from_fn(|| self.undo.pop()).all(|undo| undo.run().is_ok())
    }

    fn make_folders(&mut self, path: &str) -> Result<(), Fault> {
        let missing: Vec<&str> = path::folders(path).take_while(|folder| !self.folders.contains(*folder)).collect();
        for folder in missing.into_iter().rev() {
            let full = self.out.join(folder);
            match step(&full).and_then(|()| fs::create_dir(&full)) {
                Ok(()) => self.undo.push(Undo::RemoveFolder(full)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && full.is_dir() => {}
                Err(error) => return Err(self.fault("make", folder, error)),
            }
            self.folders.insert(folder.to_owned());
        }
        Ok(())
    }

    fn fault(&self, action: &'static str, path: &str, source: io::Error) -> Fault {
        Fault { action, path: self.out.join(path), source }
    }
}

impl Undo {
    fn run(self) -> io::Result<()> {
        match self {
            Self::Delete(path) => step(&path).and_then(|()| fs::remove_file(&path)),
            Self::PutBack { backup, path } => rename(&backup, &path),
            Self::RemoveFolder(path) => step(&path).and_then(|()| fs::remove_dir(&path)),
            Self::MakeFolder(path) => step(&path).and_then(|()| fs::create_dir(&path)),
        }
    }
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step(to)?;
    fs::rename(from, to)
}
