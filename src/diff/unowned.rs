//! Files that are not cellc's. A build leaves them where they are, so Terraform reads them before it and after it.

use std::collections::BTreeSet;

use super::difference::UnownedPaths;
use crate::emit::{FileSet, OnDisk};

/// What Terraform reads on a side: what was written, and what is beside it.
///
/// A root or module that only the other side has written comes or goes as a whole. What is left of it, or was there before it,
/// makes no root.
pub(super) fn files<'f>(side: &'f OnDisk, other: &OnDisk) -> Vec<(&'f str, &'f str)> {
    let (own, others) = (folders(&side.written), folders(&other.written));
    let is_read = |(path, _): &(&String, &String)| {
        let folder = folder(path);
        !side.written.contains_key(*path) && (own.contains(folder) || !others.contains(folder))
    };
    let unowned = side.unowned.files.iter().filter(is_read);
    side.written.iter().chain(unowned).map(|(path, text)| (path.as_str(), text.as_str())).collect()
}

/// Where such files are, on either side.
pub(super) fn paths(old: &OnDisk, new: &OnDisk) -> UnownedPaths {
    let sides = [&old.unowned, &new.unowned];
    let files: BTreeSet<&String> = sides.iter().flat_map(|side| side.files.keys()).collect();
    let links: BTreeSet<&String> = sides.iter().flat_map(|side| &side.links).collect();
    let owned = |paths: BTreeSet<&String>| paths.into_iter().cloned().collect();
    UnownedPaths { files: owned(files), links: owned(links) }
}

fn folders(files: &FileSet) -> BTreeSet<&str> {
    files.keys().map(|path| folder(path)).collect()
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
