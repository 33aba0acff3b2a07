//! An output folder in a temporary directory.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cellc::emit::{EmitError, FileSet, MANIFEST, MARKER, Mode, Session, Summary};
use tempfile::TempDir;
use walkdir::WalkDir;

/// A file set from pairs of path and text.
pub(crate) fn files(texts: &[(&str, &str)]) -> FileSet {
    texts.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Builds without force, as `cellc build` does.
pub(crate) fn build(out: &Path, files: &FileSet) -> Result<Summary, EmitError> {
    build_in_session(out, files, false, None)
}

/// Builds with force.
pub(crate) fn force(out: &Path, files: &FileSet) -> Result<Summary, EmitError> {
    build_in_session(out, files, true, None)
}

pub(crate) fn build_in_session(
    out: &Path,
    files: &FileSet,
    force: bool,
    inputs: Option<&str>,
) -> Result<Summary, EmitError> {
    let session = Session::open(out, Mode::Write { force }, &[""])?;
    for (path, text) in files {
        session.file(path, text);
    }
    session.finish(inputs)?.apply()
}

/// What cellc notes about its files, as opposed to the files.
pub(crate) fn is_note(path: &str) -> bool {
    [MANIFEST, MARKER].contains(&path.split('/').next().unwrap())
}

/// Everything below a folder, but for what only speed rests on: a file with its content, a link with its target, a folder
/// with nothing.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Option<Vec<u8>>> {
    let mut tree = BTreeMap::new();
    let walk = WalkDir::new(folder).min_depth(1).into_iter();
    for entry in walk.filter_entry(|entry| entry.file_name() != ".cellc") {
        let entry = entry.unwrap();
        let content = match entry.file_type() {
            kind if kind.is_file() => Some(fs::read(entry.path()).unwrap()),
            kind if kind.is_symlink() => {
                Some(fs::read_link(entry.path()).unwrap().into_os_string().into_encoded_bytes())
            }
            _ => None,
        };
        tree.insert(entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned(), content);
    }
    tree
}

/// The output folder `out` in a temporary directory.
pub(crate) struct Output {
    pub(crate) directory: TempDir,
    pub(crate) path: PathBuf,
}

impl Output {
    /// An output folder that does not exist.
    pub(crate) fn absent() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("out");
        Self { directory, path }
    }

    /// An output folder that does not exist, in memory where that can be had: disks differ too much in speed.
    pub(crate) fn absent_in_memory() -> Self {
        let memory = Path::new("/dev/shm");
        let directory = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
        let path = directory.path().join("out");
        Self { directory, path }
    }

    /// An output folder after a build.
    pub(crate) fn built(texts: &[(&str, &str)]) -> Self {
        let output = Self::absent();
        build(&output.path, &files(texts)).unwrap();
        output
    }

    /// Writes a file the way a user does.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A message without the name of the temporary directory.
    pub(crate) fn message(&self, error: &EmitError) -> String {
        error.to_string().replace(self.directory.path().to_str().unwrap(), "")
    }
}
