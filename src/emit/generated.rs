//! Generated files, one by one: what each of them is to hold, and what is there now.

use std::collections::BTreeMap;

use super::conflict::Reason;
use super::digest::Digest;
use super::disk::{Disk, Found};
use super::fault::Fault;
use super::ledger::Ledger;
use super::line_ends::unix;
use super::owned::Owned;
use super::path;
use super::staging::Staged;
use super::stamp::Stamp;
use super::unmerged;
use super::worksite::Worksite;

/// One generated file.
#[derive(Debug)]
pub(super) struct Generated {
    /// Of its new content.
    pub(super) digest: Digest,
    pub(super) now: Now,
}

/// What is there now.
#[derive(Debug)]
pub(super) enum Now {
    /// The same.
    Same(Stamp),
    /// Nothing.
    Absent(Text),
    /// Something else, that may be replaced.
    Other(Box<(Digest, Text)>),
}

/// A new text, until it is at its place.
#[derive(Debug)]
pub(super) enum Text {
    /// Of a build that only looks.
    Held(Box<str>),
    /// On the disk.
    Staged(Staged),
}

impl Generated {
    pub(super) const fn text(&self) -> Option<&Text> {
        match &self.now {
            Now::Same(_) => None,
            Now::Absent(text) => Some(text),
            Now::Other(other) => Some(&other.1),
        }
    }

    /// Whether something is there.
    pub(super) const fn is_there(&self) -> bool {
        !matches!(self.now, Now::Absent(_))
    }

    pub(super) const fn text_mut(&mut self) -> Option<&mut Text> {
        match &mut self.now {
            Now::Same(_) => None,
            Now::Absent(text) => Some(text),
            Now::Other(other) => Some(&mut other.1),
        }
    }
}

/// What was found out about a generated file.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It can be written.
    Fine(Generated),
    /// It can be written, and force loses what somebody has made of the file.
    Forced(Generated),
    /// It can be written if the file at this place makes way.
    Below(String, Generated),
    /// It can be written if the directory in its place makes way.
    InPlaceOfDirectory(Generated),
    /// Something is in the way.
    Refused(String, Reason),
    /// The path itself is wrong: a fault of who generates it.
    Unwritable(String),
}

/// What becomes of a file that cellc wrote and no longer makes, with what it holds.
#[derive(Debug)]
pub(super) enum Orphan {
    /// It goes.
    Ours(Digest),
    /// It goes by force, with what somebody has made of it.
    Forced(Digest),
    /// It stays, and so does everything else.
    Refused(String, Reason),
}

/// Compares generated files with the disk. All that it holds was known before the first one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) owned: &'a Owned,
    pub(super) ledger: &'a Ledger,
    pub(super) disk: &'a Disk,
    pub(super) site: &'a Worksite,
    /// Whether new texts go to the disk at once.
    pub(super) stages: bool,
    pub(super) force: bool,
}

impl Judge<'_> {
    pub(super) fn judge(self, path: &str, text: &str) -> Result<Verdict, Fault> {
        if let Some(fault) = path::fault(path) {
            return Ok(Verdict::Unwritable(fault));
        }
        if !self.owned.holds(path) {
            let owned = self.owned.list();
            return Ok(Verdict::Unwritable(format!("`{path}` is outside what its producer owns, which is {owned}")));
        }
        let digest = Digest::of(text.as_bytes());
        let absent = |with_folder| {
            let text = self.stage(path, text, with_folder)?;
            Ok(Generated { digest, now: Now::Absent(text) })
        };
        Ok(match self.disk.look(path) {
            Found::File(old, metadata) if old == text.as_bytes() => {
                Verdict::Fine(Generated { digest, now: Now::Same(Stamp::of(&metadata)) })
            }
            Found::File(old, _) => {
                let edit = self.edit(path, &old, digest);
                let is_edited = edit.is_some();
                if let Some(reason) = edit.filter(|_| !self.force) {
                    return Ok(Verdict::Refused(path.to_owned(), reason));
                }
                let other = Box::new((Digest::of(&old), self.stage(path, text, false)?));
                let generated = Generated { digest, now: Now::Other(other) };
                if is_edited { Verdict::Forced(generated) } else { Verdict::Fine(generated) }
            }
            Found::Absent { with_folder } => Verdict::Fine(absent(with_folder)?),
            Found::BelowFile(at) => Verdict::Below(at, absent(false)?),
            Found::Directory => Verdict::InPlaceOfDirectory(absent(false)?),
            Found::Obstacle(at, reason) => Verdict::Refused(at, reason),
        })
    }

    /// What becomes of a file that cellc wrote and no longer makes; [`None`] when nothing is there.
    pub(super) fn orphan(self, path: &str) -> Option<Orphan> {
        match self.disk.look(path) {
            Found::File(old, _) if self.is_ours(path, &old) => Some(Orphan::Ours(Digest::of(&old))),
            Found::File(old, _) if self.force => Some(Orphan::Forced(Digest::of(&old))),
            Found::File(old, _) => {
                let reason = self.unmerged(path, &old).unwrap_or(Reason::EditedOrphan);
                Some(Orphan::Refused(path.to_owned(), reason))
            }
            Found::Obstacle(at, reason) => Some(Orphan::Refused(at, reason)),
            Found::Absent { .. } | Found::Directory | Found::BelowFile(_) => None,
        }
    }

    /// Keeps a new text, for a folder that is absent or not.
    fn stage(self, path: &str, text: &str, with_folder: bool) -> Result<Text, Fault> {
        if !self.stages {
            return Ok(Text::Held(text.into()));
        }
        self.site.staging()?.stage(path, text, with_folder).map(Text::Staged)
    }

    /// Why a file of this content is not overwritten without force.
    fn edit(self, path: &str, old: &[u8], new: Digest) -> Option<Reason> {
        if self.is_ours(path, old) || unix(old).is_some_and(|old| Digest::of(&old) == new) {
            None
        } else if self.ledger.lists(path) {
            Some(self.unmerged(path, old).unwrap_or(Reason::Edited))
        } else {
            Some(Reason::Foreign)
        }
    }

    /// Whether cellc wrote this, or Git made it of what cellc wrote: neither line ends nor conflict markers are an edit.
    fn is_ours(self, path: &str, old: &[u8]) -> bool {
        self.ledger.wrote_lines(path, old) || self.ledger.our_side(path, old).is_some()
    }

    /// What Git may have had to do with content that cellc did not write.
    fn unmerged(self, path: &str, old: &[u8]) -> Option<Reason> {
        if unmerged::sides(old).is_some() {
            return Some(Reason::Unmerged);
        }
        self.ledger.is_contested(path).then_some(Reason::Mixed)
    }
}

/// Places that are in the way, with the first reason that was found for each.
pub(super) type Conflicts = BTreeMap<String, Reason>;
