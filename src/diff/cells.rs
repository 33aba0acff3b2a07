//! Roots become cells: which of the two sides belong together, and what changes in each.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::Unreadable;
use super::compare::{compare, sort};
use super::configuration::Configuration;
use super::difference::{Argument, Cell, Change, Effect, Fate};
use super::fleet::{Files, Fleet};
use super::inputs::Outlines;
use super::module::Module;
use super::refusals::Claims;
use super::root::{Call, Root};
use super::settings;
use super::syntax::{Expression, Step};
use super::value::{Inputs, Value, address};

/// What is compared once for all cells with the same outlines: both modules, both arguments.
type Key = (String, String, BTreeMap<String, Value>, BTreeMap<String, Value>);

/// What changes, and what of it may be in each other's way in a cell.
type Compared = (Vec<Change>, Claims);

/// Both sides, and what was compared before.
pub(super) struct Cells<'f> {
    old: Fleet<'f>,
    new: Fleet<'f>,
    /// Then roots that are equal need not be read.
    has_same_modules: bool,
    compared: RefCell<BTreeMap<Key, Rc<Compared>>>,
}

/// One cell that does not stay as it is.
pub(super) struct Found {
    pub(super) cell: Cell,
    pub(super) fate: Fate,
    pub(super) changes: Vec<Change>,
}

impl<'f> Cells<'f> {
    pub(super) fn of(old: Fleet<'f>, new: Fleet<'f>) -> Self {
        let has_same_modules = old.has_same_modules(&new);
        Self { old, new, has_same_modules, compared: RefCell::default() }
    }

    /// Every cell that changes in any way, and the number of those that do not.
    pub(super) fn find(&self) -> Result<(Vec<Found>, usize), Unreadable> {
        let (mut found, mut unchanged) = (Vec::new(), 0);
        for (folder, old) in self.old.roots() {
            let Some(new) = self.new.root(folder) else { continue };
            match self.changed(folder, old, new)? {
                Some(cell) => found.push(cell),
                None => unchanged += 1,
            }
        }
        found.extend(self.one_sided()?);
        Ok((found, unchanged))
    }

    /// A root that is on both sides.
    fn changed(&self, folder: &str, old: &Files<'_>, new: &Files<'_>) -> Result<Option<Found>, Unreadable> {
        let cell = Cell::new(folder, None);
        let mut inputs = Inputs::new();
        let names = (cell.name.as_str(), cell.name.as_str());
        let mut manifests = self.old.manifests.changes(&self.new.manifests, names, &mut inputs);
        let found = move |changes: Vec<Change>, mut cell: Cell| {
            cell.inputs.extend(inputs);
            manifests.splice(..0, changes);
            sort(&mut manifests);
            (!manifests.is_empty()).then_some(Found { cell, fate: Fate::Changed, changes: manifests })
        };
        if old == new && self.has_same_modules {
            return Ok(found(Vec::new(), cell));
        }
        let before = Root::read(folder, old)?;
        if old == new
            && before.calls.values().all(|call| self.new.has_same_module(&call.module, &self.old, &call.module))
        {
            return Ok(found(Vec::new(), cell));
        }
        let after = if old == new { before.clone() } else { Root::read(folder, new)? };
        let (changes, cell) = self.roots(&before, &after, cell)?;
        Ok(found(changes, cell))
    }

    /// Roots that are on one side only: moved when they mean the same cell.
    fn one_sided(&self) -> Result<Vec<Found>, Unreadable> {
        let mut gone: BTreeMap<&str, Root> = Self::only(&self.old, &self.new)?.into_iter().collect();
        let mut folders = by_identity(&gone);
        let mut found = Vec::new();
        for (folder, new) in Self::only(&self.new, &self.old)? {
            let same = new.identity().and_then(|identity| folders.get_mut(&identity)?.pop_front());
            let Some((from, old)) = same.and_then(|from| gone.remove_entry(from)) else {
                found.push(Found { cell: Cell::new(folder, None), fate: Fate::Added, changes: Vec::new() });
                continue;
            };
            let (mut changes, mut cell) = self.roots(&old, &new, Cell::new(folder, Some(from)))?;
            settings::move_folder(from, folder, &mut changes, &mut cell.inputs);
            let formerly = cell.formerly.clone().unwrap_or_default();
            let names = (formerly.as_str(), cell.name.as_str());
            changes.extend(self.old.manifests.changes(&self.new.manifests, names, &mut cell.inputs));
            sort(&mut changes);
            found.push(Found { cell, fate: Fate::Moved, changes });
        }
        let removed = |(folder, _): (&str, Root)| Found {
            cell: Cell::new(folder, None),
            fate: Fate::Removed,
            changes: Vec::new(),
        };
        found.extend(gone.into_iter().map(removed));
        Ok(found)
    }

    fn only(these: &Fleet<'f>, others: &Fleet<'f>) -> Result<Vec<(&'f str, Root)>, Unreadable> {
        let roots = these.roots().filter(|(folder, _)| others.root(folder).is_none());
        roots.map(|(folder, files)| Ok((folder, Root::read(folder, files)?))).collect()
    }

    /// Two roots of the same cell.
    fn roots(&self, old: &Root, new: &Root, mut cell: Cell) -> Result<(Vec<Change>, Cell), Unreadable> {
        let mut changes = settings::compare(&old.settings, &new.settings, &mut cell.inputs);
        let is_elsewhere = settings::is_elsewhere(&changes);
        let names: BTreeSet<&String> = old.calls.keys().chain(new.calls.keys()).collect();
        for name in names {
            let (before, after) = (old.calls.get(name), new.calls.get(name));
            if let (Some(before), Some(after)) = (before, after)
                && before.module != after.module
            {
                changes.push(another_module(name, before, after));
            }
            // In another account everything is made anew, whatever else changes.
            if !is_elsewhere {
                let none = Call::default();
                changes.extend(self.calls(name, before.unwrap_or(&none), after.unwrap_or(&none), &mut cell)?);
            }
        }
        sort(&mut changes);
        Ok((changes, cell))
    }

    fn calls(&self, name: &str, old: &Call, new: &Call, cell: &mut Cell) -> Result<Vec<Change>, Unreadable> {
        let (before, after) = (self.old.module(&old.module)?, self.new.module(&new.module)?);
        let keyed = before.keyed.union(&after.keyed).cloned().collect();
        let Outlines { old: old_outline, new: new_outline, inputs } =
            Outlines::of(&old.arguments, &new.arguments, &keyed);
        cell.inputs.extend(inputs);
        let key = (old.module.clone(), new.module.clone(), old_outline, new_outline);
        let known = self.compared.borrow().get(&key).cloned();
        let compared = known.unwrap_or_else(|| {
            let compared = Rc::new(modules(name, (&before, &key.2), (&after, &key.3)));
            self.compared.borrow_mut().insert(key, Rc::clone(&compared));
            compared
        });
        let own = compared.0.iter().any(|change| is_equal_in(change, cell));
        let own = own.then(|| modules(name, (&before, &old.arguments), (&after, &new.arguments)));
        let (changes, claims) = own.as_ref().unwrap_or(&compared);
        let mut changes = changes.clone();
        claims.mark(&mut changes, &cell.inputs);
        Ok(changes)
    }
}

/// The folders of roots by the cell that they mean, in their order.
fn by_identity<'f>(roots: &BTreeMap<&'f str, Root>) -> BTreeMap<[Value; 3], VecDeque<&'f str>> {
    let mut folders: BTreeMap<[Value; 3], VecDeque<&str>> = BTreeMap::new();
    for (folder, root) in roots {
        if let Some(identity) = root.identity() {
            folders.entry(identity).or_default().push_back(folder);
        }
    }
    folders
}

/// Whether an argument that differs in general is the same in this cell, as when a module no longer takes a variable
/// and writes out what all cells passed.
fn is_equal_in(change: &Change, cell: &Cell) -> bool {
    change.arguments.iter().any(|Argument { before, after, .. }| match (before, after) {
        (Some(before), Some(after)) if before.has_inputs() || after.has_inputs() => {
            before.filled(&cell.inputs) == after.filled(&cell.inputs)
        }
        _ => false,
    })
}

type Side<'a> = (&'a Module, &'a BTreeMap<String, Value>);

fn modules(name: &str, (before, old): Side<'_>, (after, new): Side<'_>) -> Compared {
    let renames = after.moved.iter().filter_map(|(from, to)| Some((written(from)?, written(to)?))).collect();
    let none = BTreeMap::new();
    let old = Configuration { module: before, arguments: old, renames: &renames };
    let new = Configuration { module: after, arguments: new, renames: &none };
    compare(&old, &new, &format!("module.{name}."))
}

/// The address that a `moved` block writes.
fn written(path: &Expression) -> Option<String> {
    let Expression::Path { steps, .. } = path else { return None };
    let key = steps.iter().find_map(|step| match step {
        Step::Index(Expression::Text(key)) => Some(key.as_str()),
        _ => None,
    });
    Some(address(&path.dotted()?, key))
}

fn another_module(name: &str, old: &Call, new: &Call) -> Change {
    let argument = Argument {
        path: "source".to_owned(),
        before: Some(Value::Text(old.module.clone())),
        after: Some(Value::Text(new.module.clone())),
        replaces: false,
    };
    Change { address: format!("module.{name}"), effect: Effect::InPlace, stakes: None, arguments: vec![argument] }
}
