//! One build, as the output folder sees it: files arrive one by one, in any order and from any thread.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use walkdir::WalkDir;

use super::FileSet;
use super::beside::Beside;
use super::conflict::{Conflict, Reason};
use super::disk::Disk;
use super::error::{Aftermath, EmitError};
use super::fault::Fault;
use super::generated::{Conflicts, Generated, Judge, Orphan, Verdict};
use super::index;
use super::ledger::{Ledger, relative};
use super::owned::Owned;
use super::path;
use super::path_map::PathMap;
use super::plan::{Content, Orphans, Plan};
use super::worksite::Worksite;

/// What a session may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Look only, as `build --check` does. Nothing is written, and what is stale is held in memory.
    Look,
    /// Write. What is stale waits on the disk for [`Plan::apply`]. Without force, nothing that somebody else made or
    /// edited is overwritten or deleted.
    Write {
        /// Whether edited and foreign files are overwritten, and edited orphans deleted.
        force: bool,
    },
}

/// A build in progress. It holds a lock on the output folder until it, or the plan that it becomes, is dropped.
#[derive(Debug)]
pub struct Session {
    site: Worksite,
    stages: bool,
    force: bool,
    owned: Owned,
    disk: Disk,
    ledger: OnceLock<Result<Ledger, EmitError>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    files: PathMap<Generated>,
    conflicts: Conflicts,
    /// What is wrong with paths.
    faults: Vec<String>,
    /// Files that lie below a file, which has to make way.
    below: Vec<(String, String)>,
    /// Directories where a file is to be.
    directories: Vec<String>,
    /// Paths that have capital letters.
    capitals: BTreeSet<String>,
    /// What the system has refused, at which the work ended.
    failure: Option<Fault>,
    beside: Vec<Beside>,
    /// See [`Content::forced`].
    forced: BTreeSet<String>,
}

impl Session {
    /// Takes the lock.
    ///
    /// `out` may be absent or a link to a folder. `owned` are the folders and files, relative to `out`, that producers write
    /// to (an empty one is all of it): nothing outside them is ever written or deleted.
    ///
    /// # Errors
    /// When another build is at work, or `out` is no folder.
    pub fn open(out: &Path, mode: Mode, owned: &[&str]) -> Result<Self, EmitError> {
        let out = if out.as_os_str().is_empty() { Path::new(".") } else { out };
        check_folder(out)?;
        let (site, stages, force) = match mode {
            Mode::Look => (Worksite::to_look(out)?, false, false),
            Mode::Write { force } => (Worksite::to_write(out)?, true, force),
        };
        let (ledger, state) = Default::default();
        Ok(Self { disk: Disk::new(out), owned: Owned::new(owned), site, stages, force, ledger, state })
    }

    /// A session that holds everything in memory until [`Plan::apply`].
    pub(super) fn to_look(out: &Path, force: bool) -> Result<Self, EmitError> {
        Ok(Self { force, ..Self::open(out, Mode::Look, &[""])? })
    }

    /// The number of generated files when the last build was made from `inputs` and everything that it wrote is still
    /// there, so that there is nothing to do and nothing has to be generated; [`None`] when that is not certain.
    ///
    /// `inputs` is a line of text that is the same only for runs that generate the same files, such as a digest.
    pub fn is_current(&self, inputs: &str) -> Option<usize> {
        index::is_current(&self.site.out, inputs)
    }

    /// Takes one file. It is compared with the disk at once; its text is kept only when it differs. What is wrong with it
    /// is said by [`Session::finish`].
    pub fn file(&self, path: &str, text: &str) {
        if self.state().failure.is_some() {
            return;
        }
        let Ok(ledger) = self.ledger() else { return };
        let verdict = self.judge(ledger).judge(path, text);
        self.state().take(path, verdict);
    }

    /// Writes one more file in the same series, all or nothing, wherever it is, such as the lock file beside the spec. One
    /// that says the right thing already is named as well, so that what a killed build left beside it is removed.
    ///
    /// `before` is what the caller has read there ([`None`]: nothing). When something else is there by the time of
    /// [`Plan::apply`], nothing is written. `name` is what patches call the file.
    pub fn beside(&self, path: &Path, name: &str, before: Option<&str>, text: &str) {
        self.state().beside.push(Beside::new(path, name, before, text));
    }

    /// Decides what happens: all files have come. `inputs` are remembered for [`Session::is_current`].
    ///
    /// # Errors
    /// When a list of owned files cannot be used, a file is in the way, or the system has refused something. Nothing was
    /// changed.
    pub fn finish(self, inputs: Option<&str>) -> Result<Plan, EmitError> {
        let mut state = std::mem::take(&mut *self.state());
        if let Some(fault) = state.failure.take() {
            return Err(fault.after(Aftermath::Untouched));
        }
        let Self { site, stages, force, owned, disk, ledger, .. } = self;
        let ledger = ledger.into_inner().unwrap_or_else(|| Ledger::read(&site.out, &owned))?;
        let faults = state.path_faults();
        if !faults.is_empty() {
            return Err(EmitError::Paths { faults });
        }
        let judge = Judge { owned: &owned, ledger: &ledger, disk: &disk, site: &site, stages, force };
        let orphans = state.orphans(judge);
        state.make_way(&site.out, &orphans);
        if !state.conflicts.is_empty() {
            let conflicts = state.conflicts.into_iter().map(|(path, reason)| Conflict { path, reason }).collect();
            return Err(EmitError::Conflicts { out: site.out.clone(), conflicts });
        }
        let State { files, directories, beside, forced, .. } = state;
        let content = Content { files, orphans, directories, beside, forced };
        Ok(Plan::new(site, owned, disk, ledger, content, inputs))
    }

    fn ledger(&self) -> Result<&Ledger, &EmitError> {
        self.ledger.get_or_init(|| Ledger::read(&self.site.out, &self.owned)).as_ref()
    }

    const fn judge<'a>(&'a self, ledger: &'a Ledger) -> Judge<'a> {
        let Self { site, stages, force, owned, disk, .. } = self;
        Judge { owned, ledger, disk, site, stages: *stages, force: *force }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn take(&mut self, path: &str, verdict: Result<Verdict, Fault>) {
        let generated = match verdict {
            Ok(Verdict::Fine(generated)) => generated,
            Ok(Verdict::Forced(generated)) => {
                self.forced.insert(path.to_owned());
                generated
            }
            Ok(Verdict::Below(at, generated)) => {
                self.below.push((path.to_owned(), at));
                generated
            }
            Ok(Verdict::InPlaceOfDirectory(generated)) => {
                self.directories.push(path.to_owned());
                generated
            }
            Ok(Verdict::Refused(at, reason)) => return self.refuse(&at, reason),
            Ok(Verdict::Unwritable(fault)) => return self.faults.push(fault),
            Err(fault) => {
                self.failure.get_or_insert(fault);
                return;
            }
        };
        if path.contains(char::is_uppercase) {
            self.capitals.insert(path.to_owned());
        }
        if self.files.insert(path, generated).is_some() {
            self.faults.push(format!("`{path}` is generated twice"));
        }
    }

    /// What is wrong with the set of paths as a whole.
    fn path_faults(&mut self) -> Vec<String> {
        let mut faults = std::mem::take(&mut self.faults);
        faults.extend(self.files_below_files());
        let mut lower = std::collections::BTreeMap::new();
        for path in &self.capitals {
            let small = path.to_lowercase();
            let other = lower.insert(small.clone(), path).cloned();
            if let Some(other) = other.or_else(|| self.files.contains(&small).then_some(small)) {
                faults.push(format!("`{path}` differs from `{other}` only in the case of letters"));
            }
        }
        faults.sort();
        faults
    }

    /// Files whose folder is a file.
    fn files_below_files(&self) -> impl Iterator<Item = String> {
        let mut looked_at = None;
        let mut below = None;
        self.files.iter().filter_map(move |(path, _)| {
            let folder = path::parent(&path).map(str::to_owned);
            // Files come folder by folder.
            if folder != looked_at {
                below = path::folders(&path).find(|folder| self.files.contains(folder)).map(str::to_owned);
                looked_at = folder;
            }
            below.as_ref().map(|folder| format!("`{path}` lies below `{folder}`, which is a file"))
        })
    }

    /// Files that cellc wrote and no longer makes.
    fn orphans(&mut self, judge: Judge<'_>) -> Orphans {
        let mut orphans = Orphans::default();
        for path in judge.ledger.paths() {
            // What a conflict keeps from being written is generated all the same.
            if self.files.contains(&path) || self.conflicts.contains_key(&path) {
                continue;
            }
            match judge.orphan(&path) {
                Some(Orphan::Ours(digest)) => _ = orphans.present.insert(path, digest),
                Some(Orphan::Forced(digest)) => {
                    self.forced.insert(path.clone());
                    orphans.present.insert(path, digest);
                }
                Some(Orphan::Refused(at, reason)) => self.refuse(&at, reason),
                None => orphans.absent.extend(judge.ledger.digest(&path).map(|digest| (path, digest))),
            }
        }
        orphans
    }

    /// Decides about what has to make way: orphans do, and directories in which nothing else is.
    fn make_way(&mut self, out: &Path, orphans: &Orphans) {
        for (_, at) in std::mem::take(&mut self.below) {
            if !orphans.present.contains_key(&at) {
                self.refuse(&at, Reason::FileInTheWay);
            }
        }
        let directories = std::mem::take(&mut self.directories);
        for path in &directories {
            for entry in WalkDir::new(out.join(path)).sort_by_file_name() {
                let (place, is_folder) = match &entry {
                    Ok(entry) => (relative(out, entry.path()), entry.file_type().is_dir()),
                    Err(error) => (relative(out, error.path().unwrap_or(out)), false),
                };
                let reason = match entry.err().map(io::Error::from) {
                    Some(error) => Reason::Unreadable(error.to_string()),
                    None if is_folder || orphans.present.contains_key(&place) => continue,
                    None if self.conflicts.contains_key(&place) => continue,
                    None => Reason::Directory { holds: place.clone() },
                };
                let at = if matches!(reason, Reason::Unreadable(_)) { &place } else { path };
                self.refuse(at, reason);
                break;
            }
        }
        self.directories = directories;
    }

    /// The first reason for a path is the one that is told.
    fn refuse(&mut self, path: &str, reason: Reason) {
        self.conflicts.entry(path.to_owned()).or_insert(reason);
    }
}

/// Compares a complete file set with the output folder, and writes nothing; for programs that hold everything in memory.
///
/// All of the folder is taken for cellc's to write to. See [`Session::open`] for `out`, and [`Mode::Write`] for `force`. The
/// plan holds a shared lock on the folder until it is dropped or applied.
///
/// # Errors
/// See [`Session::open`] and [`Session::finish`].
pub fn plan(out: &Path, files: &FileSet, force: bool) -> Result<Plan, EmitError> {
    let session = Session::to_look(out, force)?;
    for (path, text) in files {
        session.file(path, text);
    }
    session.finish(None)
}

fn check_folder(out: &Path) -> Result<(), EmitError> {
    let error = match fs::metadata(out) {
        Ok(metadata) if metadata.is_dir() => return Ok(()),
        Ok(_) => io::ErrorKind::NotADirectory.into(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => error,
    };
    let path: PathBuf = out.to_owned();
    Err(EmitError::System { action: "build into", path, reason: error, aftermath: Aftermath::Untouched })
}
