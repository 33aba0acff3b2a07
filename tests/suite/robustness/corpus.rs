//! Specifications to start from: the examples, the cases, everything that a message was written for, and hard ones.

use std::fs;
use std::path::{Path, PathBuf};

/// Paths and texts of one specification.
pub(crate) type Files = Vec<(String, String)>;

/// A specification with the name of what it was read from.
pub(crate) struct Seed {
    pub(crate) name: String,
    pub(crate) files: Files,
}

/// Where specifications stand that are fine.
pub(crate) const FINE: &[&str] = &["examples", "tests/cases", "tests/suite/properties"];

/// Where specifications stand that are hard to read.
pub(crate) const HARD: &[&str] = &["tests/suite/robustness/corpus"];

/// All of these folders, always in the same order.
pub(crate) fn seeds(folders: &[&str]) -> Vec<Seed> {
    let mut seeds = Vec::new();
    for folder in folders {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut seeds);
    }
    seeds.retain(|seed| !seed.files.is_empty());
    seeds
}

/// What every message was written for.
pub(crate) fn bad_specs() -> Vec<Seed> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/bad_specs/snapshots");
    let seed = |path: &PathBuf| Seed { name: name(path), files: page(&fs::read_to_string(path).unwrap()) };
    entries(&folder).iter().map(seed).filter(|seed| !seed.files.is_empty()).collect()
}

/// Files that stand side by side are one specification, but in the corpus, where each stands for itself.
fn collect(folder: &Path, seeds: &mut Vec<Seed>) {
    let mut files = Files::new();
    for path in entries(folder) {
        if path.is_dir() {
            collect(&path, seeds);
        } else if path.extension().is_some_and(|extension| extension == "hcl" || extension == "json")
            && !path.ends_with(cellc::lock::FILE_NAME)
        {
            // A corpus may hold any bytes; the command line refuses them before they are compiled.
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            files.push((name(&path), text));
        }
    }
    if folder.ends_with("corpus") {
        seeds.extend(files.into_iter().map(|file| Seed { name: file.0.clone(), files: vec![file] }));
    } else {
        seeds.push(Seed { name: name(folder), files });
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The sources on the page of a wrong specification: parts that begin with `--- path`, before what is on stderr.
fn page(text: &str) -> Files {
    let (_, page) = text.split_once("\n---\n").unwrap();
    let (sources, _) = page.split_once("--- stderr").unwrap();
    let parts = sources.split("--- ").filter_map(|part| part.split_once('\n'));
    parts.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}
