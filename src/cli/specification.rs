//! Reading a specification from disk.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::console::WorkingFolder;
use super::file_name;
use super::path::shown;
use super::spec_file::{self, io, unreadable};
use crate::diagnostic::Diagnostic;
use crate::emit;
use crate::lock::FILE_NAME;
use crate::source::SourceMap;

/// Where a specification is looked for when none is named.
const USUAL: [&str; 3] = ["fleet.hcl", "fleet.json", "fleet"];

/// The suffixes of spec files, in lower or upper case.
const SUFFIXES: [&str; 2] = ["hcl", "json"];

/// How the name of a lock file ends.
pub(super) const LOCK_SUFFIX: &str = ".lock.json";

/// Reads a file, or every `*.hcl` and `*.json` below a folder. What cannot be read is a diagnostic.
pub(super) fn read(folder: &WorkingFolder, spec: Option<&Path>) -> (SourceMap, Vec<Diagnostic>) {
    let mut sources = SourceMap::new();
    let mut diagnostics = Vec::new();
    match locate(folder, spec).and_then(|root| Ok((files(folder, &root)?, root))) {
        Ok((files, root)) => {
            let mut left = spec_file::MOST_BYTES;
            for path in files {
                let read =
                    file_name::of(&path, &root).and_then(|name| Ok((name, spec_file::read(folder, &path, left)?)));
                match read {
                    Ok((name, text)) => {
                        left -= text.len() as u64;
                        sources.add(shown(&path), name, text);
                    }
                    Err(diagnostic) => diagnostics.push(*diagnostic),
                }
            }
        }
        Err(diagnostic) => diagnostics.push(*diagnostic),
    }
    (sources, diagnostics)
}

/// The file or folder that is read.
///
/// # Errors
/// When there is none.
pub(super) fn locate(folder: &WorkingFolder, spec: Option<&Path>) -> Result<PathBuf, Box<Diagnostic>> {
    if let Some(spec) = spec {
        return Ok(spec.to_owned());
    }
    let usual = USUAL.iter().map(PathBuf::from).find(|path| folder.at(path).exists());
    match usual {
        Some(usual) if folder.at(&usual).is_symlink() && !is_below(folder, &usual) => {
            Err(Box::new(spec_file::link_out(&usual)))
        }
        Some(usual) => Ok(usual),
        None => {
            let error = unreadable(Path::new(USUAL[0]), "there is no spec here".to_owned());
            let help = "name one, as in `cellc build my-fleet.hcl`, or write a first one with `cellc init`";
            Err(Box::new(error.help(help)))
        }
    }
}

/// Whether what a link leads to lies below the folder.
fn is_below(folder: &WorkingFolder, link: &Path) -> bool {
    let here = folder.at(Path::new(".")).canonicalize();
    here.and_then(|here| Ok(folder.at(link).canonicalize()?.starts_with(here))).unwrap_or(false)
}

/// The files of a specification in the order of their paths. No link below a folder is followed, and neither hidden folders
/// nor output folders are looked into: a pull request may put anything there, and findings show what they are about.
fn files(folder: &WorkingFolder, root: &Path) -> Result<Vec<PathBuf>, Box<Diagnostic>> {
    let metadata = std::fs::metadata(folder.at(root)).map_err(|error| match error.kind() {
        ErrorKind::NotFound => Box::new(missing(root)),
        _ => Box::new(io(root, &error)),
    })?;
    if !metadata.is_dir() {
        // Also what is no file: reading it says so.
        return named(folder, root).map(|file| vec![file]);
    }
    let mut files = Vec::new();
    let walk = walkdir::WalkDir::new(folder.at(root)).min_depth(1).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| is_of_interest(entry.path())) {
        let entry = entry.map_err(|error| {
            let path = folder.seen(error.path().unwrap_or(root)).to_owned();
            Box::new(unreadable(&path, format!("cannot read `{}`: {error}", path.display())))
        })?;
        let is_lock_of_root = entry.depth() == 1 && entry.file_name() == FILE_NAME;
        if is_lock_of_root || is_lock_of_file(entry.path()) || !is_spec(entry.path()) {
            continue;
        }
        // An error, not a file less: its cells would be removed.
        if entry.path_is_symlink() {
            return Err(Box::new(spec_file::link(folder.seen(entry.path()))));
        }
        // A folder of that name is looked into; what else is no file is an error when it is read.
        if !entry.file_type().is_dir() {
            files.push(folder.seen(entry.path()).to_owned());
        }
    }
    if files.is_empty() {
        let error = unreadable(root, format!("the folder `{}` holds no spec", root.display()));
        return Err(Box::new(error.help("a spec is one or more files that end in .hcl or .json")));
    }
    Ok(files)
}

/// A file that was named. It may be a link, as long as it leads to a spec: the name may be one that a pipeline always uses, and
/// the link a pull request's.
fn named(folder: &WorkingFolder, file: &Path) -> Result<PathBuf, Box<Diagnostic>> {
    let found = folder.at(file);
    if found.is_symlink() && is_of_system(&found) {
        return Err(Box::new(spec_file::no_file(file)));
    }
    if found.is_symlink() && found.is_file() {
        let target = found.canonicalize().map_err(|error| Box::new(io(file, &error)))?;
        if !is_spec(&target) {
            return Err(Box::new(spec_file::link_to_no_spec(file)));
        }
    }
    Ok(file.to_owned())
}

/// Whether it is a name for an open file, such as `/dev/stdin` or `/proc/self/fd/3`: nothing can be written beside it.
fn is_of_system(link: &Path) -> bool {
    let folder = link.parent().and_then(|folder| folder.canonicalize().ok());
    folder.is_some_and(|folder| ["/dev", "/proc"].iter().any(|system| folder.starts_with(system)))
}

pub(super) fn is_of_interest(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    !is_hidden && !emit::is_output(path)
}

/// Whether it is the lock of a spec file beside it, which somebody built alone.
fn is_lock_of_file(path: &Path) -> bool {
    let Some(stem) = path.file_name().and_then(OsStr::to_str).and_then(|name| name.strip_suffix(LOCK_SUFFIX)) else {
        return false;
    };
    SUFFIXES.iter().any(|suffix| path.with_file_name(format!("{stem}.{suffix}")).is_file())
}

pub(super) fn is_spec(path: &Path) -> bool {
    path.extension().is_some_and(|extension| SUFFIXES.iter().any(|suffix| extension.eq_ignore_ascii_case(suffix)))
}

fn missing(path: &Path) -> Diagnostic {
    if path == Path::new("-") {
        return unreadable(path, "a spec is not read from stdin".to_owned()).help("write it to a file, and name that");
    }
    let error = unreadable(path, format!("there is no file or folder `{}`", path.display()));
    error.help("name the spec as seen from the current folder, or write a first one with `cellc init`")
}
