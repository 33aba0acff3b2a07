//! Maps by path, grouped by what comes and goes as a whole: a fleet of 10,000 cells has 700,000 files, whose paths mostly
//! repeat each other.

use std::collections::BTreeMap;

use crate::layout::part_of_path;

/// The files of one part, by their path below its folder.
pub(super) type Part<T> = BTreeMap<Box<str>, T>;

/// A map by path, ordered by part and then by path.
#[derive(Debug)]
pub(super) struct PathMap<T>(BTreeMap<Box<str>, Part<T>>);

impl<T> Default for PathMap<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> PathMap<T> {
    pub(super) fn get(&self, path: &str) -> Option<&T> {
        let (part, name) = split(path);
        self.0.get(part)?.get(name)
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.get(path).is_some()
    }

    /// Gives what was there before.
    pub(super) fn insert(&mut self, path: &str, value: T) -> Option<T> {
        let (folder, name) = split(path);
        if !self.0.contains_key(folder) {
            self.0.insert(folder.into(), Part::new());
        }
        self.0.get_mut(folder)?.insert(name.into(), value)
    }

    /// The folders of all parts, with their files.
    pub(super) fn parts(&self) -> impl Iterator<Item = (&str, &Part<T>)> {
        self.0.iter().map(|(folder, part)| (&**folder, part))
    }

    pub(super) fn part(&self, folder: &str) -> Option<&Part<T>> {
        self.0.get(folder)
    }

    /// The folder of each part, the path below it, and what is there.
    pub(super) fn places(&self) -> impl Iterator<Item = (&str, &str, &T)> {
        self.parts().flat_map(|(folder, part)| part.iter().map(move |(name, value)| (folder, &**name, value)))
    }

    pub(super) fn places_mut(&mut self) -> impl Iterator<Item = (&str, &str, &mut T)> {
        let parts = self.0.iter_mut();
        parts.flat_map(|(folder, part)| part.iter_mut().map(move |(name, value)| (&**folder, &**name, value)))
    }

    /// The same by whole paths.
    pub(super) fn iter(&self) -> impl Iterator<Item = (String, &T)> {
        self.places().map(|(folder, name, value)| (join(folder, name), value))
    }

    pub(super) fn len(&self) -> usize {
        self.0.values().map(BTreeMap::len).sum()
    }
}

/// The folder of the part that a file belongs to, and its path below that folder.
fn split(path: &str) -> (&str, &str) {
    let folder = part_of_path(path);
    let name = path.get(folder.len()..).unwrap_or_default();
    (folder, name.strip_prefix('/').unwrap_or(name))
}

/// The path of a file in a folder; the output folder itself is empty.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
