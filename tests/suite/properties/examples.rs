//! The example specifications, as sources.

use std::path::Path;

use cellc::source::SourceMap;
use cellc_test_support::specification;

/// A specification as files: the path says the language, the name is what generated files print.
pub(crate) type Files = Vec<(String, String)>;

/// Every example, and one with what the examples leave out.
pub(crate) fn all() -> Vec<(&'static str, Files)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    vec![
        ("minimal", vec![("fleet.hcl".to_owned(), std::fs::read_to_string(folder.join("minimal.hcl")).unwrap())]),
        ("platform", read(&folder.join("platform"))),
        ("delivery", read(&folder.join("delivery"))),
        ("shared", vec![("fleet.hcl".to_owned(), include_str!("../../cases/shared/fleet.hcl").to_owned())]),
        ("everything", vec![("fleet.hcl".to_owned(), EVERYTHING.to_owned())]),
    ]
}

/// The files of `examples/platform`.
pub(crate) fn platform() -> Files {
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/platform"))
}

fn read(folder: &Path) -> Files {
    let paths = specification::files(folder);
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), std::fs::read_to_string(path).unwrap())).collect()
}

/// The files as the command line would load them.
pub(crate) fn sources(files: &Files) -> SourceMap {
    let mut sources = SourceMap::new();
    for (path, text) in files {
        sources.add(path, path, text);
    }
    sources
}

/// Every key of every block.
pub(crate) const EVERYTHING: &str = include_str!("everything.hcl");
