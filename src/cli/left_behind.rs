//! A lock file that was left behind when its spec was moved or renamed.

use std::fs;
use std::path::{Path, PathBuf};

use super::console::WorkingFolder;
use super::lock_file::LockFile;
use super::path::shown;
use super::spec_file;
use super::specification::LOCK_SUFFIX;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout;
use crate::lock::{self, FILE_NAME};
use crate::model::Model;
use crate::source::Span;

/// Of a spec without a lock: that a lock nearby, whose own spec is gone, knows its cells. Without it they would get other
/// networks.
pub(super) fn finding(folder: &WorkingFolder, lock: &LockFile, model: &Model) -> Option<Diagnostic> {
    if lock.text.is_some() {
        return None;
    }
    let (left, cell) = candidates(folder, &lock.path).into_iter().find_map(|left| {
        let cell = known_cell(folder, &left, model)?;
        Some((left, cell))
    })?;
    let (left, expected) = (shown(&left), shown(&lock.path));
    let headline = format!("`{left}` was left behind: the lock file of this spec is `{expected}`");
    let error = Diagnostic::error(Code::LOCK, Span::NONE, headline).about(left.as_str());
    let error = error.note(format!(
        "it records `{cell}`, and the spec that it lay beside is gone; without it, cells would get other networks"
    ));
    Some(error.help(format!("run `git mv {left} {expected}`; if it belongs to another fleet, move it away from here")))
}

/// Lock files near the place of one, in the order of their names, beside which there is no spec.
fn candidates(folder: &WorkingFolder, expected: &Path) -> Vec<PathBuf> {
    let beside = expected.parent().unwrap_or(Path::new(""));
    // A file was moved into a folder, or renamed, or a folder became a file.
    let places = if expected.file_name().is_some_and(|name| name == FILE_NAME) {
        vec![beside.parent().filter(|_| beside.file_name().is_some()), Some(beside)]
    } else {
        vec![Some(beside)]
    };
    let locks = places.into_iter().flatten().flat_map(|place| locks_in(folder, place));
    let of_folder = expected.to_str().and_then(|name| name.strip_suffix(LOCK_SUFFIX)).map(PathBuf::from);
    let of_folder = of_folder.filter(|place| locks_in(folder, place).len() == specs_in(folder, place));
    let of_folder = of_folder.map(|place| place.join(FILE_NAME));
    locks.filter(|lock| !has_spec(folder, lock)).chain(of_folder).collect()
}

fn locks_in(folder: &WorkingFolder, place: &Path) -> Vec<PathBuf> {
    let mut locks: Vec<PathBuf> = files_in(folder, place).filter(|path| shown(path).ends_with(LOCK_SUFFIX)).collect();
    locks.sort();
    locks
}

/// How many files have the name of a spec; locks have it too.
fn specs_in(folder: &WorkingFolder, place: &Path) -> usize {
    let is_spec = |path: &PathBuf| path.extension().is_some_and(|suffix| suffix == "hcl" || suffix == "json");
    files_in(folder, place).filter(is_spec).count()
}

fn files_in(folder: &WorkingFolder, place: &Path) -> impl Iterator<Item = PathBuf> {
    let at = folder.at(place);
    let at = if at.as_os_str().is_empty() { PathBuf::from(".") } else { at };
    let files = fs::read_dir(at).into_iter().flatten().flatten();
    let files = files.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    files.map(|entry| place.join(entry.file_name()))
}

fn has_spec(folder: &WorkingFolder, lock: &Path) -> bool {
    let name = shown(lock);
    let stem = name.strip_suffix(LOCK_SUFFIX).unwrap_or(&name);
    ["hcl", "json"].iter().any(|suffix| folder.at(Path::new(&format!("{stem}.{suffix}"))).exists())
}

/// The first cell of the model that a lock knows; [`None`] also for a file that is not a lock.
fn known_cell(folder: &WorkingFolder, path: &Path, model: &Model) -> Option<String> {
    let lock = lock::read(&spec_file::read(folder, path, spec_file::MOST_BYTES).ok()?).ok()?;
    let mut names = model.cells.iter().map(|cell| layout::cell_name(&cell.class.environment, &cell.name));
    names.find(|name| lock.cell(name).is_some())
}
