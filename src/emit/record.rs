//! What a build notes in the index about the files that it leaves.

use std::collections::BTreeSet;

use super::digest::Digest;
use super::disk::Disk;
use super::generated::{Generated, Now, Text};
use super::index::{Counts, Entry, Recorder};
use super::list;
use super::path::{self, MANIFEST, MARKER};
use super::plan::{Change, Plan};
use super::staging::Staged;
use super::stamp::Stamp;

impl Plan {
    /// Writes the index, when there is something to know it again by.
    pub(super) fn record(mut self) {
        let Some(recorder) = self.site.recorder.take() else { return };
        let inputs = self.inputs.take().filter(|inputs| !inputs.is_empty() && !inputs.contains(char::is_control));
        let Some(inputs) = inputs else { return recorder.give_up() };
        // What was looked at before the build is looked at again: folders have become others.
        let disk = Disk::new(&self.site.out);
        let files = self.content.files.iter();
        let settled = Settled { same: recorder.settled_at_begin(), new: Recorder::settled(self.committed) };
        let files = files.map(|(path, generated)| entry(&disk, path, generated, &settled));
        let notes: Vec<Option<Entry>> = self.notes(&disk).collect();
        let counts = Counts { files: self.content.files.len(), notes: notes.len() };
        recorder.record(&inputs, counts, notes.into_iter().chain(files));
    }

    /// The lists of owned files, the folders that hold them, and the marker; [`None`] for one that is gone.
    fn notes<'a>(&'a self, disk: &'a Disk) -> impl Iterator<Item = Option<Entry>> {
        let gone: BTreeSet<&str> =
            self.lists.iter().filter(|list| list.change == Change::Remove).map(|list| list.path.as_str()).collect();
        let written = self.lists.iter().filter(|list| list.change != Change::Remove).map(|list| list.path.as_str());
        let kept = self.ledger.lists.keys().map(String::as_str).filter(move |path| !gone.contains(path));
        let lists: BTreeSet<&str> = kept.chain(written).collect();
        let folders: BTreeSet<&str> =
            lists.iter().flat_map(|path| path::folders(path)).chain(std::iter::once(MANIFEST)).collect();
        let lists = lists.into_iter().map(|path| (path, disk.content(path)));
        let folders = folders.into_iter().map(|path| (path, disk.names(path)));
        let marker = std::iter::once((MARKER, Some(Digest::of(list::marker().as_bytes()))));
        let note = |(path, digest): (&str, Option<Digest>)| {
            let stamp = Stamp::of(&disk.metadata(path)?);
            Some(Entry { path: path.to_owned(), stamp, digest: Some(digest?) })
        };
        lists.chain(folders).chain(marker).map(note)
    }
}

/// The latest times of changes that stamps show for sure.
struct Settled {
    /// Of what was right already.
    same: i64,
    /// Of what lay in the staging folder, until the build was carried out.
    new: i64,
}

/// What is known about a generated file, without looking again if possible; [`None`] for one that is gone.
fn entry(disk: &Disk, path: String, generated: &Generated, settled: &Settled) -> Option<Entry> {
    let (stamp, latest) = match (&generated.now, generated.text()) {
        (Now::Same(stamp), _) => (*stamp, settled.same),
        (_, Some(Text::Staged(Staged::InNewFolder(stamp)))) => (*stamp, settled.new),
        _ => (Stamp::of(&disk.metadata(&path)?), i64::MIN),
    };
    let digest = (stamp.last() >= latest).then_some(generated.digest);
    Some(Entry { path, stamp, digest })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::emit::index::is_current;
    use crate::emit::{Mode, Session};

    #[test]
    fn a_file_that_goes_before_it_is_noted_leaves_no_index() {
        let out = tempfile::tempdir().unwrap();
        let plan = || {
            let session = Session::open(out.path(), Mode::Write { force: false }, &[""]).unwrap();
            for path in ["a", "b/c"] {
                session.file(path, "1");
            }
            session.finish(Some("X")).unwrap()
        };
        plan().apply().unwrap();
        assert_eq!(is_current(out.path(), "X"), Some(2));
        fs::remove_file(out.path().join("b/c")).unwrap();
        plan().record();
        assert_eq!(is_current(out.path(), "X"), None);
        assert!(!out.path().join(".cellc/index").exists());
    }
}
