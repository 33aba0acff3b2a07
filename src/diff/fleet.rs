//! Generated files as roots and modules, each read when it is first needed and only once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Unreadable;
use super::manifests::Manifests;
use super::module::Module;
use super::syntax::Body;
use crate::layout::module_of_folder;

/// Files of a root that change nothing in the cell.
const WITHOUT_EFFECT: [&str; 1] = ["outputs.tf"];

/// One side of the comparison.
pub(super) struct Fleet<'f> {
    /// Folder → file → text without the header.
    folders: BTreeMap<&'f str, BTreeMap<&'f str, &'f str>>,
    modules: RefCell<BTreeMap<&'f str, Rc<Module>>>,
    /// What runs inside the cells.
    pub(super) manifests: Manifests<'f>,
}

/// The files of a root, or of a cell's manifests, and of nothing else.
pub(super) type Files<'f> = BTreeMap<&'f str, &'f str>;

impl<'f> Fleet<'f> {
    pub(super) fn of(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let mut folders: BTreeMap<&str, Files<'_>> = BTreeMap::new();
        let mut manifests = Manifests::default();
        for (path, text) in files {
            if path.rsplit('.').next() != Some("tf") {
                manifests.add(path, text);
                continue;
            }
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            if !WITHOUT_EFFECT.contains(&name) || is_module(folder) {
                folders.entry(folder).or_default().insert(name, without_header(text));
            }
        }
        Self { folders, modules: RefCell::default(), manifests }
    }

    /// The roots: folder and files.
    pub(super) fn roots(&self) -> impl Iterator<Item = (&'f str, &Files<'f>)> {
        self.folders.iter().filter(|(folder, _)| !is_module(folder)).map(|(folder, files)| (*folder, files))
    }

    /// The files of a root.
    pub(super) fn root(&self, folder: &str) -> Option<&Files<'f>> {
        self.folders.get(folder)
    }

    /// Whether a module says the same on both sides.
    pub(super) fn has_same_module(&self, folder: &str, other: &Fleet<'_>, other_folder: &str) -> bool {
        let (own, others) = (self.folders.get(folder), other.folders.get(other_folder));
        own.zip(others).is_some_and(|(own, others)| own == others)
    }

    /// Whether all modules say the same on both sides.
    pub(super) fn has_same_modules(&self, other: &Fleet<'_>) -> bool {
        fn modules<'a>(fleet: &'a Fleet<'_>) -> impl Iterator<Item = (&'a &'a str, &'a Files<'a>)> {
            fleet.folders.iter().filter(|(folder, _)| is_module(folder))
        }
        modules(self).eq(modules(other))
    }

    /// The module of a folder; empty when there is none.
    pub(super) fn module(&self, folder: &str) -> Result<Rc<Module>, Unreadable> {
        if let Some(module) = self.modules.borrow().get(folder) {
            return Ok(Rc::clone(module));
        }
        let mut module = Module::default();
        let Some((folder, files)) = self.folders.get_key_value(folder) else { return Ok(Rc::new(module)) };
        for (name, text) in files {
            module.add(parse(folder, name, text)?);
        }
        let module = Rc::new(module);
        self.modules.borrow_mut().insert(folder, Rc::clone(&module));
        Ok(module)
    }
}

fn is_module(folder: &str) -> bool {
    module_of_folder(folder).is_some()
}

/// Reads one file.
pub(super) fn parse(folder: &str, name: &str, text: &str) -> Result<Body, Unreadable> {
    let unreadable = |error: hcl_edit::parser::Error| Unreadable {
        path: format!("{folder}/{name}"),
        reason: error.message().to_owned(),
    };
    Body::parse(text).map_err(unreadable)
}

/// The text below the comments at its top: they name files of the spec.
pub(super) fn without_header(text: &str) -> &str {
    let mut rest = text;
    while let Some((line, below)) = rest.split_once('\n')
        && line.starts_with('#')
    {
        rest = below;
    }
    rest
}
