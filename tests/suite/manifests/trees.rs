//! The manifests of every example and of every case, by cell.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cellc::kubernetes::{ManifestFile, ManifestTree};
use cellc::pipeline::{self, Settings};
use cellc::source::SourceMap;
use cellc_test_support::specification;

use crate::properties::examples;

/// The manifests of a specification, with the name of that.
pub(super) fn all() -> Vec<(String, ManifestTree)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths =
        vec![root.join("examples/minimal.hcl"), root.join("examples/platform"), root.join("examples/delivery")];
    paths.extend(cases(root));
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut trees: Vec<_> = paths.iter().map(|path| (name(path), lowered(&sources(path)))).collect();
    let everything = examples::sources(&vec![("fleet.hcl".to_owned(), examples::EVERYTHING.to_owned())]);
    trees.push(("everything".to_owned(), lowered(&everything)));
    let front_door = examples::sources(&vec![("fleet.hcl".to_owned(), crate::front_door::FLEET.to_owned())]);
    trees.push(("front_door".to_owned(), lowered(&front_door)));
    trees
}

fn cases(root: &Path) -> Vec<PathBuf> {
    let folder = root.join("tests/cases").read_dir().unwrap();
    let mut cases: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

fn sources(path: &Path) -> SourceMap {
    let mut sources = SourceMap::new();
    for file in specification::files(path) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        sources.add(file.to_string_lossy(), name, std::fs::read_to_string(&file).unwrap());
    }
    sources
}

fn lowered(sources: &SourceMap) -> ManifestTree {
    let settings = Settings { as_of: "2026-11-27".parse().unwrap() };
    let analysis = pipeline::analyse(sources, &settings, &mut |_| {});
    cellc::lower::lower_manifests(analysis.checked().unwrap())
}

/// The files of the first cell of each environment, with paths below the folder of the cell, by that folder with a slash.
pub(super) fn first_cells(tree: &ManifestTree) -> BTreeMap<String, Vec<ManifestFile>> {
    let mut cells: BTreeMap<String, Vec<ManifestFile>> = BTreeMap::new();
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for file in &tree.files {
        let mut parts = file.path.splitn(4, '/').skip(1);
        let [environment, cell, path] = std::array::from_fn(|_| parts.next().unwrap());
        if *first.entry(environment).or_insert(cell) == cell {
            let file = ManifestFile { path: path.to_owned(), ..file.clone() };
            cells.entry(format!("gitops/{environment}/{cell}/")).or_default().push(file);
        }
    }
    cells
}
