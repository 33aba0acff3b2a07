//! The unified diff of what is stale.

use std::fmt::Write as _;

use similar::TextDiff;

use super::error::EmitError;
use super::list;
use super::path::{JOURNAL, MARKER};
use super::plan::{Change, Plan};
use crate::secrets::masked_lines;

impl Plan {
    /// Everything that a build would change, as a patch: applying it to the output folder is the same as building.
    /// Files come ordered by path, then the lists of owned files, then what is written beside the output. Empty when nothing is
    /// stale.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn diff(&self) -> Result<String, EmitError> {
        self.patch(write_lines)
    }

    /// The same for people, who see no secrets: these are looked for in whole files, since the lines of a change do not show
    /// what they stand below.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn masked_diff(&self) -> Result<String, EmitError> {
        self.patch(write_masked_lines)
    }

    fn patch(&self, write: Write) -> Result<String, EmitError> {
        let mut text = String::new();
        for (path, change) in self.changes() {
            let (before, after) = (self.before(path)?, self.after(path)?);
            let before = before.filter(|_| change != Change::Create);
            write_file(&mut text, path, before.as_deref(), after.as_deref(), write);
        }
        for list in &self.lists {
            let after = (list.change != Change::Remove).then(|| self.list(&list.folder));
            write_file(&mut text, &list.path, self.before(&list.path)?.as_deref(), after.as_deref(), write);
        }
        if self.is_marker_stale() {
            write_file(&mut text, MARKER, self.ledger.marker.as_deref(), Some(&list::marker()), write);
        }
        if self.ledger.has_journal {
            write_file(&mut text, JOURNAL, self.before(JOURNAL)?.as_deref(), None, write);
        }
        for beside in self.content.beside.iter().filter(|beside| beside.is_stale()) {
            write_file(
                &mut text,
                &beside.name,
                beside.before.as_ref().map(String::as_bytes),
                Some(&beside.text),
                write,
            );
        }
        Ok(text)
    }
}

/// Writes what changes between two texts.
type Write = fn(&mut String, &str, &str);

fn write_file(text: &mut String, path: &str, old: Option<&[u8]>, new: Option<&str>, write: Write) {
    let name = |side: &str, present: bool| if present { format!("{side}/{path}") } else { "/dev/null".to_owned() };
    let (from, to) = (name("a", old.is_some()), name("b", new.is_some()));
    match std::str::from_utf8(old.unwrap_or_default()) {
        Ok(old) => {
            _ = write!(text, "--- {from}\n+++ {to}\n");
            write(text, old, new.unwrap_or_default());
        }
        // Only a file that was edited by hand, or is not ours, can hold something other than text.
        Err(_) => {
            let _ = writeln!(text, "Binary files {from} and {to} differ");
        }
    }
}

fn write_lines(text: &mut String, old: &str, new: &str) {
    _ = write!(text, "{}", TextDiff::from_lines(old, new).unified_diff());
}

fn write_masked_lines(text: &mut String, old: &str, new: &str) {
    let (old_lines, new_lines) = (masked_lines(old), masked_lines(new));
    for hunk in TextDiff::from_lines(old, new).unified_diff().iter_hunks() {
        _ = writeln!(text, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let shown = change.new_index().map_or_else(
                || change.old_index().and_then(|index| old_lines.get(index)),
                |index| new_lines.get(index),
            );
            _ = write!(text, "{}{}", change.tag(), shown.map_or("***", String::as_str));
            if change.missing_newline() {
                text.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
}
