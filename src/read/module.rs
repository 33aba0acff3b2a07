//! Folders: the files of a module, and all modules of an output folder.

use std::collections::BTreeMap;

use super::{Lines, ReadFile, Unreadable, read_file};
use crate::layout::RootKind;
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

/// Reads the files of one folder: names and texts. Files that are not Terraform's are passed over.
pub fn read_module<'f>(folder: &str, files: impl IntoIterator<Item = (&'f str, &'f str)>) -> ReadModule {
    let mut read: BTreeMap<&str, ReadFile> = BTreeMap::new();
    let mut unreadable = Vec::new();
    for (name, text) in files {
        match read_configuration(name, text) {
            None => {}
            Some(Ok(file)) => _ = read.insert(name, file),
            Some(Err(fault)) => unreadable.push(Unreadable { path: path_of(folder, name), ..fault }),
        }
    }
    let mut files: Vec<File> = Vec::with_capacity(read.len());
    let mut lines = BTreeMap::new();
    for (name, file) in read {
        files.push(file.file);
        lines.insert(name.to_owned(), file.lines);
    }
    unreadable.sort();
    // Whatever is no root of the layout can only be called.
    let role = RootKind::of_folder(folder).map_or(ModuleRole::Child, ModuleRole::Root);
    ReadModule { module: Module { path: folder.to_owned(), role, files }, lines, unreadable }
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

/// [`None`] for a file that Terraform does not read. What it does not read as one file of blocks is refused.
fn read_configuration(name: &str, text: &str) -> Option<Result<ReadFile, Unreadable>> {
    let refused = |reason: &str| Some(Err(Unreadable { path: name.to_owned(), line: 1, reason: reason.to_owned() }));
    if name.strip_suffix(".tf.json").is_some() {
        return refused("it is written in Terraform's JSON syntax");
    }
    let stem = name.strip_suffix(".tf")?;
    if stem == "override" || stem.ends_with("_override") {
        return refused("Terraform merges override files into the blocks of other files");
    }
    Some(read_file(name, text))
}
