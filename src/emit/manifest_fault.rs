//! What can be wrong with the list of owned files, and what to do about it.

use super::conflict::restore;
use super::format::{COMPILER, FORMAT};
use crate::diagnostic::Code;

/// Why the manifest in the output folder cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestFault {
    /// Git could not merge it, and the lists of both sides cannot be made out.
    Merge,
    /// Text that is not a manifest, or no longer.
    Corrupt(
        /// Why.
        String,
    ),
    /// JSON of another program.
    Foreign,
    /// A file outside the places that cellc writes to: it would be deleted.
    NotOwned {
        /// The file.
        path: String,
        /// The places, as a sentence ends.
        owned: String,
    },
    /// Output of a compiler to come: an older one would take back what a newer one generates, without a word.
    Newer {
        /// The version of the manifest's shape.
        format: u64,
        /// Name and version of the compiler that wrote it.
        compiler: String,
    },
}

impl ManifestFault {
    /// The fault behind text that is no JSON.
    pub(super) fn unparsable(text: &[u8], error: &serde_json::Error) -> Self {
        let markers: [&[u8]; 2] = [b"<<<<<<< ", b">>>>>>> "];
        if text.split(|byte| *byte == b'\n').any(|line| markers.iter().any(|marker| line.starts_with(marker))) {
            return Self::Merge;
        }
        Self::Corrupt(error.to_string())
    }

    /// The same about one side of an unfinished merge.
    pub(super) fn of_a_side(self) -> Self {
        match self {
            Self::Corrupt(_) | Self::Foreign => Self::Merge,
            other => other,
        }
    }

    pub(super) const fn code(&self) -> Code {
        match self {
            Self::Newer { .. } => Code::NEWER_OUTPUT,
            _ => Code::MANIFEST,
        }
    }

    /// The end of a sentence that begins with the file.
    pub(super) fn what(&self) -> String {
        match self {
            Self::Merge => "holds merge conflicts".to_owned(),
            Self::Corrupt(reason) => format!("cannot be read: {reason}"),
            Self::Foreign => "was not written by cellc".to_owned(),
            Self::NotOwned { path, .. } => format!("lists `{}`, which is not a generated file", path.escape_debug()),
            Self::Newer { format, compiler } if *format > FORMAT => {
                format!("has format {format}, written by {compiler}")
            }
            Self::Newer { compiler, .. } => format!("was written by {compiler}, which is newer than this {COMPILER}"),
        }
    }

    pub(super) fn notes(&self) -> Vec<String> {
        const PURPOSE: &str = "it lists the files that cellc may replace and delete";
        match self {
            Self::Merge | Self::Corrupt(_) => vec![PURPOSE.to_owned()],
            Self::Foreign => vec!["this name is kept for the list of files that cellc owns".to_owned()],
            Self::NotOwned { owned, .. } => {
                vec![PURPOSE.to_owned(), format!("generated files lie in {owned} and nowhere else")]
            }
            Self::Newer { format, .. } if *format > FORMAT => {
                vec![format!("this is {COMPILER}, which knows formats up to {FORMAT}")]
            }
            Self::Newer { .. } => vec!["an older cellc would take back what the newer one generates".to_owned()],
        }
    }

    pub(super) fn help(&self, out: &str) -> String {
        match self {
            Self::Merge => restore(out),
            Self::NotOwned { .. } => "restore it from version control, and find out who changed it".to_owned(),
            Self::Corrupt(_) => {
                "restore it from version control; or delete it and build with `--force`, which leaves files \
                 that are no longer generated"
                    .to_owned()
            }
            Self::Foreign => "build into another folder, or move the file".to_owned(),
            Self::Newer { compiler, .. } => format!(
                "use {compiler} or later; to go back on purpose, restore the output folder from a commit that {COMPILER} or \
                 an older one wrote, then build"
            ),
        }
    }
}
