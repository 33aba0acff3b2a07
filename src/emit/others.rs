//! Files in the output folder that cellc did not write, and that somebody else reads there.

use std::fs;
use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::conflict::{Conflict, Reason};
use super::ledger::{Ledger, relative};
use super::read::MOST_ENTRIES;

/// Which files count that cellc did not write.
#[derive(Debug, Clone, Copy)]
pub struct Others<'a> {
    /// The folders that are searched with all folders in them, relative to the output folder. Hidden folders inside them are
    /// passed over.
    pub folders: &'a [&'a str],
    /// Whether a file counts, by its name.
    pub is_meant: fn(&str) -> bool,
}

/// Where such files are, relative to the output folder and in order.
#[derive(Default)]
pub(super) struct Places {
    /// The files, and whatever else has the name of one.
    pub(super) files: Vec<String>,
    /// Links to folders.
    pub(super) links: Vec<String>,
}

impl Places {
    /// Those that cellc did not write.
    pub(super) fn find(out: &Path, others: Others<'_>, ledger: &Ledger) -> Result<Self, Conflict> {
        let (mut places, mut entries) = (Self::default(), 0_usize);
        for folder in others.folders {
            let walk = WalkDir::new(out.join(folder)).follow_root_links(false).sort_by_file_name();
            for entry in walk.into_iter().filter_entry(|entry| !is_hidden_folder(entry)) {
                entries += 1;
                if entries > MOST_ENTRIES {
                    return Err(Conflict {
                        path: (*folder).to_owned(),
                        reason: Reason::TooMany { limit: MOST_ENTRIES },
                    });
                }
                match entry {
                    Ok(entry) => places.add(out, &entry, others, ledger)?,
                    Err(error) => unreadable(out, error)?,
                }
            }
        }
        places.files.sort();
        places.links.sort();
        Ok(places)
    }

    fn add(&mut self, out: &Path, entry: &DirEntry, others: Others<'_>, ledger: &Ledger) -> Result<(), Conflict> {
        let path = relative(out, entry.path());
        if !entry.file_type().is_dir() && (others.is_meant)(&entry.file_name().to_string_lossy()) {
            if entry.path().to_str().is_none() {
                return Err(Conflict { path, reason: Reason::Unreadable("its name is not UTF-8".to_owned()) });
            }
            if !ledger.lists(&path) {
                self.files.push(path);
            }
        } else if entry.path_is_symlink() && fs::metadata(entry.path()).is_ok_and(|metadata| metadata.is_dir()) {
            self.links.push(path);
        }
        Ok(())
    }
}

/// Such as `.terraform`, where Terraform keeps copies of what it downloaded.
fn is_hidden_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_dir() && entry.file_name().to_string_lossy().starts_with('.') && entry.depth() > 0
}

/// What is absent, or vanished meanwhile, holds nothing.
fn unreadable(out: &Path, error: walkdir::Error) -> Result<(), Conflict> {
    let path = relative(out, error.path().unwrap_or(out));
    let error = io::Error::from(error);
    if error.kind() == io::ErrorKind::NotFound {
        return Ok(());
    }
    Err(Conflict { path, reason: Reason::Unreadable(error.to_string()) })
}
