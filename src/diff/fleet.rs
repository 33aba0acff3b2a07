//! Generated files as roots and modules, each read when it is first needed and only once.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::files::without_header;
use super::manifests::Manifests;
use crate::evaluate::{Library, Module};
use crate::layout::{ROUTES, is_called};
use crate::read::{ReadModule, Unreadable, is_configuration, read_file, read_module, sets_variables};
use crate::terraform::Item;

/// One side of the comparison.
#[derive(Default)]
pub(super) struct Fleet<'f> {
    folders: BTreeMap<&'f str, Folder<'f>>,
    /// What runs inside the cells.
    pub(super) manifests: Manifests<'f>,
    /// The routes for proxies of each environment.
    pub(super) routes: BTreeMap<&'f str, &'f str>,
}

/// A folder of Terraform files.
#[derive(Default)]
pub(super) struct Folder<'f> {
    files: BTreeMap<&'f str, Text<'f>>,
    read: OnceCell<ReadModule>,
    deciding: OnceCell<BTreeSet<String>>,
}

/// A file. Files that differ only in the comments at their top, which name files of the spec, are equal.
struct Text<'f> {
    whole: &'f str,
    below_header: &'f str,
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.below_header == other.below_header
    }
}

impl PartialEq for Folder<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.files == other.files
    }
}

impl Folder<'_> {
    /// Whether there is more than values of variables.
    fn has_blocks(&self) -> bool {
        self.files.keys().any(|name| !sets_variables(name))
    }
}

impl<'f> Fleet<'f> {
    pub(super) fn of(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let mut fleet = Self::default();
        for (path, text) in files {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            if let (ROUTES, Some(environment)) = (folder, name.strip_suffix(".json")) {
                fleet.routes.insert(environment, text);
            } else if !is_configuration(name) {
                fleet.manifests.add(path, text);
            } else if is_called(folder) || !has_outputs_only(name, text) {
                let text = Text { whole: text, below_header: without_header(text) };
                fleet.folders.entry(folder).or_default().files.insert(name, text);
            }
        }
        fleet
    }

    /// The roots by their folders.
    pub(super) fn roots(&self) -> impl Iterator<Item = (&'f str, &Folder<'f>)> {
        let folders = self.folders.iter().map(|(folder, files)| (*folder, files));
        folders.filter(|(folder, files)| !is_called(folder) && files.has_blocks())
    }

    /// The files of a folder.
    pub(super) fn folder(&self, folder: &str) -> Option<&Folder<'f>> {
        self.folders.get(folder)
    }

    /// Whether all modules say the same on both sides.
    pub(super) fn has_same_modules(&self, other: &Fleet<'_>) -> bool {
        fn modules<'a>(fleet: &'a Fleet<'_>) -> impl Iterator<Item = (&'a &'a str, &'a Folder<'a>)> {
            fleet.folders.iter().filter(|(folder, _)| is_called(folder))
        }
        modules(self).eq(modules(other))
    }

    /// The module of a folder, and which of its variables decide what its expressions come to.
    pub(super) fn deciding(&self, module: &Module<'_>) -> &BTreeSet<String> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        let folder = self.folders.get(module.folder.as_str());
        folder.map_or(&NONE, |folder| folder.deciding.get_or_init(|| module.deciding()))
    }

    /// The files that could not be read, of those that were.
    pub(super) fn unreadable(&self) -> Vec<Unreadable> {
        let read = self.folders.values().filter_map(|folder| folder.read.get());
        read.flat_map(|read| read.unreadable.iter().cloned()).collect()
    }
}

/// The modules of a fleet, looked up by name once each.
pub(super) struct Modules<'r, 'f> {
    fleet: &'r Fleet<'f>,
    known: RefCell<BTreeMap<String, Rc<Module<'r>>>>,
}

impl<'r, 'f> Modules<'r, 'f> {
    pub(super) fn of(fleet: &'r Fleet<'f>) -> Self {
        Self { fleet, known: RefCell::default() }
    }
}

impl<'r> Library<'r> for Modules<'r, '_> {
    fn module(&self, folder: &str) -> Option<Rc<Module<'r>>> {
        if let Some(module) = self.known.borrow().get(folder) {
            return Some(Rc::clone(module));
        }
        let texts = self.fleet.folders.get(folder)?;
        let read =
            texts.read.get_or_init(|| read_module(folder, texts.files.iter().map(|(name, text)| (*name, text.whole))));
        let module = Rc::new(Module::of_read(read));
        self.known.borrow_mut().insert(folder.to_owned(), Rc::clone(&module));
        Some(module)
    }
}

/// Whether there are only outputs in a file of a root: they change nothing that runs. What merely looks like it is read.
fn has_outputs_only(name: &str, text: &str) -> bool {
    let is_start = |line: &&str| !line.is_empty() && !line.starts_with([' ', '\t', '#', '}', '/']);
    let mut starts = text.lines().filter(is_start).peekable();
    if starts.peek().is_none() || !starts.all(|line| line.starts_with("output ")) {
        return false;
    }
    let is_output = |item: &Item| matches!(item, Item::Block(block) if block.kind == "output");
    read_file(name, text).is_ok_and(|read| read.file.body.items.iter().all(is_output))
}

#[cfg(test)]
mod tests {
    use super::has_outputs_only;

    #[test]
    fn a_file_is_read_unless_it_holds_outputs_only() {
        let output = "# Header.\n\noutput \"a\" {\n  value = {\n    b = 1\n  }\n}\n";
        for (text, expected) in [
            (output.to_owned(), true),
            (format!("{output}\n{output}"), true),
            ("  resource \"a\" \"b\" {\n  }\n".to_owned(), false),
            (format!("{output}  resource \"a\" \"b\" {{\n  }}\n"), false),
            (format!("{output}resource \"a\" \"b\" {{\n}}\n"), false),
            (format!("{output}/* */ resource \"a\" \"b\" {{\n}}\n"), false),
            ("output \"a\" {\n  value = 1\n  }\n  resource \"a\" \"b\" {\n}\n".to_owned(), false),
            ("output \"a\" {\n  value = 1\n} resource \"a\" \"b\" {\n}\n".to_owned(), false),
        ] {
            assert_eq!(has_outputs_only("outputs.tf", &text), expected, "{text}");
        }
    }
}
