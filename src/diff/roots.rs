//! Roots of both sides: which belong together, and what changes in each.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use super::compare::{Compared, compare, sort};
use super::difference::{Argument, Change, Effect, Fate, Root};
use super::fleet::{Fleet, Folder, Modules};
use super::inputs::Outlines;
use super::removals;
use super::root::{Call, RootConfiguration, source};
use super::settings;
use crate::evaluate::{Budget, Configuration, Inputs, Library, Value};

/// What is compared once for all cells with the same outlines: the call, both modules, both arguments.
type Key = (String, String, String, BTreeMap<String, Value>, BTreeMap<String, Value>);

/// Both sides, and what was compared before.
pub(super) struct Roots<'r, 'f> {
    old: &'r Fleet<'f>,
    new: &'r Fleet<'f>,
    old_modules: Modules<'r, 'f>,
    new_modules: Modules<'r, 'f>,
    /// Then roots that are equal need not be read.
    has_same_modules: bool,
    compared: RefCell<BTreeMap<Key, Rc<Compared>>>,
}

/// One root that does not stay as it is.
pub(super) struct Found {
    pub(super) root: Root,
    pub(super) fate: Fate,
    pub(super) changes: Vec<Change>,
}

/// What becomes of all roots.
#[derive(Default)]
pub(super) struct All {
    pub(super) found: Vec<Found>,
    pub(super) unchanged: usize,
    pub(super) unchanged_others: usize,
}

impl<'r, 'f> Roots<'r, 'f> {
    pub(super) fn of(old: &'r Fleet<'f>, new: &'r Fleet<'f>) -> Self {
        let has_same_modules = old.has_same_modules(new);
        let (old_modules, new_modules) = (Modules::of(old), Modules::of(new));
        Self { old, new, old_modules, new_modules, has_same_modules, compared: RefCell::default() }
    }

    /// Every root that changes in any way, and how many do not.
    pub(super) fn find(&self) -> All {
        let mut all = All::default();
        for (folder, old) in self.old.roots() {
            let Some(new) = self.new.folder(folder) else { continue };
            let root = Root::new(folder, None);
            let is_cell = root.is_cell();
            match self.changed(folder, (old, new), root) {
                Some(found) => all.found.push(found),
                None if is_cell => all.unchanged += 1,
                None => all.unchanged_others += 1,
            }
        }
        all.found.extend(self.one_sided());
        all
    }

    /// A root that is on both sides.
    fn changed(&self, folder: &str, (old, new): (&Folder<'f>, &Folder<'f>), root: Root) -> Option<Found> {
        let mut inputs = Inputs::new();
        let names = (root.name.as_str(), root.name.as_str());
        let manifests = self.old.manifests.changes(&self.new.manifests, names, &mut inputs);
        let (mut changes, mut root) = if old == new && self.calls_the_same(folder) {
            (Vec::new(), root)
        } else {
            self.compared(folder, folder, root)
        };
        root.inputs.extend(inputs);
        changes.extend(manifests);
        sort(&mut changes);
        (!changes.is_empty()).then_some(Found { root, fate: Fate::Changed, changes })
    }

    /// Whether a root with the same files on both sides also calls modules that say the same on both.
    fn calls_the_same(&self, folder: &str) -> bool {
        self.has_same_modules || self.has_same_calls(folder)
    }

    /// Each folder is looked at once, however often it is called, even by itself.
    fn has_same_calls(&self, folder: &str) -> bool {
        let mut seen = BTreeSet::from([folder.to_owned()]);
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            let Some(module) = self.new_modules.module(&folder) else { continue };
            for called in module.calls.values().filter_map(|call| source(&module, call)) {
                if self.old.folder(&called) != self.new.folder(&called) {
                    return false;
                }
                if seen.insert(called.clone()) {
                    open.push(called);
                }
            }
        }
        true
    }

    /// Roots that are on one side only: moved when they mean the same cell.
    fn one_sided(&self) -> Vec<Found> {
        let mut gone: BTreeSet<&str> = only(self.old, self.new).collect();
        let mut folders = by_identity(&gone, &self.old_modules);
        let mut found = Vec::new();
        for folder in only(self.new, self.old) {
            let identity = RootConfiguration::of(folder, &self.new_modules).identity();
            let same = identity.and_then(|identity| folders.get_mut(&identity)?.pop_front());
            found.push(match same.and_then(|from| gone.take(from)) {
                Some(from) => self.moved(from, folder),
                None => Found { root: Root::new(folder, None), fate: Fate::Added, changes: Vec::new() },
            });
        }
        let removed = |folder: &str| {
            let instances = RootConfiguration::of(folder, &self.old_modules).instances(&self.old_modules);
            Found { root: Root::new(folder, None), fate: Fate::Removed, changes: removals::returning(&instances) }
        };
        found.extend(gone.into_iter().map(removed));
        found
    }

    fn moved(&self, from: &str, folder: &str) -> Found {
        let (mut changes, mut root) = self.compared(from, folder, Root::new(folder, Some(from)));
        settings::move_folder(from, folder, &mut changes, &mut root.inputs);
        let formerly = root.formerly.clone().unwrap_or_default();
        let names = (formerly.as_str(), root.name.as_str());
        changes.extend(self.old.manifests.changes(&self.new.manifests, names, &mut root.inputs));
        sort(&mut changes);
        Found { root, fate: Fate::Moved, changes }
    }

    /// What changes from one root to another one, which may be the same.
    fn compared(&self, from: &str, to: &str, mut root: Root) -> (Vec<Change>, Root) {
        let old = RootConfiguration::of(from, &self.old_modules);
        let new = RootConfiguration::of(to, &self.new_modules);
        let mut changes = settings::compare(&old, &new, &mut root.inputs);
        // In another account everything is made anew, whatever else changes.
        let is_elsewhere = settings::is_elsewhere(&changes);
        let mut tagged = 0;
        match (&old.calls, &new.calls) {
            (Some(old_calls), Some(new_calls)) => {
                let names: BTreeSet<&String> = old_calls.keys().chain(new_calls.keys()).collect();
                for name in names {
                    let (before, after) = (old_calls.get(name), new_calls.get(name));
                    changes.extend(before.zip(after).and_then(|(before, after)| another_module(name, before, after)));
                    if !is_elsewhere {
                        let (called, with_tags) = self.calls(name, before, after, &mut root);
                        changes.extend(called);
                        tagged += with_tags;
                    }
                }
            }
            _ if is_elsewhere => {}
            _ => {
                let compared = compare(&old.instances(&self.old_modules), &new.instances(&self.new_modules));
                changes.extend(marked(&compared, &root.inputs));
                tagged = compared.tagged;
            }
        }
        settings::count_tagged(&mut changes, tagged);
        sort(&mut changes);
        (changes, root)
    }

    /// The resources of a module call, and how many of them have default tags. Cells that call a module alike but for what each
    /// of them passes are compared once.
    fn calls(
        &self,
        name: &str,
        old: Option<&Call<'r>>,
        new: Option<&Call<'r>>,
        root: &mut Root,
    ) -> (Vec<Change>, usize) {
        let none = Call::default();
        let (old, new) = (old.unwrap_or(&none), new.unwrap_or(&none));
        let deciding = [self.old.deciding(&old.module), self.new.deciding(&new.module)];
        let deciding = deciding.into_iter().flatten().cloned().collect();
        let Outlines { old: before, new: after, inputs } = Outlines::of(&old.arguments, &new.arguments, &deciding);
        root.inputs.extend(inputs);
        let key = (name.to_owned(), old.module.folder.clone(), new.module.folder.clone(), before, after);
        let known = self.compared.borrow().get(&key).cloned();
        let compared = known.unwrap_or_else(|| {
            let compared = Rc::new(self.modules(name, (old, &key.3), (new, &key.4)));
            self.compared.borrow_mut().insert(key, Rc::clone(&compared));
            compared
        });
        if compared.changes.iter().any(|change| is_other_in(change, root)) {
            let own = self.modules(name, (old, &old.arguments), (new, &new.arguments));
            return (marked(&own, &root.inputs), own.tagged);
        }
        (marked(&compared, &root.inputs), compared.tagged)
    }

    fn modules(&self, name: &str, old: Side<'_, 'r>, new: Side<'_, 'r>) -> Compared {
        let prefix = format!("module.{name}.");
        let instances = |(call, arguments): Side<'_, 'r>, modules: &Modules<'r, 'f>| {
            let budget = Budget::default();
            Configuration::new(modules, Rc::clone(&call.module), &prefix, arguments, &budget).instances()
        };
        compare(&instances(old, &self.old_modules), &instances(new, &self.new_modules))
    }
}

/// The changes, with what AWS refuses in the cell that fills in these inputs.
fn marked(compared: &Compared, inputs: &Inputs) -> Vec<Change> {
    let mut changes = compared.changes.clone();
    compared.claims.mark(&mut changes, inputs);
    changes
}

type Side<'a, 'r> = (&'a Call<'r>, &'a BTreeMap<String, Value>);

/// The folders of roots that only one side has.
fn only<'f>(these: &Fleet<'f>, others: &Fleet<'f>) -> impl Iterator<Item = &'f str> {
    these.roots().map(|(folder, _)| folder).filter(|folder| others.folder(folder).is_none())
}

/// The folders of roots by the cell that they mean, in their order.
fn by_identity<'f>(roots: &BTreeSet<&'f str>, modules: &Modules<'_, '_>) -> BTreeMap<[Value; 3], VecDeque<&'f str>> {
    let mut folders: BTreeMap<[Value; 3], VecDeque<&str>> = BTreeMap::new();
    for folder in roots {
        if let Some(identity) = RootConfiguration::of(folder, modules).identity() {
            folders.entry(identity).or_default().push_back(folder);
        }
    }
    folders
}

/// Whether a change is another one in this cell than in general: an argument that differs is the same, as when a module no
/// longer takes a variable and writes out what all cells passed, or a key of an instance is not known until it is filled in.
fn is_other_in(change: &Change, root: &Root) -> bool {
    change.address.contains("${")
        || change.arguments.iter().any(|Argument { before, after, .. }| match (before, after) {
            (Some(before), Some(after)) if before.has_inputs() || after.has_inputs() => {
                before.filled(&root.inputs) == after.filled(&root.inputs)
            }
            _ => false,
        })
}

fn another_module(name: &str, old: &Call<'_>, new: &Call<'_>) -> Option<Change> {
    let (before, after) = (&old.module.folder, &new.module.folder);
    let argument = Argument {
        path: "source".to_owned(),
        before: Some(Value::Text(before.clone())),
        after: Some(Value::Text(after.clone())),
        replaces: false,
    };
    let change = Change { arguments: vec![argument], ..Change::new(&format!("module.{name}"), Effect::InPlace) };
    (before != after).then_some(change)
}
