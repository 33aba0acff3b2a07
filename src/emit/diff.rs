//! The unified diff of what is stale.

use std::fmt::Write as _;

use similar::TextDiff;

use super::path::MANIFEST;
use super::plan::Plan;

impl Plan<'_> {
    /// Everything that a build would change, as a patch: applying it to the output folder is the same as building.
    /// Files come ordered by path, the manifest last. Empty when nothing is stale.
    pub fn diff(&self) -> String {
        let mut text = String::new();
        for (path, change) in self.changes() {
            write_file(&mut text, path, change.before(), change.after());
        }
        let manifest = self.next.print();
        if self.on_disk.as_deref() != Some(manifest.as_bytes()) {
            write_file(&mut text, MANIFEST, self.on_disk.as_deref(), Some(&manifest));
        }
        text
    }
}

fn write_file(text: &mut String, path: &str, old: Option<&[u8]>, new: Option<&str>) {
    let name = |side: &str, present: bool| if present { format!("{side}/{path}") } else { "/dev/null".to_owned() };
    let (from, to) = (name("a", old.is_some()), name("b", new.is_some()));
    match std::str::from_utf8(old.unwrap_or_default()) {
        Ok(old) => {
            let diff = TextDiff::from_lines(old, new.unwrap_or_default());
            let _ = write!(text, "--- {from}\n+++ {to}\n{}", diff.unified_diff());
        }
        // Only a file that was edited by hand, or is not ours, can hold something other than text.
        Err(_) => {
            let _ = writeln!(text, "Binary files {from} and {to} differ");
        }
    }
}
