//! The lock file beside the spec: where it is, and what it says.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::console::WorkingFolder;
use super::path::shown;
use super::spec_file;
use crate::diagnostic::{Code, Diagnostic};
use crate::emit::{self, OnDisk, Others};
use crate::lock::{self, FILE_NAME, Lock};
use crate::source::Span;

/// The lock of a fleet as it is on the disk.
#[derive(Debug, Default)]
pub(super) struct LockFile {
    /// Where it is, as seen from the working folder.
    pub(super) path: PathBuf,
    /// What is there; [`None`] when there is no such file yet.
    pub(super) text: Option<String>,
    /// What it says; or, of a fleet that has none, what its last output says.
    pub(super) lock: Lock,
}

impl LockFile {
    /// Reads the lock of a spec, which is a file or a folder. Where there is none yet, the output folder of the last build
    /// says where the zones of its cells are.
    pub(super) fn read(folder: &WorkingFolder, spec: &Path, out: Option<&Path>) -> Result<Self, Box<Diagnostic>> {
        let path = if folder.at(spec).is_dir() { spec.join(FILE_NAME) } else { spec.with_extension("lock.json") };
        let Some(text) = text(folder, &path)? else {
            let lock = out.map(|out| adopted(&folder.at(out))).unwrap_or_default();
            return Ok(Self { path, text: None, lock });
        };
        let lock = lock::read(&text).map_err(|fault| {
            let error = Diagnostic::error(Code::LOCK, Span::NONE, fault.headline(&shown(&path)));
            Box::new(error.about(shown(&path)).help(fault.help()))
        })?;
        Ok(Self { path, text: Some(text), lock })
    }

    /// Whether it holds this text already. Git on Windows may have changed its line ends, which say nothing.
    pub(super) fn holds(&self, text: &str) -> bool {
        self.text.as_ref().is_some_and(|now| now.replace("\r\n", "\n") == text)
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

/// What the last build says. What cannot be read there is for the build itself to report.
fn adopted(out: &Path) -> Lock {
    let nothing_else = Others { folders: &[], is_meant: |_| false };
    let OnDisk { written, .. } = emit::on_disk(out, nothing_else).unwrap_or_default();
    lock::adopt(written.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}
