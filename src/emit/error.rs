//! Why a build did not reach the disk.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::conflict::{Conflict, folded, headline};
use super::manifest_fault::ManifestFault;
use crate::diagnostic::{Diagnostic, plural};

/// Why nothing, or not everything, was written or read. [`EmitError::findings`] says it as diagnostics, and so does the
/// text; there is no further cause behind it.
#[derive(Debug)]
pub enum EmitError {
    /// Things in the output folder that a build would have to destroy, all of them, ordered by path. Nothing was
    /// written.
    Conflicts {
        /// The output folder.
        out: PathBuf,
        /// At least one.
        conflicts: Vec<Conflict>,
    },
    /// Files of the output folder that cannot be read, all of them, ordered by path.
    Unreadable {
        /// The output folder.
        out: PathBuf,
        /// At least one.
        conflicts: Vec<Conflict>,
    },
    /// A list of owned files cannot be used. Nothing was written.
    Manifest {
        /// The output folder.
        out: PathBuf,
        /// The list, relative to the output folder.
        list: String,
        /// What is wrong with it.
        fault: ManifestFault,
    },
    /// Another build writes into the output folder, or did so between planning and applying. Nothing was written.
    Busy {
        /// The output folder.
        out: PathBuf,
    },
    /// A file beside the output is not what it was when the build began. Nothing was written.
    Overtaken {
        /// The file.
        path: PathBuf,
    },
    /// There is no build to read.
    NoBuild {
        /// The folder that holds none.
        out: PathBuf,
    },
    /// The file set holds paths that cannot be written, which is a fault of whoever made it. Nothing was written.
    Paths {
        /// One sentence a path.
        faults: Vec<String>,
    },
    /// The operating system refused.
    System {
        /// What was tried, such as `write`.
        action: &'static str,
        /// The file or folder that it was tried on.
        path: PathBuf,
        /// What the operating system said.
        reason: io::Error,
        /// What the failure left behind.
        aftermath: Aftermath,
    },
}

impl EmitError {
    /// The same failure with its path written in another way, as somebody sees it from elsewhere.
    pub fn renamed(mut self, rename: impl FnOnce(&Path) -> PathBuf) -> Self {
        match &mut self {
            Self::Conflicts { out: path, .. }
            | Self::Unreadable { out: path, .. }
            | Self::Manifest { out: path, .. }
            | Self::Busy { out: path }
            | Self::NoBuild { out: path }
            | Self::Overtaken { path }
            | Self::System { path, .. } => *path = rename(path),
            Self::Paths { .. } => {}
        }
        self
    }
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

/// The text holds the reason of the operating system already, so that there is no source: it would be told twice.
impl std::error::Error for EmitError {}

impl fmt::Display for EmitError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflicts { out, conflicts } => {
                let verb = if conflicts.len() == 1 { "is" } else { "are" };
                let count = plural(conflicts.len(), "path");
                write!(formatter, "{count} in `{}` {verb} in the way, nothing was written", out.display())?;
                told(formatter, out, conflicts)
            }
            Self::Unreadable { out, conflicts } => {
                write!(formatter, "{} in `{}` cannot be read", plural(conflicts.len(), "path"), out.display())?;
                told(formatter, out, conflicts)
            }
            _ => write!(formatter, "{}", self.findings().iter().map(text).collect::<Vec<_>>().join("\n")),
        }
    }
}

fn told(formatter: &mut fmt::Formatter<'_>, out: &Path, conflicts: &[Conflict]) -> fmt::Result {
    for group in folded(conflicts) {
        if let (Some(first), Some(headline)) = (group.first(), headline(&group, str::to_owned)) {
            let help = first.help(&out.display().to_string());
            write!(formatter, "\n{headline}\n  = note: {}\n  = help: {help}", first.why())?;
        }
    }
    Ok(())
}

fn text(finding: &Diagnostic) -> String {
    let notes = finding.notes.iter().map(|note| format!("\n  = note: {note}"));
    let helps = finding.helps.iter().map(|help| format!("\n  = help: {}", help.text));
    notes.chain(helps).fold(finding.headline.clone(), |text, line| text + &line)
}

/// What helps against an error of the operating system.
pub(super) fn remedy(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::StorageFull => "free space on that disk",
        io::ErrorKind::QuotaExceeded => "free space within the disk quota",
        io::ErrorKind::ReadOnlyFilesystem => "make that disk writable, or build into another folder",
        io::ErrorKind::PermissionDenied => "let the user who builds write there",
        io::ErrorKind::CrossesDevices => "keep the whole output folder on one disk",
        io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory | io::ErrorKind::AlreadyExists => {
            "move what stands in the way"
        }
        _ => "fix the cause and build again",
    }
}
