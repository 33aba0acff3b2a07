//! Everything that is known about the files of the output folder: what cellc wrote, and what each file held then.
//!
//! A list is trusted for one thing: which files a build may replace and delete, namely those that still hold what it says.
//! A pull request may change a list, so it counts for nothing outside the places that producers own.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use serde_json::{Map, Value};
use walkdir::WalkDir;

use super::conflict::{Conflict, Reason};
use super::digest::Digest;
use super::disk::{Disk, Found};
use super::error::{Aftermath, EmitError};
use super::line_ends;
use super::list::{Claims, List};
use super::manifest_fault::ManifestFault;
use super::owned::Owned;
use super::path::{JOURNAL, MANIFEST, MANIFEST_OF_OUTPUT, MARKER, part_of_manifest};
use super::path_map::{PathMap, join};
use super::read::{MOST_BYTES_OF_THE_MANIFEST, MOST_ENTRIES};
use super::unmerged;

/// What is known about an output folder.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// What the lists say.
    files: PathMap<Digest>,
    /// What a file may hold as well: the journal of a killed build, the list of an older cellc, and the other side of a list
    /// that Git could not merge.
    claims: BTreeMap<Box<str>, Vec<Digest>>,
    /// Files of which the two sides of such a list say different things.
    contested: BTreeSet<Box<str>>,
    /// The lists as they are on the disk.
    pub(super) lists: BTreeMap<String, OnDisk>,
    /// The file in the place of cellc 0.1's list.
    pub(super) marker: Option<Vec<u8>>,
    /// Whether a build was killed and has not been completed.
    pub(super) has_journal: bool,
}

/// A list as it is on the disk.
#[derive(Debug)]
pub(super) struct OnDisk {
    /// Of its text.
    pub(super) digest: Digest,
    /// What this version does not know.
    pub(super) other: Map<String, Value>,
}

impl Ledger {
    /// Reads everything; an absent folder holds nothing.
    ///
    /// # Errors
    /// When a list cannot be read, is not one, is a newer cellc's, or names a file outside the owned places.
    pub(super) fn read(out: &Path, owned: &Owned) -> Result<Self, EmitError> {
        let reader = Reader { out, owned, disk: Disk::with_limit(out, MOST_BYTES_OF_THE_MANIFEST) };
        let mut ledger = Self { marker: reader.text(MARKER)?, ..Self::default() };
        if let Some(text) = ledger.marker.take() {
            ledger.claim(&reader, MARKER, &text)?;
            ledger.marker = Some(text);
        }
        // Who wrote the output is known before anything else of it is judged.
        if let Some(text) = reader.text(MANIFEST_OF_OUTPUT)? {
            ledger.add(&reader, MANIFEST_OF_OUTPUT.to_owned(), &text)?;
        }
        if let Some(text) = reader.text(JOURNAL)? {
            ledger.has_journal = true;
            ledger.claim(&reader, JOURNAL, &text)?;
        }
        for path in reader.lists()? {
            if let Some(text) = reader.text(&path)? {
                ledger.add(&reader, path, &text)?;
            }
        }
        Ok(ledger)
    }

    /// Whether a build was ever made here.
    pub(super) fn is_of_a_build(&self) -> bool {
        self.marker.is_some() || self.has_journal || !self.lists.is_empty()
    }

    fn add(&mut self, reader: &Reader<'_>, path: String, text: &[u8]) -> Result<(), EmitError> {
        let folder = part_of_manifest(&path).unwrap_or_default();
        let parse = |text: &[u8]| List::parse(text, folder);
        let (list, theirs) = match unmerged::sides(text) {
            None => (parse(text).map_err(|fault| reader.fault(&path, fault))?, None),
            Some([ours, theirs]) => {
                let side = |text: &[u8]| parse(text).map_err(|fault| reader.fault(&path, fault.of_a_side()));
                (side(&ours)?, Some(side(&theirs)?))
            }
        };
        for (name, digest) in &list.files {
            let file = join(folder, name);
            reader.own(&path, &file)?;
            self.files.insert(&file, *digest);
        }
        if let Some(theirs) = theirs {
            self.add_theirs(reader, &path, folder, theirs)?;
        }
        self.lists.insert(path, OnDisk { digest: Digest::of(text), other: list.other });
        Ok(())
    }

    /// Adds the other side of a list that Git could not merge.
    fn add_theirs(&mut self, reader: &Reader<'_>, list: &str, folder: &str, theirs: List) -> Result<(), EmitError> {
        for (name, digest) in theirs.files {
            let file: Box<str> = join(folder, &name).into();
            reader.own(list, &file)?;
            if self.files.get(&file).is_some_and(|ours| *ours != digest) {
                self.contested.insert(file.clone());
            }
            self.claims.entry(file).or_default().push(digest);
        }
        Ok(())
    }

    fn claim(&mut self, reader: &Reader<'_>, path: &str, text: &[u8]) -> Result<(), EmitError> {
        if let Some(sides) = unmerged::sides(text) {
            return sides.iter().try_for_each(|side| self.claim_side(reader, path, side, ManifestFault::of_a_side));
        }
        self.claim_side(reader, path, text, |fault| fault)
    }

    fn claim_side(
        &mut self,
        reader: &Reader<'_>,
        path: &str,
        text: &[u8],
        told: fn(ManifestFault) -> ManifestFault,
    ) -> Result<(), EmitError> {
        let claims = Claims::parse(text).map_err(|fault| reader.fault(path, told(fault)))?.unwrap_or_default();
        for (file, digest) in claims.files.into_iter().chain(claims.replacing) {
            reader.own(path, &file)?;
            self.claims.entry(file).or_default().push(digest);
        }
        Ok(())
    }

    /// All paths that cellc wrote, each of them once.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        let claimed =
            self.claims.keys().filter(|path| !self.files.contains(path)).map(std::string::ToString::to_string);
        self.files.iter().map(|(path, _)| path).chain(claimed)
    }

    /// Whether cellc wrote a file of this path.
    pub(super) fn lists(&self, path: &str) -> bool {
        self.files.contains(path) || self.claims.contains_key(path)
    }

    /// What a file held when cellc wrote it.
    pub(super) fn digest(&self, path: &str) -> Option<Digest> {
        self.files.get(path).or_else(|| self.claims.get(path)?.first()).copied()
    }

    /// Whether this content of a path is cellc's.
    pub(super) fn wrote(&self, path: &str, digest: Digest) -> bool {
        self.files.get(path) == Some(&digest) || self.claims.get(path).is_some_and(|known| known.contains(&digest))
    }

    /// Whether two branches wrote a file differently, and Git could not merge what their lists say of it.
    pub(super) fn is_contested(&self, path: &str) -> bool {
        self.contested.contains(path)
    }

    /// Our side of a file that Git could not merge, when cellc wrote both.
    pub(super) fn our_side(&self, path: &str, content: &[u8]) -> Option<Vec<u8>> {
        let sides = unmerged::sides(content)?;
        let is_written = sides.iter().all(|side| self.wrote_lines(path, side));
        is_written.then(|| Vec::from(sides).swap_remove(0))
    }

    /// Whether this content of a path is cellc's, whatever its line ends: Git changes them.
    pub(super) fn wrote_lines(&self, path: &str, content: &[u8]) -> bool {
        let wrote = |content: &[u8]| self.wrote(path, Digest::of(content));
        self.lists(path) && (wrote(content) || line_ends::unix(content).is_some_and(|content| wrote(&content)))
    }

    /// Whether two looks saw the same.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let lists = |ledger: &Self| ledger.lists.iter().map(|(path, list)| (path.clone(), list.digest)).collect();
        let (ours, theirs): (Vec<_>, Vec<_>) = (lists(self), lists(other));
        self.marker == other.marker && self.has_journal == other.has_journal && ours == theirs
    }
}

struct Reader<'a> {
    out: &'a Path,
    owned: &'a Owned,
    disk: Disk,
}

impl Reader<'_> {
    fn text(&self, path: &str) -> Result<Option<Vec<u8>>, EmitError> {
        let system = |at: &str, kind: io::ErrorKind| EmitError::System {
            action: "read",
            path: self.out.join(at),
            reason: kind.into(),
            aftermath: Aftermath::Untouched,
        };
        match self.disk.look(path) {
            Found::Absent { .. } => Ok(None),
            Found::File(text, _) => Ok(Some(text)),
            Found::Directory => Err(system(path, io::ErrorKind::IsADirectory)),
            Found::BelowFile(at) => Err(system(&at, io::ErrorKind::NotADirectory)),
            Found::Obstacle(at, reason) => Err(self.unreadable(at, reason)),
        }
    }

    /// The paths of all lists but that of the output, in order. What else is in the folder is nobody's concern.
    fn lists(&self) -> Result<Vec<String>, EmitError> {
        let mut lists = Vec::new();
        // It is a folder, or absent: the list of the output was looked for in it.
        for (count, entry) in WalkDir::new(self.out.join(MANIFEST)).sort_by_file_name().into_iter().enumerate() {
            if count > MOST_ENTRIES {
                return Err(self.unreadable(MANIFEST.to_owned(), Reason::TooMany { limit: MOST_ENTRIES }));
            }
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => continue,
                Err(error) => {
                    let at = relative(self.out, error.path().unwrap_or(self.out));
                    return Err(self.unreadable(at, Reason::Unreadable(io::Error::from(error).to_string())));
                }
            };
            let path = relative(self.out, entry.path());
            let is_list = part_of_manifest(&path).is_some() && ![MANIFEST_OF_OUTPUT, JOURNAL].contains(&path.as_str());
            if is_list && !entry.file_type().is_dir() {
                lists.push(path);
            }
        }
        Ok(lists)
    }

    fn own(&self, list: &str, file: &str) -> Result<(), EmitError> {
        if self.owned.holds(file) {
            return Ok(());
        }
        let (path, owned) = (file.to_owned(), self.owned.list());
        Err(self.fault(list, ManifestFault::NotOwned { path, owned }))
    }

    fn fault(&self, list: &str, fault: ManifestFault) -> EmitError {
        EmitError::Manifest { out: self.out.to_owned(), list: list.to_owned(), fault }
    }

    fn unreadable(&self, path: String, reason: Reason) -> EmitError {
        EmitError::Unreadable { out: self.out.to_owned(), conflicts: vec![Conflict { path, reason }] }
    }
}

/// A place below the output folder as a path with `/` on every system.
pub(super) fn relative(out: &Path, path: &Path) -> String {
    path.strip_prefix(out).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
