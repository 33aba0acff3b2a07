//! Carries out a plan: everything, or nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Aftermath, EmitError};
use super::manifest::Digest;
use super::manifest_file;
use super::path::{self, MANIFEST};
use super::plan::{Content, Plan};
use super::transaction::{Fault, Staged, Transaction, remove_leftovers};

/// What a build did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Files that were made or replaced, without the manifest.
    pub written: usize,
    /// Files that were already right, and were not touched.
    pub unchanged: usize,
    /// Files that are no longer generated, and were deleted.
    pub removed: usize,
}

impl Plan {
    /// Carries out the plan under an exclusive lock on the output folder, which is made when absent.
    ///
    /// When it fails, the output folder is what it was before, unless the error says otherwise
    /// ([`Aftermath::Mixed`]).
    pub fn apply(mut self) -> Result<Summary, EmitError> {
        let made = make_folder(&self.out).map_err(|fault| fault.after(Aftermath::Untouched))?;
        let result = self.apply_locked();
        if result.is_err() {
            // They are not empty only if somebody else has put something there.
            made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        }
        result
    }

    fn apply_locked(&mut self) -> Result<Summary, EmitError> {
        self.lock.make_exclusive(&self.out).map_err(|_| EmitError::Busy { out: self.out.clone() })?;
        if manifest_file::read(&self.out)? != self.on_disk {
            return Err(EmitError::Busy { out: self.out.clone() });
        }
        remove_leftovers(&self.out).map_err(|fault| fault.after(Aftermath::Untouched))?;
        if self.is_stale() {
            self.write()?;
        }
        let removed = self.changes.values().filter(|change| change.after().is_none()).count();
        Ok(Summary { written: self.changes.len() - removed, unchanged: self.unchanged, removed })
    }

    fn write(&self) -> Result<(), EmitError> {
        let mut transaction = Transaction::begin(&self.out).map_err(|fault| fault.after(Aftermath::Untouched))?;
        match self.stage(&mut transaction).and_then(|staging| self.commit(&mut transaction, &staging)) {
            Ok(()) => {
                transaction.finish();
                Ok(())
            }
            Err(fault) => {
                let aftermath = if transaction.roll_back() { Aftermath::Untouched } else { Aftermath::Mixed };
                Err(fault.after(aftermath))
            }
        }
    }

    /// Needs all the space that the build needs.
    fn stage<'plan>(&'plan self, transaction: &mut Transaction<'_>) -> Result<Staging<'plan>, Fault> {
        let (mut folders, mut texts) = (BTreeSet::new(), Vec::new());
        for (path, change) in &self.changes {
            let Some(new) = change.after() else { continue };
            if let Some(folder) = path::folders(path).find(|folder| self.new_folders.contains(*folder)) {
                transaction.stage_in_new_folder(path, new)?;
                folders.insert(folder);
            } else {
                texts.push((path.as_str(), change, transaction.stage(path, new)?));
            }
        }
        let present = |(path, change): (&String, &Content)| Some((path.clone(), Digest::of(change.before()?)));
        // Orphans that are gone already stay known until the folders that they have left empty are gone too.
        let mut replacing = self.orphans.clone();
        replacing.extend(self.changes.iter().filter_map(present));
        let journal = self.next.journal(replacing);
        Ok(Staging {
            folders,
            texts,
            journal: transaction.stage(MANIFEST, &journal.print())?,
            manifest: transaction.stage(MANIFEST, &self.next.print())?,
        })
    }

    /// Orphans go first, because a file may stand where a folder is needed. Until the last step the manifest is a
    /// journal that knows the old and the new content of every file.
    fn commit(&self, transaction: &mut Transaction<'_>, staging: &Staging<'_>) -> Result<(), Fault> {
        match self.on_disk {
            Some(_) => transaction.replace(MANIFEST, &staging.journal)?,
            None => transaction.place(MANIFEST, &staging.journal)?,
        }
        for (path, change) in &self.changes {
            if matches!(change, Content::Remove { .. }) {
                transaction.remove(path)?;
            }
        }
        for path in &self.directories {
            transaction.remove_empty_folders(path)?;
        }
        for folder in &staging.folders {
            transaction.place_folder(folder)?;
        }
        for (path, change, staged) in &staging.texts {
            match change.before() {
                Some(_) => transaction.replace(path, staged)?,
                None => transaction.place(path, staged)?,
            }
        }
        let emptied: BTreeSet<&str> = self.orphans.keys().flat_map(|path| path::folders(path)).collect();
        for folder in emptied.into_iter().rev() {
            transaction.prune(folder)?;
        }
        transaction.replace(MANIFEST, &staging.manifest)
    }
}

struct Staging<'plan> {
    /// Folders that are new as a whole.
    folders: BTreeSet<&'plan str>,
    /// All other files.
    texts: Vec<(&'plan str, &'plan Content, Staged)>,
    journal: Staged,
    manifest: Staged,
}

impl Fault {
    fn after(self, aftermath: Aftermath) -> EmitError {
        let Self { action, path, source } = self;
        EmitError::System { action, path, reason: source, aftermath }
    }
}

/// Makes the output folder and those above it; gives those that it made, the outermost first.
fn make_folder(out: &Path) -> Result<Vec<PathBuf>, Fault> {
    let missing: Vec<&Path> =
        out.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).collect();
    let mut made: Vec<PathBuf> = Vec::with_capacity(missing.len());
    for folder in missing.into_iter().rev() {
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(source) => {
                made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
                return Err(Fault { action: "make", path: folder.to_owned(), source });
            }
        }
    }
    Ok(made)
}
