//! What a build occupies while it is at work, and leaves as it was unless it succeeds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::error::{Aftermath, EmitError};
use super::fault::Fault;
use super::index::Recorder;
use super::lock::FolderLock;
use super::staging::{Staging, remove_leftovers};

/// The output folder with its lock, the staging folder in it, and the folders that were made for it.
#[derive(Debug)]
pub(super) struct Worksite {
    pub(super) out: PathBuf,
    lock: FolderLock,
    made: Vec<PathBuf>,
    staging: Mutex<Option<Arc<Staging>>>,
    pub(super) recorder: Option<Recorder>,
    is_to_look: bool,
    is_done: bool,
}

impl Worksite {
    /// For one who looks: others may look as well, and nothing is made.
    pub(super) fn to_look(out: &Path) -> Result<Self, EmitError> {
        let lock = FolderLock::shared(out).map_err(|_| EmitError::Busy { out: out.to_owned() })?;
        Ok(Self::new(out, lock))
    }

    /// For one who writes: the output folder is made when absent, and nobody else is in it.
    pub(super) fn to_write(out: &Path) -> Result<Self, EmitError> {
        let lock = FolderLock::shared(out).map_err(|_| EmitError::Busy { out: out.to_owned() })?;
        let mut site = Self::new(out, lock);
        site.begin_to_write()?;
        site.recorder = Recorder::begin(&site.out);
        Ok(site)
    }

    fn new(out: &Path, lock: FolderLock) -> Self {
        let (made, staging) = Default::default();
        Self { out: out.to_owned(), lock, made, staging, recorder: None, is_to_look: true, is_done: false }
    }

    /// Makes the output folder, waits for nobody, and removes what killed builds left. What was seen before may have changed.
    pub(super) fn begin_to_write(&mut self) -> Result<(), EmitError> {
        self.is_to_look = false;
        self.made = make_folder(&self.out).map_err(|fault| fault.after(Aftermath::Untouched))?;
        self.lock.make_exclusive(&self.out).map_err(|_| EmitError::Busy { out: self.out.clone() })?;
        remove_leftovers(&self.out).map_err(|fault| fault.after(Aftermath::Untouched))
    }

    /// Whether nothing may be written yet.
    pub(super) const fn is_to_look(&self) -> bool {
        self.is_to_look
    }

    /// The staging folder, which is made when it is first needed.
    pub(super) fn staging(&self) -> Result<Arc<Staging>, Fault> {
        let mut staging = self.staging.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(staging) = &*staging {
            return Ok(Arc::clone(staging));
        }
        Ok(Arc::clone(staging.insert(Arc::new(Staging::begin(&self.out)?))))
    }

    /// The staging folder, when it was needed.
    pub(super) fn staged(&self) -> Option<Arc<Staging>> {
        self.staging.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was made is to stay.
    pub(super) const fn succeed(&mut self) {
        self.is_done = true;
    }
}

impl Drop for Worksite {
    /// A panic leaves what a killed process leaves: the next build removes it.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        if let Some(staging) = self.staged() {
            staging.remove();
        }
        if let Some(recorder) = self.recorder.take() {
            recorder.give_up();
        }
        if !self.is_done {
            // They are not empty only if somebody else has put something there.
            self.made.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        }
    }
}

impl Fault {
    pub(super) fn after(self, aftermath: Aftermath) -> EmitError {
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
