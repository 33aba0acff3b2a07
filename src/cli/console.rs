//! Where a run reads and prints: people read the second stream, machines the first.

use std::io::{IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::Serialize;

use super::text::{json_text, printable};
use crate::diagnostic::visible;
use crate::emit::EmitError;
use crate::secrets::masked;

/// What one run of the command line has around it. A process has its own; a test gives it a folder and two buffers.
pub(super) struct Console<'a> {
    /// The folder that relative paths begin at.
    pub(super) folder: WorkingFolder,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    /// Whether findings are printed in colour.
    pub(super) colour: bool,
}

impl<'a> Console<'a> {
    pub(super) fn new(folder: WorkingFolder, out: &'a mut dyn Write, err: &'a mut dyn Write, colour: bool) -> Self {
        Self { folder, out, err, colour }
    }

    /// Prints text for people as it is. Errors of the stream are of no interest: there is nobody left to tell.
    pub(super) fn text(&mut self, text: &str) {
        _ = self.err.write_all(text.as_bytes());
    }

    /// Prints a line for people.
    pub(super) fn line(&mut self, text: &str) {
        self.text(&format!("{}\n", visible(&masked(text))));
    }

    /// Prints a patch where stdout is taken; nothing for an empty one.
    pub(super) fn patch(&mut self, text: &str) {
        if !text.is_empty() {
            self.text(&format!("{}\n", printable(text.trim_end())));
        }
    }

    /// Prints data for machines.
    ///
    /// # Errors
    /// When the stream takes no more; a reader that has seen enough is none.
    pub(super) fn data(&mut self, text: &str) -> anyhow::Result<()> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(error).context("cannot write to stdout")
            }
            _ => Ok(()),
        }
    }

    /// Prints a representation as JSON.
    pub(super) fn json(&mut self, value: &impl Serialize) -> anyhow::Result<()> {
        self.data(&json_text(value)?)
    }

    /// Prints what is wrong with the command line or the machine, beside everything that is a finding.
    pub(super) fn failure(&mut self, error: &anyhow::Error) {
        self.line(&format!("error: {error:#}"));
    }
}

/// Whether the stderr of this process is a terminal that takes colour.
pub(super) fn wants_colour() -> bool {
    std::io::stderr().is_terminal() && anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
}

/// The folder that relative paths of a command line begin at. Findings show paths as they were written, without it.
#[derive(Debug, Clone, Default)]
pub(super) struct WorkingFolder(PathBuf);

impl WorkingFolder {
    /// The folder of this process.
    pub(super) fn of_process() -> Self {
        Self::default()
    }

    pub(super) fn new(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Where the path is.
    pub(super) fn at(&self, path: &Path) -> PathBuf {
        self.0.join(path)
    }

    /// The path as seen from the folder: the reverse of [`WorkingFolder::at`].
    pub(super) fn seen<'p>(&self, path: &'p Path) -> &'p Path {
        if self.0.as_os_str().is_empty() { path } else { path.strip_prefix(&self.0).unwrap_or(path) }
    }

    /// A failure of the disk, with its path as seen from the folder.
    pub(super) fn seen_failure(&self, error: EmitError) -> EmitError {
        error.renamed(|path| self.seen(path).to_owned())
    }
}
