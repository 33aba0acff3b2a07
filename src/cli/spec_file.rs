//! Reading one file of a specification: what is no file, no text, or too much of it, is a diagnostic.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::console::WorkingFolder;
use super::path::shown;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The most bytes that a specification may have, all files together. That is ten times what 4,000 cells take; a byte
/// costs up to a hundred bytes of memory while it is parsed, so that a gigabyte is always enough.
pub(super) const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// The text of the file, at most `room` bytes of it, without a byte-order mark.
pub(super) fn read(folder: &WorkingFolder, path: &Path, room: u64) -> Result<String, Box<Diagnostic>> {
    let found = folder.at(path);
    // Before it is opened: opening a pipe waits for somebody to write.
    let metadata = std::fs::metadata(&found).map_err(|error| Box::new(io(path, &error)))?;
    if !metadata.is_file() {
        return Err(Box::new(no_file(path)));
    }
    let mut bytes = Vec::new();
    // What the system says about the length may be wrong, as it is for files that are no files on a disk.
    let read = File::open(&found).and_then(|file| file.take(room + 1).read_to_end(&mut bytes));
    read.map_err(|error| Box::new(io(path, &error)))?;
    if bytes.len() as u64 > room {
        return Err(Box::new(too_large(path)));
    }
    let text = String::from_utf8(bytes).map_err(|error| Box::new(not_text(path, &error)))?;
    // An editor's byte-order mark is no part of the spec.
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

/// The finding for a file that the system does not hand out.
pub(super) fn io(path: &Path, error: &std::io::Error) -> Diagnostic {
    unreadable(path, format!("cannot read `{}`: {error}", path.display()))
}

/// The finding for a file or folder; it has no place in any text.
pub(super) fn unreadable(path: &Path, headline: String) -> Diagnostic {
    Diagnostic::error(Code::UNREADABLE, Span::NONE, headline).about(shown(path))
}

/// The finding for a link in a folder.
pub(super) fn link(path: &Path) -> Diagnostic {
    let error = unreadable(path, format!("`{}` is a link, not a file", path.display()));
    error.help("put the file itself here: a link may lead to any file of the machine, and findings show what they read")
}

/// The finding for a link at a place where a specification is looked for.
pub(super) fn link_out(path: &Path) -> Diagnostic {
    let error = unreadable(path, format!("`{}` is a link that leads out of this folder", path.display()));
    error.help("name the spec on the command line: such a link is followed only when it is named there")
}

/// The finding for a link that was named and leads to a file with another ending.
pub(super) fn link_to_no_spec(path: &Path) -> Diagnostic {
    let error = unreadable(path, format!("`{}` is a link to a file that is not a spec", path.display()));
    error.help("a link may lead to a folder, or to a file that ends in .hcl or .json")
}

/// The finding for what is not a file on a disk.
pub(super) fn no_file(path: &Path) -> Diagnostic {
    let error = unreadable(path, format!("`{}` is a pipe or a device, not a file", path.display()));
    error.help("write the spec to a file, and name that file: its lock file is written beside it")
}

fn too_large(path: &Path) -> Diagnostic {
    let limit = MOST_BYTES / (1024 * 1024);
    let error =
        unreadable(path, format!("`{}` is too large: a spec has at most {limit} MiB in all its files", path.display()));
    error.help("name a file or a folder that holds a spec and nothing else, or split the fleet")
}

fn not_text(path: &Path, error: &std::string::FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let headline = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => format!("`{}` is UTF-16, not UTF-8", path.display()),
        _ => {
            let valid = bytes.iter().take(error.utf8_error().valid_up_to());
            let line = 1 + valid.filter(|byte| **byte == b'\n').count();
            format!("`{}` is not UTF-8: the first wrong byte is in line {line}", path.display())
        }
    };
    unreadable(path, headline).help("save the file as UTF-8")
}
