//! The index: what the system said about the files when the last build had seen them, so that a build of the same inputs
//! need not make them again. It is not part of the output, Git does not see it, and only speed rests on it.
//!
//! A file is taken for unchanged when its size, its times and its identity are those of the index, which nobody can forge:
//! nobody sets the time of a change. Where a file may have been written once more within the same tick of the file system's
//! clock, the index holds its digest too, and it is read. An index that is absent, damaged, foreign or of another version is
//! as good as none.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::digest::Digest;
use super::disk::{Disk, Found};
use super::fault::step;
use super::path::{INDEX, INDEX_FOLDER, JOURNAL};
use super::stamp::Stamp;

/// Its version. Another one is not read.
const TITLE: &str = "cellc index 2";

/// Keeps Git out. Its own line is the first one of every index: who forges an index does not know its times.
const GITIGNORE: &str = ".cellc/.gitignore";

/// The ticks of clocks of file systems are shorter than this, in nanoseconds: Linux has at least 100 a second.
const FINE_TICK: i64 = 20_000_000;

/// Where a clock shows no fractions of a hundredth of a second, it may be one of two seconds.
const COARSE_TICK: i64 = 2_100_000_000;

/// Fractions that a coarse clock does not show, in nanoseconds.
const COARSE: i64 = 10_000_000;

/// What the index says about one path.
pub(super) struct Entry {
    pub(super) path: String,
    pub(super) stamp: Stamp,
    /// Of the content, or of the names in a folder, unless the stamp says enough.
    pub(super) digest: Option<Digest>,
}

/// How many paths the index speaks of, so that one that is missing is noticed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    pub(super) files: usize,
    /// The lists of owned files, the folders that hold them, and the marker.
    pub(super) notes: usize,
}

/// Whether everything is as a build of these inputs left it; if so, the number of generated files.
pub(super) fn is_current(out: &Path, inputs: &str) -> Option<usize> {
    let disk = Disk::new(out);
    if cfg!(not(unix)) || disk.metadata(JOURNAL).is_some() {
        return None;
    }
    let Found::File(text, _) = disk.look(INDEX) else { return None };
    let mut lines = std::str::from_utf8(&text).ok()?.strip_suffix("\nend\n")?.lines();
    if lines.next() != Some(TITLE) || lines.next()?.strip_prefix("inputs ") != Some(inputs) {
        return None;
    }
    let files: usize = lines.next()?.strip_prefix("files ")?.parse().ok()?;
    let notes: usize = lines.next()?.strip_prefix("notes ")?.parse().ok()?;
    let (first, entries) = (lines.next()?, lines.collect::<Vec<_>>());
    let is_whole = files.checked_add(notes) == Some(entries.len());
    let is_ours = parse(first)?.path == GITIGNORE && holds(&disk, first).is_some();
    (is_whole && is_ours && entries.iter().all(|line| holds(&disk, line).is_some())).then_some(files)
}

fn parse(line: &str) -> Option<Entry> {
    let mut words = line.splitn(6, ' ');
    let stamp = Stamp {
        size: words.next()?.parse().ok()?,
        modified: words.next()?.parse().ok()?,
        changed: words.next()?.parse().ok()?,
        identity: words.next()?.parse().ok()?,
    };
    let digest = match words.next()? {
        "-" => None,
        digest => Some(Digest::parse(digest)?),
    };
    let path = words.next()?;
    let is_below = !path.starts_with('/') && path.split('/').all(|part| part != "..");
    is_below.then(|| Entry { path: path.to_owned(), stamp, digest })
}

fn holds(disk: &Disk, line: &str) -> Option<()> {
    let Entry { path, stamp, digest } = parse(line)?;
    let metadata = disk.metadata(&path)?;
    if Stamp::of(&metadata) != stamp {
        return None;
    }
    let Some(digest) = digest else { return Some(()) };
    let now = if metadata.is_dir() { disk.names(&path)? } else { disk.content(&path)? };
    (now == digest).then_some(())
}

/// Makes the index of a build.
#[derive(Debug)]
pub(super) struct Recorder {
    folder: PathBuf,
    /// Whether the folder was made for it.
    is_new: bool,
    /// When the build began, by the clock of the file system.
    began: i64,
}

impl Recorder {
    /// Begins; [`None`] where nothing can be written, which does no harm.
    pub(super) fn begin(out: &Path) -> Option<Self> {
        if cfg!(not(unix)) {
            return None;
        }
        let folder = out.join(INDEX_FOLDER);
        let is_new = match fs::symlink_metadata(&folder) {
            Ok(metadata) if metadata.is_dir() => false,
            Ok(_) => return None,
            Err(_) => fs::create_dir(&folder).is_ok(),
        };
        let recorder = Self { folder, is_new, began: 0 };
        let ignored = recorder.folder.join(".gitignore");
        // Also in a folder that is there already: somebody may have removed it, and without it no index is trusted.
        let is_ready = fs::symlink_metadata(&ignored).is_ok() || fs::write(ignored, "*\n").is_ok();
        if let Some(began) = recorder.now().filter(|_| is_ready) {
            Some(Self { began, ..recorder })
        } else {
            recorder.give_up();
            None
        }
    }

    /// The time, by the clock of the file system.
    pub(super) fn now(&self) -> Option<i64> {
        let next = self.next();
        let _ = fs::remove_file(&next);
        let file = File::create_new(next).ok()?;
        Some(Stamp::of(&file.metadata().ok()?).modified)
    }

    /// The latest time of a change that a stamp shows for sure when it was taken after `moment`.
    pub(super) const fn settled(moment: i64) -> i64 {
        moment.saturating_sub(if moment % COARSE == 0 { COARSE_TICK } else { FINE_TICK })
    }

    /// The same for what was seen during the build.
    pub(super) const fn settled_at_begin(&self) -> i64 {
        Self::settled(self.began)
    }

    /// Writes the index. When it cannot be written, or a path has no entry because it is gone already, there is none.
    pub(super) fn record(self, inputs: &str, counts: Counts, entries: impl Iterator<Item = Option<Entry>>) {
        let index = self.folder.join("index");
        let written = self.write(inputs, counts, entries);
        if written.and_then(|()| fs::rename(self.next(), &index)).is_err() {
            let _ = fs::remove_file(index);
            self.give_up();
        }
    }

    fn write(&self, inputs: &str, counts: Counts, entries: impl Iterator<Item = Option<Entry>>) -> io::Result<()> {
        step(&self.folder)?;
        let ignored = fs::symlink_metadata(self.folder.join(".gitignore"))?;
        let digest = Some(Digest::of(&fs::read(self.folder.join(".gitignore"))?));
        let first = Entry { path: GITIGNORE.to_owned(), stamp: Stamp::of(&ignored), digest };
        let _ = fs::remove_file(self.next());
        let mut file = BufWriter::new(File::create_new(self.next())?);
        let Counts { files, notes } = counts;
        writeln!(file, "{TITLE}\ninputs {inputs}\nfiles {files}\nnotes {notes}")?;
        for entry in std::iter::once(Some(first)).chain(entries) {
            let Entry { path, stamp, digest } = entry.ok_or(io::ErrorKind::NotFound)?;
            let Stamp { size, modified, changed, identity } = stamp;
            write!(file, "{size} {modified} {changed} {identity} ")?;
            match digest {
                Some(digest) => writeln!(file, "{digest} {path}")?,
                None => writeln!(file, "- {path}")?,
            }
        }
        file.write_all(b"end\n")?;
        file.flush()
    }

    /// Leaves things as they were.
    pub(super) fn give_up(self) {
        let _ = fs::remove_file(self.next());
        if self.is_new {
            let _ = fs::remove_file(self.folder.join(".gitignore"));
            let _ = fs::remove_dir(&self.folder);
        }
    }

    fn next(&self) -> PathBuf {
        self.folder.join("next")
    }
}
