//! Folders: the files of a module, and all modules of an output folder.

use std::collections::BTreeMap;

use super::merge::{Files, merge, set_variables};
use super::names::{Reading, reading, sets_variables};
use super::{Lines, Unreadable, read_file};
use crate::layout::{self, RootKind};
use crate::terraform::{File, Module, ModuleRole, Tree};

/// A module that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadModule {
    /// The module with all files that could be read, in the order of their names.
    pub module: Module,
    /// The lines of each file, by its name.
    pub lines: BTreeMap<String, Lines>,
    /// The files that could not be read, with the folder in their paths.
    pub unreadable: Vec<Unreadable>,
}

/// All modules of an output folder.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReadTree {
    /// The modules, roots and others, in the order of their paths, with all files that could be read.
    pub tree: Tree,
    /// The lines of each file, by its path.
    pub lines: BTreeMap<String, Lines>,
    /// The files that could not be read.
    pub unreadable: Vec<Unreadable>,
}

/// Reads the files of one folder: names and texts. Files that Terraform does not read there are passed over; overrides are
/// merged into the others.
pub fn read_module<'f>(folder: &str, files: impl IntoIterator<Item = (&'f str, &'f str)>) -> ReadModule {
    let mut read = Folder::default();
    read.add(files.into_iter().collect(), layout::is_called(folder));
    let Folder { files: read, unreadable } = read;
    let mut unreadable: Vec<Unreadable> =
        unreadable.into_iter().map(|fault| Unreadable { path: path_of(folder, &fault.path), ..fault }).collect();
    unreadable.sort();
    let mut files: Vec<File> = Vec::with_capacity(read.len());
    let mut lines = BTreeMap::new();
    for (name, file) in read {
        files.push(file.file);
        lines.insert(name.to_owned(), file.lines);
    }
    // Whatever is no root of the layout can only be called.
    let role = RootKind::of_folder(folder).map_or(ModuleRole::Child, ModuleRole::Root);
    ReadModule { module: Module { path: folder.to_owned(), role, files }, lines, unreadable }
}

/// The files of a folder while they are read.
#[derive(Default)]
struct Folder<'f> {
    files: Files<'f>,
    /// With the names of the files as their paths.
    unreadable: Vec<Unreadable>,
}

impl<'f> Folder<'f> {
    /// Reads files in the order in which Terraform does: those with blocks, overrides, values of variables.
    fn add(&mut self, texts: BTreeMap<&'f str, &'f str>, is_called: bool) {
        let (mut overrides, mut values) = (Vec::new(), Vec::new());
        for (name, text) in texts {
            if is_called && sets_variables(name) {
                continue;
            }
            match reading(name) {
                None => {}
                Some(Reading::Blocks) => {
                    if let Some(file) = self.readable(read_file(name, text)) {
                        self.files.insert(name, file);
                    }
                }
                Some(Reading::Override) => overrides.push((name, text)),
                Some(Reading::Variables) => values.push((name, text)),
                Some(Reading::Json) => self.unreadable.push(Unreadable {
                    path: name.to_owned(),
                    line: 1,
                    reason: "it is written in Terraform's JSON syntax".to_owned(),
                }),
            }
        }
        for (name, text) in overrides {
            let merged = read_file(name, text).and_then(|file| merge(&mut self.files, file));
            if let Some(rest) = self.readable(merged).filter(|rest| !rest.file.body.items.is_empty()) {
                self.files.insert(name, rest);
            }
        }
        // `terraform.tfvars` is the first, whatever the others are called.
        values.sort_by_key(|(name, _)| (*name != "terraform.tfvars", *name));
        for (name, text) in values {
            let set = read_file(name, text).and_then(|values| set_variables(&mut self.files, values));
            self.readable(set);
        }
    }

    fn readable<T>(&mut self, read: Result<T, Unreadable>) -> Option<T> {
        read.map_err(|fault| self.unreadable.push(fault)).ok()
    }
}

/// Reads the Terraform files below an output folder: paths with `/` between their parts, and texts.
pub fn read_tree<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> ReadTree {
    let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, text) in files {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        folders.entry(folder).or_default().push((name, text));
    }
    let mut tree = ReadTree::default();
    for (folder, files) in folders {
        let read = read_module(folder, files);
        if read.module.files.is_empty() && read.unreadable.is_empty() {
            continue;
        }
        tree.lines.extend(read.lines.into_iter().map(|(name, lines)| (path_of(folder, &name), lines)));
        tree.tree.modules.push(read.module);
        tree.unreadable.extend(read.unreadable);
    }
    tree
}

fn path_of(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
