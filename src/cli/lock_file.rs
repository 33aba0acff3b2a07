//! The lock file beside the spec: where it is, and what it says.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::console::WorkingFolder;
use super::path::shown;
use super::spec_file;
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::{self, OnDisk, Others};
use crate::layout::{self, RootKind};
use crate::lock::{self, FILE_NAME, Fault, Lock};
use crate::model::{Cell, Model};
use crate::source::{SourceMap, Span};

/// The lock of a fleet as it is on the disk.
#[derive(Debug, Default)]
pub(super) struct LockFile {
    /// Where it is, as seen from the working folder.
    pub(super) path: PathBuf,
    /// What is there; [`None`] when there is no such file yet.
    pub(super) text: Option<String>,
    /// What it says; or, of a fleet that has none, what its last output says.
    pub(super) lock: Lock,
    /// Whether replacements of target groups have gone one step further since.
    pub(super) is_advanced: bool,
}

impl LockFile {
    /// Reads the lock of a spec, which is a file or a folder. Where there is none yet, the substitute says what is known of
    /// its cells.
    ///
    /// # Errors
    /// When there is something that cannot be read as a lock. It must not be ignored: networks would move.
    pub(super) fn read(folder: &WorkingFolder, spec: &Path, substitute: Substitute<'_>) -> Result<Self, Unusable> {
        let path = if folder.at(spec).is_dir() { spec.join(FILE_NAME) } else { spec.with_extension("lock.json") };
        let Some(text) = text(folder, &path).map_err(Unusable::Unread)? else {
            return Ok(Self { path, text: None, lock: substitute.lock(folder)?, is_advanced: false });
        };
        match lock::read(&text) {
            Ok(lock) => Ok(Self { path, text: Some(text), lock, is_advanced: false }),
            Err(fault) => Err(Unusable::Wrong { path: shown(&path), text, fault }),
        }
    }

    /// Lets findings show the lines of the file.
    pub(super) fn join(&mut self, sources: &mut SourceMap) {
        if let Some(text) = &self.text {
            let file = sources.add_beside(shown(&self.path), text.as_str());
            self.lock = std::mem::take(&mut self.lock).located_in(file);
        }
    }

    /// Learns from the last build about cells of the spec that it has and the lock has lost, as when a merge took one side
    /// of the lock: their networks are in use. Gives whether there are such cells.
    pub(super) fn recall(&mut self, folder: &WorkingFolder, substitute: Substitute<'_>, model: &Model) -> bool {
        let (Substitute::Output(out), Some(_)) = (substitute, &self.text) else { return false };
        let out = folder.at(out);
        let is_lost = |cell: &&Cell| {
            let root = RootKind::cell(cell.class.environment.clone(), cell.name.value.clone());
            self.lock.cell(&key(cell)).is_none() && out.join(root.folder()).is_dir()
        };
        let lost: Vec<String> = model.cells.iter().filter(is_lost).map(key).collect();
        !lost.is_empty() && self.lock.recall(&adopted(&out), lost)
    }

    /// What is there, when it says the same as `text`. Git on Windows may have changed its line ends, which say nothing.
    pub(super) fn saying(&self, text: &str) -> Option<&str> {
        self.text.as_deref().filter(|there| there.replace("\r\n", "\n") == text)
    }

    /// What a patch calls it: where it is, as seen from the working folder.
    pub(super) fn name(&self) -> String {
        shown(&self.path).trim_start_matches('/').to_owned()
    }

    /// That a build would change it although it must not.
    pub(super) fn is_locked(&self) -> Diagnostic {
        let path = shown(&self.path);
        let headline = if self.text.is_none() {
            format!("there is no `{path}`, and `--locked` keeps it from being written")
        } else {
            format!("`{path}` does not fit the spec, and `--locked` keeps it from being changed")
        };
        let error = Diagnostic::error(Code::LOCK, Span::NONE, headline).about(path);
        error.help("run `cellc build` without `--locked`, and commit the lock file together with the spec")
    }
}

/// What is known of a fleet that has no lock file yet.
#[derive(Debug, Clone, Copy)]
pub(super) enum Substitute<'a> {
    /// What the last build into this folder says.
    Output(&'a Path),
    /// What the lock file of another version of the spec says; without one, what the last build into the folder says.
    Spec {
        /// The other version, which is a file or a folder.
        spec: &'a Path,
        /// The folder of the last build.
        out: &'a Path,
    },
    /// What a build of another version would remember.
    Lock(&'a Lock),
}

impl Substitute<'_> {
    fn lock(self, folder: &WorkingFolder) -> Result<Lock, Unusable> {
        match self {
            Self::Output(out) => Ok(adopted(&folder.at(out))),
            Self::Spec { spec, out } => Ok(LockFile::read(folder, spec, Substitute::Output(out))?.lock),
            Self::Lock(lock) => Ok(lock.clone()),
        }
    }
}

/// Why there is no lock to build with.
#[derive(Debug)]
pub(super) enum Unusable {
    /// The file cannot be read.
    Unread(Box<Diagnostic>),
    /// The file was read, and is no lock.
    Wrong {
        /// Where it is, for people.
        path: String,
        /// What it holds.
        text: String,
        /// What is wrong with that.
        fault: Fault,
    },
}

impl Unusable {
    /// What to tell of it. A text that is wrong joins the sources, so that the finding shows its lines; by then the spec has
    /// been read from them.
    pub(super) fn finding(self, sources: &mut SourceMap) -> Diagnostic {
        let (path, text, fault) = match self {
            Self::Unread(finding) => return *finding,
            Self::Wrong { path, text, fault } => (path, text, fault),
        };
        let (headline, help) = (fault.headline(&path), fault.help());
        let places = fault.lines().map(|line| bytes_of(&text, line));
        let file = sources.add_beside(path, text);
        let [place, first] = places.map(|bytes| Span::new(file, bytes));
        let error = Diagnostic::error(Code::LOCK, place, headline).help(help);
        if place == first { error } else { error.also(first, "the first value") }
    }
}

/// The bytes of a line, counted from 1, without its indentation and its end.
fn bytes_of(text: &str, line: usize) -> std::ops::Range<usize> {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let start = start + line.len() - line.trim_start().len();
    start..start + line.trim().len()
}

fn text(folder: &WorkingFolder, path: &Path) -> Result<Option<String>, Box<Diagnostic>> {
    match fs::symlink_metadata(folder.at(path)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Box::new(spec_file::io(path, &error))),
        Ok(metadata) if metadata.is_symlink() => {
            let headline = format!("`{}` is a link, not a file", path.display());
            let error = Diagnostic::error(Code::LOCK, Span::NONE, headline).about(shown(path));
            Err(Box::new(error.help("put the lock file itself here: a build replaces it")))
        }
        Ok(_) => spec_file::read(folder, path, spec_file::MOST_BYTES).map(Some),
    }
}

fn key(cell: &Cell) -> String {
    layout::cell_name(&cell.class.environment, &cell.name)
}

/// What the last build says. What cannot be read there, or should not be listed there, is for the build itself to report.
fn adopted(out: &Path) -> Lock {
    let nothing_else = Others { folders: &[], is_meant: |_| false };
    let OnDisk { written, .. } = emit::on_disk(out, &[""], nothing_else).unwrap_or_default();
    lock::adopt(written.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}
