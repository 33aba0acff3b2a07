//! Specifications of the repository, compiled as the command line does.

use std::fs;
use std::path::{Path, PathBuf};

use cellc_test_support::{command_line, specification};
use tempfile::TempDir;

/// The output of a specification, in a folder that is removed when dropped.
pub(crate) fn compile(spec: &str) -> TempDir {
    let out = TempDir::new().expect("temporary directories can be made");
    compile_into(out.path(), spec);
    out
}

/// Puts the output of a specification into a folder that is there.
pub(crate) fn compile_into(out: &Path, spec: &str) {
    // A build writes the lock beside the specification, and the repository has none there.
    let place = TempDir::new().expect("temporary directories can be made");
    let spec = copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(spec), place.path());
    let words = ["build", &spec.to_string_lossy(), "--out", "."];
    let built = command_line::cellc(out, &words);
    assert_eq!(built.code, 0, "cellc build {}\n{}", spec.display(), built.stderr);
}

/// Copies a specification with its lock, if it has one; gives where it is now.
fn copy(spec: &Path, to: &Path) -> PathBuf {
    let lock = spec.join(cellc::lock::FILE_NAME);
    for file in specification::files(spec).into_iter().chain(lock.exists().then_some(lock)) {
        let name = file.file_name().expect("a file has a name");
        fs::copy(&file, to.join(name)).expect("files can be copied");
    }
    if spec.is_dir() { to.to_owned() } else { to.join(spec.file_name().expect("a file has a name")) }
}

/// Every specification of the repository that must build: the examples, and the cases of the snapshot tests.
pub(crate) fn all() -> Vec<String> {
    let mut specs = vec!["examples/minimal.hcl".to_owned()];
    for folder in ["examples", "tests/cases"] {
        let entries = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).read_dir().expect("the folder is there");
        let folders = entries.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
        specs.extend(folders.map(|entry| format!("{folder}/{}", entry.file_name().to_string_lossy())));
    }
    specs.sort();
    specs
}
