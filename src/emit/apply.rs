//! Carries out a plan: everything, or nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::beside::Beside;
use super::error::{Aftermath, EmitError};
use super::fault::Fault;
use super::generated::Text;
use super::index::Recorder;
use super::ledger::Ledger;
use super::list;
use super::path::{self, JOURNAL, MANIFEST, MARKER};
use super::path_map::join;
use super::plan::{Change, Plan, Replaced, WholePaths};
use super::staging::{Staged, Staging};
use super::transaction::Transaction;

/// What a build did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Files that were made or replaced, without the lists of owned files.
    pub written: usize,
    /// Files that were already right, and were not touched.
    pub unchanged: usize,
    /// Files that are no longer generated, and were deleted.
    pub removed: usize,
}

impl Plan {
    /// Carries out the plan under an exclusive lock on the output folder, which is made when absent.
    ///
    /// # Errors
    /// When it fails, the output folder is what it was before, unless the error says otherwise
    /// ([`Aftermath::Mixed`]).
    pub fn apply(mut self) -> Result<Summary, EmitError> {
        if self.site.is_to_look() {
            self.site.begin_to_write()?;
            if !Ledger::read(&self.site.out, &self.owned)?.is_same(&self.ledger) {
                return Err(EmitError::Busy { out: self.site.out.clone() });
            }
        }
        if let Some(overtaken) = self.content.beside.iter().find(|beside| beside.is_stale() && !beside.is_untouched()) {
            return Err(EmitError::Overtaken { path: overtaken.path.clone() });
        }
        // A killed build may have written the file and left its own beside it, so that nothing is stale there.
        self.content.beside.iter().for_each(Beside::remove_leftovers);
        if self.is_stale() {
            self.write()?;
        }
        self.site.succeed();
        let removed = self.content.orphans.present.len();
        let summary = Summary { written: self.changes.len() - removed, unchanged: self.unchanged(), removed };
        self.record();
        Ok(summary)
    }

    fn write(&mut self) -> Result<(), EmitError> {
        let untouched = |fault: Fault| fault.after(Aftermath::Untouched);
        let staging = self.site.staging().map_err(untouched)?;
        let out = self.site.out.clone();
        // Nobody has seen what lies in the staging folder until now.
        self.committed = self.site.recorder.as_ref().and_then(Recorder::now).unwrap_or(i64::MIN);
        let result = self.stage(&staging).map_err(untouched).and_then(|staged| {
            let mut transaction = Transaction::new(&out, &staging);
            self.commit(&mut transaction, &staged).map_err(|fault| {
                fault.after(if transaction.roll_back() { Aftermath::Untouched } else { Aftermath::Mixed })
            })
        });
        self.stale_beside().for_each(Beside::clean_up);
        result
    }

    /// Writes everything that is not on the disk yet. Needs all the space that the build needs.
    fn stage(&mut self, staging: &Arc<Staging>) -> Result<StagedNotes, Fault> {
        let disk = &self.disk;
        let put = |path: &str, text: &str| staging.stage(path, text, disk.absent_folder(path).is_some());
        for (folder, name, generated) in self.content.files.places_mut() {
            if let Some(text) = generated.text_mut()
                && let Text::Held(held) = text
            {
                *text = Text::Staged(put(&join(folder, name), held)?);
            }
        }
        let lists = self.lists.iter().map(|list| match list.change {
            Change::Remove => Ok(None),
            Change::Create | Change::Update => put(&list.path, &self.list(&list.folder)).map(Some),
        });
        let lists = lists.collect::<Result<_, _>>()?;
        let marker = if self.is_marker_stale() { Some(put(MARKER, &list::marker())?) } else { None };
        let journal = if self.needs_journal() { Some(self.stage_journal(staging)?) } else { None };
        self.stale_beside().try_for_each(Beside::stage)?;
        let mut new_folders = disk.absent_folders();
        new_folders.retain(|folder| staging.in_new_folder(folder).is_dir());
        Ok(StagedNotes { lists, marker, journal, new_folders })
    }

    /// Lists of new parts are at their places before the files that they list; so a build that makes nothing but new parts
    /// is its own journal.
    fn needs_journal(&self) -> bool {
        let changes = self.changes.iter().map(|(_, change)| change).chain(self.lists.iter().map(|list| &list.change));
        self.ledger.has_journal
            || !self.content.orphans.absent.is_empty()
            || changes.into_iter().any(|change| change.is_loss())
    }

    fn stage_journal(&self, staging: &Staging) -> Result<Staged, Fault> {
        let updated = self.lists.iter().filter(|list| list.change == Change::Update);
        let folders = updated.map(|list| list.folder.as_str()).collect();
        let files = WholePaths { files: &self.content.files, folders };
        let is_in_new_folder = self.disk.absent_folder(JOURNAL).is_some();
        staging.stage_by(JOURNAL, is_in_new_folder, |file| list::write_journal(file, &files, Replaced(&self.content)))
    }

    /// Until the last step a journal, or the list of a new part, knows the old and the new content of every file.
    fn commit(&self, transaction: &mut Transaction<'_>, staged: &StagedNotes) -> Result<(), Fault> {
        self.commit_notes(transaction, staged)?;
        // Before the output: a build that is killed in between is made again from what the file says.
        self.stale_beside().try_for_each(|beside| beside.commit(transaction))?;
        self.commit_files(transaction, staged)?;
        for (list, staged) in self.lists.iter().zip(&staged.lists) {
            match (list.change, staged) {
                (Change::Update, Some(staged)) => transaction.replace(&list.path, *staged)?,
                (Change::Remove, _) => transaction.remove(&list.path)?,
                (Change::Create | Change::Update, _) => {}
            }
        }
        let removed = self.lists.iter().filter(|list| list.change == Change::Remove).map(|list| list.path.as_str());
        prune(transaction, removed)?;
        if staged.journal.is_some() { transaction.remove(JOURNAL) } else { Ok(()) }
    }

    /// Whatever makes others leave the output alone, and knows what is about to be made.
    fn commit_notes(&self, transaction: &mut Transaction<'_>, staged: &StagedNotes) -> Result<(), Fault> {
        if let Some(journal @ Staged::Alone(_)) = staged.journal {
            put(transaction, JOURNAL, journal, self.ledger.has_journal)?;
        }
        for folder in staged.new_folders.iter().filter(|folder| is_of_lists(folder)) {
            transaction.place_folder(folder)?;
        }
        for (list, staged) in self.lists.iter().zip(&staged.lists) {
            if let (Change::Create, Some(staged @ Staged::Alone(_))) = (list.change, staged) {
                transaction.place(&list.path, *staged)?;
            }
        }
        match staged.marker {
            Some(marker) => put(transaction, MARKER, marker, self.ledger.marker.is_some()),
            None => Ok(()),
        }
    }

    /// Orphans go first, because a file may stand where a folder is needed.
    fn commit_files(&self, transaction: &mut Transaction<'_>, staged: &StagedNotes) -> Result<(), Fault> {
        let orphans = &self.content.orphans;
        orphans.present.keys().try_for_each(|path| transaction.remove(path))?;
        self.content.directories.iter().try_for_each(|path| transaction.remove_empty_folders(path))?;
        for folder in staged.new_folders.iter().filter(|folder| !is_of_lists(folder)) {
            transaction.place_folder(folder)?;
        }
        for (folder, name, generated) in self.content.files.places() {
            if let Some(Text::Staged(staged @ Staged::Alone(_))) = generated.text() {
                put(transaction, &join(folder, name), *staged, generated.is_there())?;
            }
        }
        prune(transaction, orphans.present.keys().chain(orphans.absent.keys()).map(String::as_str))
    }

    fn stale_beside(&self) -> impl Iterator<Item = &Beside> {
        self.content.beside.iter().filter(|beside| beside.is_stale())
    }
}

/// What waits beside the generated files.
struct StagedNotes {
    /// In the order of [`Plan::lists`].
    lists: Vec<Option<Staged>>,
    marker: Option<Staged>,
    journal: Option<Staged>,
    /// Folders that are new as a whole, without those inside others of them.
    new_folders: Vec<String>,
}

impl Change {
    /// Whether something goes that was there.
    const fn is_loss(self) -> bool {
        matches!(self, Self::Update | Self::Remove)
    }
}

fn put(transaction: &mut Transaction<'_>, path: &str, staged: Staged, is_there: bool) -> Result<(), Fault> {
    if is_there { transaction.replace(path, staged) } else { transaction.place(path, staged) }
}

fn is_of_lists(folder: &str) -> bool {
    folder.split('/').next() == Some(MANIFEST)
}

/// Removes the folders that the removal of files has emptied, the inner ones first.
fn prune<'p>(transaction: &mut Transaction<'_>, removed: impl Iterator<Item = &'p str>) -> Result<(), Fault> {
    let emptied: BTreeSet<&str> = removed.flat_map(path::folders).collect();
    emptied.into_iter().rev().try_for_each(|folder| transaction.prune(folder))
}
