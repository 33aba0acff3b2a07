//! Changes to the output folder that can be taken back.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::path::{self, STAGING_PREFIX};

/// Where new folders wait inside the staging folder; everything else in it has a number.
const NEW_FOLDERS: &str = "new";

/// What the operating system refused.
#[derive(Debug)]
pub(super) struct Fault {
    /// What was tried, such as `write`.
    pub(super) action: &'static str,
    /// The file or folder that it was tried on.
    pub(super) path: PathBuf,
    /// What the operating system said.
    pub(super) source: io::Error,
}

/// A series of steps in one output folder.
///
/// New texts are first written into a staging folder inside the output folder, so that they only have to be renamed
/// later, which needs next to no space and never leaves half a file. A folder that is new as a whole is renamed as a
/// whole. What a step replaces or removes is kept in the
/// staging folder until [`Transaction::finish`]; [`Transaction::roll_back`] puts it back. A process that is killed
/// leaves the staging folder behind for the next one to remove.
#[derive(Debug)]
pub(super) struct Transaction<'out> {
    out: &'out Path,
    staging: PathBuf,
    entries: usize,
    folders: BTreeSet<String>,
    staged_folders: BTreeSet<String>,
    undo: Vec<Undo>,
}

/// A text that waits for its place.
#[derive(Debug)]
pub(super) struct Staged(PathBuf);

#[derive(Debug)]
enum Undo {
    Delete(PathBuf),
    PutBack { backup: PathBuf, path: PathBuf },
    RemoveFolder(PathBuf),
    MakeFolder(PathBuf),
}

impl<'out> Transaction<'out> {
    /// Makes the staging folder.
    pub(super) fn begin(out: &'out Path) -> Result<Self, Fault> {
        // No other run is in the folder at the same time, so the name needs no chance, only to be new without a lock.
        let staging = out.join(format!("{STAGING_PREFIX}{}", std::process::id()));
        let fault = |source| Fault { action: "write into", path: out.to_owned(), source };
        step(&staging).and_then(|()| fs::create_dir(&staging)).map_err(fault)?;
        let (folders, staged_folders) = Default::default();
        let transaction = Self { out, staging, entries: 0, folders, staged_folders, undo: Vec::new() };
        // What a killed run leaves behind must not be committed.
        fs::write(transaction.staging.join(".gitignore"), "*\n").map_err(|source| {
            transaction.remove_staging();
            fault(source)
        })?;
        Ok(transaction)
    }

    /// Writes a text that [`Transaction::place`] or [`Transaction::replace`] will put at `path`.
    pub(super) fn stage(&mut self, path: &str, text: &str) -> Result<Staged, Fault> {
        let staged = self.entry();
        step(&staged).and_then(|()| fs::write(&staged, text)).map_err(|error| self.fault("write", path, error))?;
        Ok(Staged(staged))
    }

    /// Writes a text that [`Transaction::place_folder`] will put at `path`, with a folder that it lies in.
    pub(super) fn stage_in_new_folder(&mut self, path: &str, text: &str) -> Result<(), Fault> {
        let staged = self.in_new_folder(path);
        if let (Some(name), Some(folder)) = (path::parent(path), staged.parent())
            && self.staged_folders.insert(name.to_owned())
        {
            step(folder).and_then(|()| fs::create_dir_all(folder)).map_err(|error| self.fault("make", name, error))?;
        }
        step(&staged).and_then(|()| fs::write(&staged, text)).map_err(|error| self.fault("write", path, error))
    }

    /// Puts a folder with all the texts that were staged in it where nothing is.
    pub(super) fn place_folder(&mut self, path: &str) -> Result<(), Fault> {
        self.make_folders(path)?;
        let (staged, target) = (self.in_new_folder(path), self.out.join(path));
        rename(&staged, &target).map_err(|error| self.fault("make", path, error))?;
        self.undo.push(Undo::PutBack { backup: target, path: staged });
        Ok(())
    }

    /// Puts a staged text where nothing is, in folders that are made when absent.
    pub(super) fn place(&mut self, path: &str, staged: &Staged) -> Result<(), Fault> {
        self.make_folders(path)?;
        let target = self.out.join(path);
        rename(&staged.0, &target).map_err(|error| self.fault("write", path, error))?;
        self.undo.push(Undo::Delete(target));
        Ok(())
    }

    /// Puts a staged text where a file is.
    pub(super) fn replace(&mut self, path: &str, staged: &Staged) -> Result<(), Fault> {
        let (target, backup) = (self.out.join(path), self.entry());
        step(&backup)
            // Not every file system has hard links.
            .and_then(|()| fs::hard_link(&target, &backup).or_else(|_| fs::copy(&target, &backup).map(drop)))
            .and_then(|()| rename(&staged.0, &target))
            .map_err(|error| self.fault("replace", path, error))?;
        self.undo.push(Undo::PutBack { backup, path: target });
        Ok(())
    }

    /// Removes a file.
    pub(super) fn remove(&mut self, path: &str) -> Result<(), Fault> {
        let (target, backup) = (self.out.join(path), self.entry());
        rename(&target, &backup).map_err(|error| self.fault("remove", path, error))?;
        self.undo.push(Undo::PutBack { backup, path: target });
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

    /// Makes the changes final.
    pub(super) fn finish(self) {
        self.remove_staging();
    }

    /// Takes all changes back, the last one first; gives whether that worked in full. Stops at the first failure, so
    /// that what was changed first stays changed: a journal.
    pub(super) fn roll_back(mut self) -> bool {
        let undone = std::iter::from_fn(|| self.undo.pop()).all(|undo| undo.run().is_ok());
        self.remove_staging();
        undone
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

    fn in_new_folder(&self, path: &str) -> PathBuf {
        self.staging.join(NEW_FOLDERS).join(path)
    }

    fn entry(&mut self) -> PathBuf {
        self.entries += 1;
        self.staging.join(self.entries.to_string())
    }

    /// A staging folder that cannot be removed is removed by the next build.
    fn remove_staging(&self) {
        let _ = fs::remove_dir_all(&self.staging);
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

/// Removes what killed runs left behind. Only for the one who holds the exclusive lock.
pub(super) fn remove_leftovers(out: &Path) -> Result<(), Fault> {
    let fault = |path: &Path, source| Fault { action: "clean up", path: path.to_owned(), source };
    for entry in fs::read_dir(out).map_err(|error| fault(out, error))? {
        let entry = entry.map_err(|error| fault(out, error))?;
        let ours = entry.file_name().to_string_lossy().starts_with(STAGING_PREFIX);
        if ours && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            fs::remove_dir_all(entry.path()).map_err(|error| fault(&entry.path(), error))?;
        }
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> io::Result<()> {
    step(to)?;
    fs::rename(from, to)
}

/// Every change to the disk passes here, so that tests can fail or stop a run at each of them.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "the one for tests fails")]
const fn step(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
use super::interruption::step;
