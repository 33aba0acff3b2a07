//! What a build would do to the output folder, decided before anything that is there is touched.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

use super::beside::Beside;
use super::digest::Digest;
use super::disk::{Disk, Found};
use super::error::{Aftermath, EmitError};
use super::generated::{Generated, Now, Text};
use super::ledger::Ledger;
use super::list;
use super::owned::Owned;
use super::path::{manifest_of, part_of_manifest};
use super::path_map::{Part, PathMap, join};
use super::worksite::Worksite;

/// What a build would do. It holds a lock on the output folder until it is dropped or applied.
#[derive(Debug)]
pub struct Plan {
    pub(super) site: Worksite,
    pub(super) owned: Owned,
    pub(super) disk: Disk,
    pub(super) ledger: Ledger,
    pub(super) content: Content,
    pub(super) changes: Vec<(Box<str>, Change)>,
    pub(super) lists: Vec<ListChange>,
    pub(super) inputs: Option<String>,
    /// When the build was carried out, by the clock of the file system; see [`super::record`].
    pub(super) committed: i64,
}

/// What the output folder is to hold, and what has to go for it.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) files: PathMap<Generated>,
    pub(super) orphans: Orphans,
    /// Directories that make way for a file: nothing is in them but directories and orphans.
    pub(super) directories: Vec<String>,
    pub(super) beside: Vec<Beside>,
    /// Files whose hand-made content is lost by force.
    pub(super) forced: BTreeSet<String>,
}

/// Files that cellc wrote and no longer makes.
#[derive(Debug, Default)]
pub(super) struct Orphans {
    /// Those that are there, with what they hold.
    pub(super) present: BTreeMap<String, Digest>,
    /// Those that are gone, with what they held.
    pub(super) absent: BTreeMap<String, Digest>,
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

/// What happens to the list of one part.
#[derive(Debug)]
pub(super) struct ListChange {
    pub(super) path: String,
    /// The folder of the part.
    pub(super) folder: String,
    pub(super) change: Change,
}

impl Plan {
    pub(super) fn new(
        site: Worksite,
        owned: Owned,
        disk: Disk,
        ledger: Ledger,
        content: Content,
        inputs: Option<&str>,
    ) -> Self {
        let change = |(path, generated): (String, &Generated)| match generated.now {
            Now::Same(_) => None,
            Now::Absent(_) => Some((path.into_boxed_str(), Change::Create)),
            Now::Other(_) => Some((path.into_boxed_str(), Change::Update)),
        };
        let mut changes: Vec<(Box<str>, Change)> = content.files.iter().filter_map(change).collect();
        changes.extend(content.orphans.present.keys().map(|path| (path.as_str().into(), Change::Remove)));
        changes.sort_unstable_by(|left, right| left.0.cmp(&right.0));
        let lists = list_changes(&ledger, &content.files);
        Self {
            site,
            owned,
            disk,
            ledger,
            content,
            changes,
            lists,
            inputs: inputs.map(str::to_owned),
            committed: i64::MIN,
        }
    }

    /// Whether a build would change anything: a file, or only what cellc notes about its files.
    pub fn is_stale(&self) -> bool {
        let is_beside_stale = self.content.beside.iter().any(Beside::is_stale);
        !self.changes.is_empty() || !self.lists.is_empty() || is_beside_stale || self.is_noted_otherwise()
    }

    /// Whether an older cellc, or a build that was killed, has left its own notes.
    fn is_noted_otherwise(&self) -> bool {
        self.ledger.has_journal || self.is_marker_stale()
    }

    pub(super) fn is_marker_stale(&self) -> bool {
        self.ledger.marker.as_deref() != Some(list::marker().as_bytes())
    }

    /// The files that change, ordered by path. The lists of owned files are not among them.
    pub fn changes(&self) -> impl Iterator<Item = (&str, Change)> {
        self.changes.iter().map(|(path, change)| (&**path, *change))
    }

    /// The files whose hand-made content is lost because of force, with what happens to them.
    pub fn forced(&self) -> impl Iterator<Item = (&str, Change)> {
        self.changes().filter(|(path, _)| self.content.forced.contains(*path))
    }

    /// What a file holds now; [`None`] when it is absent. It is read from the disk.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn before(&self, path: &str) -> Result<Option<Vec<u8>>, EmitError> {
        match self.disk.look(path) {
            Found::File(text, _) => Ok(Some(text)),
            Found::Absent { .. } | Found::Directory | Found::BelowFile(_) => Ok(None),
            Found::Obstacle(path, reason) => {
                let conflicts = vec![super::conflict::Conflict { path, reason }];
                Err(EmitError::Unreadable { out: self.site.out.clone(), conflicts })
            }
        }
    }

    /// What a file held before this build and before a merge that Git could not finish: our side. It is read from the disk.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn before_on_our_side(&self, path: &str) -> Result<Option<Vec<u8>>, EmitError> {
        let before = self.before(path)?;
        Ok(before.map(|before| self.ledger.our_side(path, &before).unwrap_or(before)))
    }

    /// What a file will hold, whether or not it changes; [`None`] when it is not generated. It is read from the disk.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn after(&self, path: &str) -> Result<Option<String>, EmitError> {
        let Some(generated) = self.content.files.get(path) else { return Ok(None) };
        let place = match generated.text() {
            Some(Text::Held(text)) => return Ok(Some(text.to_string())),
            Some(Text::Staged(staged)) => self.site.staged().map(|staging| staging.place_of(*staged, path)),
            None => None,
        };
        let place = place.unwrap_or_else(|| self.site.out.join(path));
        let text = std::fs::read_to_string(&place);
        text.map(Some).map_err(|reason| EmitError::System {
            action: "read",
            path: place,
            reason,
            aftermath: Aftermath::Untouched,
        })
    }

    /// The paths of all generated files below a folder of the output, whether or not they change.
    pub fn paths_below(&self, folder: &str) -> Vec<String> {
        let is_below = |path: &String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        self.content.files.iter().map(|(path, _)| path).filter(is_below).collect()
    }

    /// The number of generated files that are already right.
    pub fn unchanged(&self) -> usize {
        let changed = self.changes.iter().filter(|(_, change)| *change != Change::Remove).count();
        self.content.files.len() - changed
    }

    /// The text of the list of a part as it will be.
    pub(super) fn list(&self, folder: &str) -> String {
        print_list(&self.ledger, folder, self.content.files.part(folder))
    }
}

/// The lists that change, ordered by path.
fn list_changes(ledger: &Ledger, files: &PathMap<Generated>) -> Vec<ListChange> {
    let next: BTreeMap<&str, Option<&Part<Generated>>> =
        std::iter::once(("", None)).chain(files.parts().map(|(folder, part)| (folder, Some(part)))).collect();
    let written = next.iter().filter_map(|(folder, part)| {
        let path = manifest_of(folder);
        let change = match ledger.lists.get(&path) {
            None => Change::Create,
            Some(old) if old.digest == Digest::of(print_list(ledger, folder, *part).as_bytes()) => return None,
            Some(_) => Change::Update,
        };
        Some(ListChange { path, folder: (*folder).to_owned(), change })
    });
    let gone = ledger.lists.keys().filter_map(|path| {
        let folder = part_of_manifest(path).filter(|folder| !next.contains_key(folder))?.to_owned();
        Some(ListChange { path: path.clone(), folder, change: Change::Remove })
    });
    let mut lists: Vec<ListChange> = written.chain(gone).collect();
    lists.sort_by(|left, right| left.path.cmp(&right.path));
    lists
}

fn print_list(ledger: &Ledger, folder: &str, part: Option<&Part<Generated>>) -> String {
    let other = ledger.lists.get(&manifest_of(folder)).map(|list| &list.other);
    list::print(folder, Entries(part), other)
}

/// The files of a part as a list has them.
struct Entries<'a>(Option<&'a Part<Generated>>);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let part = self.0.into_iter().flatten();
        serializer.collect_map(part.map(|(name, generated)| (&**name, generated.digest)))
    }
}

/// The files of some parts by their whole paths, as a journal has them.
pub(super) struct WholePaths<'a> {
    pub(super) files: &'a PathMap<Generated>,
    pub(super) folders: Vec<&'a str>,
}

impl Serialize for WholePaths<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.folders.iter().filter_map(|folder| Some((*folder, self.files.part(folder)?)));
        serializer.collect_map(parts.flat_map(|(folder, part)| {
            part.iter().map(move |(name, generated)| (join(folder, name), generated.digest))
        }))
    }
}

/// What the files hold that change or go, as a journal has it.
pub(super) struct Replaced<'a>(pub(super) &'a Content);

impl Serialize for Replaced<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let orphans = self.0.orphans.present.iter().chain(&self.0.orphans.absent);
        let orphans = orphans.map(|(path, digest)| (path.clone(), *digest));
        let replaced = self.0.files.iter().filter_map(|(path, generated)| match &generated.now {
            Now::Other(other) => Some((path, other.0)),
            Now::Same(_) | Now::Absent(_) => None,
        });
        serializer.collect_map(orphans.chain(replaced))
    }
}
