//! Why a build did not reach the disk.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use super::conflict::Conflict;
use super::manifest::ManifestFault;
use super::path::MANIFEST;
use crate::diagnostic::plural;

/// Why nothing, or not everything, was written.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    /// Things in the output folder that a build would have to destroy, all of them, ordered by path. Nothing was
    /// written.
    #[error("{}", conflict_text(out, conflicts))]
    Conflicts {
        /// The output folder.
        out: PathBuf,
        /// At least one.
        conflicts: Vec<Conflict>,
    },
    /// The manifest of the output folder cannot be used. Nothing was written.
    #[error("`{}` {fault}", out.join(MANIFEST).display())]
    Manifest {
        /// The output folder.
        out: PathBuf,
        /// What is wrong with it.
        fault: ManifestFault,
    },
    /// Another build writes into the output folder, or did so between planning and applying. Nothing was written.
    #[error(
        "another build is writing into `{}`\n  = note: two builds at once would mix their files\n  = help: wait until it \
         has ended, then build again",
        out.display()
    )]
    Busy {
        /// The output folder.
        out: PathBuf,
    },
    /// The file set holds paths that cannot be written, which is a fault of whoever made it. Nothing was written.
    #[error("{}", path_text(faults))]
    Paths {
        /// One sentence a path.
        faults: Vec<String>,
    },
    /// The operating system refused.
    #[error("{}", system_text(action, path, source, *aftermath))]
    System {
        /// What was tried, such as `write`.
        action: &'static str,
        /// The file or folder that it was tried on.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
        /// What the failure left behind.
        aftermath: Aftermath,
    },
}

/// What a failure left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aftermath {
    /// The output folder is what it was.
    Untouched,
    /// The files that were already replaced could not all be put back: some are old, some new, each is whole. The next
    /// build completes them.
    Mixed,
}

fn conflict_text(out: &Path, conflicts: &[Conflict]) -> String {
    let count = plural(conflicts.len(), "path");
    let verb = if conflicts.len() == 1 { "is" } else { "are" };
    let mut text = format!("{count} in `{}` {verb} in the way, nothing was written", out.display());
    for conflict in conflicts {
        let _ = write!(text, "\n{conflict}");
    }
    text
}

fn path_text(faults: &[String]) -> String {
    let mut text = format!("{} cannot be written", plural(faults.len(), "path"));
    for fault in faults {
        let _ = write!(text, "\n  = note: {fault}");
    }
    text + "\n  = help: this is a fault of cellc, not of the specification; please report it"
}

fn system_text(action: &str, path: &Path, source: &io::Error, aftermath: Aftermath) -> String {
    let note = match aftermath {
        Aftermath::Untouched => "nothing was changed",
        Aftermath::Mixed => "some files are already new, the others still old, each of them whole",
    };
    let remedy = remedy(source.kind());
    let help = match aftermath {
        Aftermath::Untouched => format!("{remedy}, then build again"),
        Aftermath::Mixed => format!("{remedy}, then build again, which completes it"),
    };
    format!("cannot {action} `{}`: {source}\n  = note: {note}\n  = help: {help}", path.display())
}

fn remedy(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull => "free space on that disk",
        io::ErrorKind::QuotaExceeded => "free space within the disk quota",
        io::ErrorKind::ReadOnlyFilesystem => "make that disk writable, or build into another folder",
        io::ErrorKind::PermissionDenied => "let the user who builds write there",
        io::ErrorKind::CrossesDevices => "keep the whole output folder on one disk",
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory | io::ErrorKind::AlreadyExists => {
            "move what stands in the way"
        }
        _ => "mend that",
    }
}
